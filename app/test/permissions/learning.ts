import type { PermissionRow, World } from './row.ts';

const lessons = '/(studio)/studio/[org]/microcredentials/[slug]/lessons';
const studio = (world: World, rest: string) =>
  `/studio/${world.organisationSlug}/microcredentials/${world.ids['microcredentialSlug']}${rest}`;
const outline = (world: World) => `/learning/${world.ids['enrolment']}`;
const lesson = (world: World) => `${outline(world)}/lessons/${world.ids['lessonSlug']}`;
const staff = ['owner', 'author', 'reviewer', 'assessor', 'registrar'] as const;
const authors = ['owner', 'author'] as const;
const theLearner = ['learner'] as const;

/** A change of the outline in the studio. */
function change(call: string, form: (world: World) => Readonly<Record<string, string>>): PermissionRow {
  return { route: lessons, call, allow: authors, path: (world) => studio(world, '/lessons'), form };
}

/** A change of one lesson in the studio. */
function edit(call: string, form: (world: World) => Readonly<Record<string, string>>): PermissionRow {
  return {
    route: `${lessons}/[lesson]`,
    call,
    allow: authors,
    path: (world) => studio(world, `/lessons/${world.ids['lessonSlug']}`),
    form,
  };
}

/** What a learner leaves beside a lesson. */
function besideLesson(call: string, form: Readonly<Record<string, string>>): PermissionRow {
  const route = '/(learner)/learning/[enrolment]/lessons/[lesson]';
  return { route, call, allow: theLearner, path: lesson, form: () => form };
}

function ownPlan(call: string, form?: Readonly<Record<string, string>>): PermissionRow {
  const row = {
    route: '/(learner)/learning/[enrolment]/plan',
    call,
    allow: theLearner,
    path: (world: World) => `${outline(world)}/plan`,
  };
  return form === undefined ? row : { ...row, form: () => form };
}

const run = '/(studio)/studio/[org]/microcredentials/[slug]/offerings/[offering]';
const runPage = (world: World) => studio(world, `/offerings/${world.ids['run']}`);
const rollPage = (world: World) => `${runPage(world)}/sessions/${world.ids['session']}`;
const runStaff = ['owner', 'author', 'assessor', 'registrar'] as const;
const planners = ['owner', 'author', 'registrar'] as const;
const markers = ['owner', 'assessor', 'registrar'] as const;
const sessionForm = () => ({ title: 'An evening', startsAt: '2027-01-12T18:00', endsAt: '2027-01-12T20:00' });

const participants = (rest: string) => `/(studio)/studio/[org]/microcredentials/[slug]/participants${rest}`;
const idOf = (name: string) => (world: World) => world.ids[name] ?? '';
const module = idOf('module');
const slug = idOf('lessonSlug');

/**
 * The world's ids: `microcredentialSlug` (with a draft), `module` and `lessonSlug` in the draft and the published
 * version alike, `version` (published), `picture` (a path in it), `enrolment` (the learner's).
 */
export const rows: readonly PermissionRow[] = [
  { route: '/(learner)/learning', call: 'GET', allow: 'signed-in', path: () => '/learning' },
  { route: '/(learner)/learning/[enrolment]', call: 'GET', allow: theLearner, path: outline },
  { route: '/(learner)/learning/[enrolment]', call: '?/takeNewer', allow: theLearner, path: outline, form: () => ({}) },
  { route: '/(learner)/learning/[enrolment]', call: '?/withdraw', allow: theLearner, path: outline, form: () => ({}) },
  { route: '/(learner)/learning/[enrolment]/lessons/[lesson]', call: 'GET', allow: theLearner, path: lesson },
  {
    route: '/(learner)/learning/[enrolment]/lessons/[lesson]',
    call: '?/done',
    allow: theLearner,
    path: lesson,
    form: () => ({}),
  },
  besideLesson('?/note', { note: 'Ask about this.', revision: '0' }),
  besideLesson('?/highlight', { exact: 'Check that' }),
  besideLesson('?/removeHighlight', { highlight: '019a0000-0000-7000-8000-000000000000' }),
  besideLesson('?/bookmark', { bookmarked: 'yes' }),
  {
    route: '/(learner)/learning/[enrolment]/notes',
    call: 'GET',
    allow: theLearner,
    path: (world) => `${outline(world)}/notes`,
  },
  {
    route: '/(learner)/learning/[enrolment]/notes/export.txt',
    call: 'GET',
    allow: theLearner,
    path: (world) => `${outline(world)}/notes/export.txt`,
  },
  ownPlan('GET'),
  ownPlan('?/save', { hours: '2', days: '1', zone: 'UTC' }),
  ownPlan('?/again', {}),
  ownPlan('?/openCalendar', {}),
  ownPlan('?/closeCalendar', {}),
  ownPlan('?/drop', {}),
  {
    route: '/(public)/calendars/[token].ics',
    call: 'GET',
    allow: 'everyone',
    path: (world) => `/calendars/${world.ids['calendar']}.ics`,
  },
  {
    route: '/(public)/unsubscribe/[token]',
    call: 'GET',
    allow: 'everyone',
    path: (world) => `/unsubscribe/${world.ids['calendar']}`,
  },
  // Whoever has the key of a reminder may stop them; a key that opens nothing is answered alike.
  {
    route: '/(public)/unsubscribe/[token]',
    call: '?/default',
    allow: 'everyone',
    path: (world) => `/unsubscribe/${world.ids['calendar']}`,
    form: () => ({ 'List-Unsubscribe': 'One-Click' }),
  },
  {
    route: '/(learner)/learning/files/[version]/[...path]',
    call: 'GET',
    allow: ['learner', ...staff],
    path: (world) => `/learning/files/${world.ids['version']}/${world.ids['picture']}`,
  },
  { route: run, call: 'GET', allow: runStaff, path: runPage },
  { route: run, call: '?/add', allow: planners, path: runPage, form: sessionForm },
  { route: `${run}/sessions/[session]`, call: 'GET', allow: runStaff, path: rollPage },
  {
    route: `${run}/sessions/[session]`,
    call: '?/mark',
    allow: markers,
    path: rollPage,
    form: (world) => ({ [`state-${world.ids['runEnrolment']}`]: 'present' }),
  },
  { route: `${run}/sessions/[session]`, call: '?/change', allow: planners, path: rollPage, form: sessionForm },
  { route: `${run}/sessions/[session]`, call: '?/cancel', allow: planners, path: rollPage, form: () => ({}) },
  { route: lessons, call: 'GET', allow: staff, path: (world) => studio(world, '/lessons') },
  change('?/addModule', () => ({ 'module-title': 'A module' })),
  change('?/renameModule', (world) => ({ module: module(world), title: 'Another title' })),
  change('?/moveModule', (world) => ({ module: module(world), direction: 'up' })),
  change('?/arrange', () => ({ order: '[]' })),
  change('?/deleteModule', (world) => ({ module: module(world) })),
  change('?/addLesson', (world) => ({ module: module(world), title: 'A lesson' })),
  change('?/moveLesson', (world) => ({ lesson: slug(world), direction: 'up' })),
  change('?/deleteLesson', (world) => ({ lesson: slug(world) })),
  {
    route: `${lessons}/[lesson]`,
    call: 'GET',
    allow: authors,
    path: (world) => studio(world, `/lessons/${world.ids['lessonSlug']}`),
  },
  edit('?/save', () => ({ title: 'A lesson', minutes: '5', source: 'Text.' })),
  edit('?/preview', () => ({ source: 'Text.' })),
  edit('?/addFile', () => ({ source: 'Text.' })),
  edit('?/deleteFile', (world) => ({ 'delete-file': world.ids['picture'] ?? '' })),
  {
    route: participants(''),
    call: 'GET',
    allow: ['owner', 'assessor', 'registrar'],
    path: (world) => studio(world, '/participants'),
  },
  {
    route: participants('/export.csv'),
    call: 'GET',
    allow: ['owner', 'registrar'],
    path: (world) => studio(world, '/participants/export.csv'),
  },
  {
    route: participants('/message'),
    call: 'GET',
    allow: ['owner', 'assessor', 'registrar'],
    path: (world) => studio(world, '/participants/message'),
  },
  {
    route: participants('/message'),
    call: '?/default',
    allow: ['owner', 'assessor', 'registrar'],
    path: (world) => studio(world, '/participants/message'),
    form: () => ({ subject: 'Next week', text: 'We meet on line.' }),
  },
  {
    route: participants('/[enrolment]'),
    call: 'GET',
    allow: ['owner', 'assessor', 'registrar'],
    path: (world) => studio(world, `/participants/${world.ids['runEnrolment']}`),
  },
  {
    route: participants('/[enrolment]'),
    call: '?/extend',
    allow: ['owner', 'registrar'],
    path: (world) => studio(world, `/participants/${world.ids['runEnrolment']}`),
    form: () => ({ until: '2099-01-01T12:00', reason: 'They were ill.' }),
  },
  {
    route: participants('/[enrolment]'),
    call: '?/check',
    allow: ['owner', 'registrar'],
    path: (world) => studio(world, `/participants/${world.ids['runEnrolment']}`),
    form: (world) => ({ attempt: world.ids['runAttempt'] ?? '' }),
  },
  {
    route: participants('/[enrolment]'),
    call: '?/confirm',
    allow: ['owner', 'registrar'],
    path: (world) => studio(world, `/participants/${world.ids['runEnrolment']}`),
    form: () => ({}),
  },
  {
    route: participants('/[enrolment]'),
    call: '?/accommodate',
    allow: ['owner', 'registrar'],
    path: (world) => studio(world, `/participants/${world.ids['enrolment']}`),
    form: () => ({ extraTimePercent: '25', moreAttempts: '0' }),
  },
  {
    route: participants('/[enrolment]'),
    call: '?/resit',
    allow: ['owner', 'registrar'],
    path: (world) => studio(world, `/participants/${world.ids['enrolment']}`),
    form: (world) => ({ assessment: world.ids['assessment'] ?? '', resitReason: 'They were ill.' }),
  },
  {
    route: participants('/[enrolment]/remove'),
    call: 'GET',
    allow: ['owner', 'registrar'],
    path: (world) => studio(world, `/participants/${world.ids['enrolment']}/remove`),
  },
  {
    route: participants('/[enrolment]/remove'),
    call: '?/default',
    allow: ['owner', 'registrar'],
    path: (world) => studio(world, `/participants/${world.ids['enrolment']}/remove`),
    form: () => ({ reason: 'They asked for it.' }),
  },
  {
    route: '/(learner)/learning/[enrolment]/contact',
    call: 'GET',
    allow: theLearner,
    path: (world) => `${outline(world)}/contact`,
  },
  {
    route: '/(learner)/learning/[enrolment]/contact',
    call: '?/default',
    allow: theLearner,
    path: (world) => `${outline(world)}/contact`,
    form: () => ({ subject: 'A question', text: 'May I begin later?' }),
  },
];
