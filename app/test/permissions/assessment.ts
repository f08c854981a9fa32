import type { PermissionRow, World } from './row.ts';

const learning = '/(learner)/learning/[enrolment]';
const studio = '/(studio)/studio/[org]/microcredentials/[slug]';
const intro = ({ ids }: World) => `/learning/${ids['enrolment']}/assessments/${ids['assessment']}`;
const attempt = ({ ids }: World) => `/learning/${ids['enrolment']}/attempts/${ids['openAttempt']}`;
const draft = ({ organisationSlug, ids }: World) => `/studio/${organisationSlug}/microcredentials/${ids['draftSlug']}`;
const quiz = ({ ids }: World) => ({ assessment: ids['draftAssessment'] ?? '' });
const quizFields = { title: 'Quiz', instructions: '', passMark: '70', attemptLimit: '' };
const sittingPage = ({ organisationSlug, ids }: World) =>
  `/studio/${organisationSlug}/microcredentials/${ids['microcredentialSlug']}/offerings/${ids['offering']}/sitting`;
const errata = ({ organisationSlug, ids }: World) =>
  `/studio/${organisationSlug}/microcredentials/${ids['microcredentialSlug']}/errata`;
const erratum = (world: World) => `${errata(world)}/${world.ids['question']}`;
const authors = ['owner', 'author'] as const;
const learner = ['learner'] as const;

const task = ({ ids }: World) => `/learning/${ids['enrolment']}/tasks/${ids['task']}`;
const evidence = ({ ids }: World) => `/learning/${ids['priorEnrolment']}/evidence`;
const submissions = '/(studio)/studio/[org]/submissions';
const submission = ({ organisationSlug, ids }: World) => `/studio/${organisationSlug}/submissions/${ids['submission']}`;
const assessors = ['owner', 'assessor'] as const;

/** What an assessor does with something that was handed in. */
function judging(call: string, form: Readonly<Record<string, string>> = {}): PermissionRow {
  return { route: `${submissions}/[submission]`, call, allow: assessors, path: submission, form: () => form };
}

const eitherOf = ['owner', 'assessor', 'registrar'] as const;

/** What is done with a second marking of it. */
function secondMarking(
  call: string,
  allow: PermissionRow['allow'],
  form: Readonly<Record<string, string>> = {},
): PermissionRow {
  const path = ({ organisationSlug, ids }: World) =>
    `/studio/${organisationSlug}/submissions/${ids['markedAgain']}/second-marking`;
  return { route: `${submissions}/[submission]/second-marking`, call, allow, path, form: () => form };
}

export const rows: readonly PermissionRow[] = [
  { route: `${learning}/assessments/[assessment]`, call: 'GET', allow: learner, path: intro },
  { route: `${learning}/assessments/[assessment]`, call: '?/start', allow: learner, path: intro },
  { route: `${learning}/attempts/[attempt]`, call: 'GET', allow: learner, path: attempt },
  {
    route: `${learning}/attempts/[attempt]/answers`,
    call: 'POST',
    allow: learner,
    path: (world) => `${attempt(world)}/answers`,
    form: () => ({ page: 'p', sequence: '1' }),
  },
  { route: `${learning}/attempts/[attempt]`, call: '?/save', allow: learner, path: attempt },
  { route: `${learning}/attempts/[attempt]`, call: '?/review', allow: learner, path: attempt },
  { route: `${learning}/attempts/[attempt]`, call: '?/decide', allow: learner, path: attempt },
  { route: `${learning}/attempts/[attempt]`, call: '?/submit', allow: learner, path: attempt },
  { route: `${learning}/tasks/[assessment]`, call: 'GET', allow: learner, path: task },
  {
    route: `${learning}/tasks/[assessment]`,
    call: '?/save',
    allow: learner,
    path: task,
    form: () => ({ text: 'Words' }),
  },
  {
    route: `${learning}/tasks/[assessment]`,
    call: '?/handIn',
    allow: learner,
    path: task,
    form: () => ({ text: 'Words', ownWork: 'on', aiUse: 'none' }),
  },
  { route: `${learning}/evidence`, call: 'GET', allow: learner, path: evidence },
  { route: `${learning}/evidence`, call: '?/save', allow: learner, path: evidence, form: () => ({ aiUse: '' }) },
  { route: `${learning}/evidence`, call: '?/handIn', allow: learner, path: evidence, form: () => ({ aiUse: 'none' }) },
  {
    route: submissions,
    call: 'GET',
    allow: assessors,
    path: ({ organisationSlug }) => `/studio/${organisationSlug}/submissions`,
  },
  {
    route: submissions,
    call: '?/next',
    allow: assessors,
    path: ({ organisationSlug }) => `/studio/${organisationSlug}/submissions`,
  },
  { route: `${submissions}/[submission]`, call: 'GET', allow: assessors, path: submission },
  {
    route: `${submissions}/second-markings`,
    call: 'GET',
    allow: eitherOf,
    path: ({ organisationSlug }) => `/studio/${organisationSlug}/submissions/second-markings`,
  },
  secondMarking('GET', eitherOf),
  secondMarking('?/ask', eitherOf, { reason: 'Unsure.' }),
  secondMarking('?/claim', assessors),
  secondMarking('?/release', assessors),
  secondMarking('?/mark', assessors),
  secondMarking('?/settle', ['owner', 'registrar'], { as: 'first', reason: 'It is right.' }),
  judging('?/claim'),
  judging('?/release'),
  judging('?/judge'),
  judging('?/return', { reason: 'Say more.' }),
  {
    route: `${studio}/assessment/tasks/[task]`,
    call: 'GET',
    allow: authors,
    path: (world) => `${draft(world)}/assessment/tasks/new`,
  },
  {
    route: `${studio}/assessment/tasks/[task]`,
    call: '?/default',
    allow: authors,
    path: (world) => `${draft(world)}/assessment/tasks/new`,
    form: () => ({ title: 'Task' }),
  },
  {
    route: '/(learner)/learning/pictures/[picture]',
    call: 'GET',
    allow: ['learner', 'owner', 'author', 'reviewer', 'assessor', 'registrar'],
    path: ({ ids }) => `/learning/pictures/${ids['questionPicture']}`,
  },
  { route: `${studio}/assessment`, call: 'GET', allow: authors, path: (world) => `${draft(world)}/assessment` },
  {
    route: `${studio}/assessment`,
    call: '?/add',
    allow: authors,
    path: (world) => `${draft(world)}/assessment`,
    form: () => quizFields,
  },
  {
    route: `${studio}/assessment`,
    call: '?/save',
    allow: authors,
    path: (world) => `${draft(world)}/assessment`,
    form: (world) => ({ ...quizFields, ...quiz(world) }),
  },
  {
    route: `${studio}/assessment`,
    call: '?/move',
    allow: authors,
    path: (world) => `${draft(world)}/assessment`,
    form: (world) => ({ ...quiz(world), question: world.ids['draftQuestion'] ?? '', direction: 'later' }),
  },
  {
    route: `${studio}/assessment`,
    call: '?/order',
    allow: authors,
    path: (world) => `${draft(world)}/assessment`,
    form: (world) => ({ ...quiz(world), order: world.ids['draftQuestion'] ?? '' }),
  },
  {
    route: `${studio}/assessment`,
    call: '?/remove',
    allow: authors,
    path: (world) => `${draft(world)}/assessment`,
    form: (world) => ({ ...quiz(world), question: world.ids['draftQuestion'] ?? '' }),
  },
  {
    route: `${studio}/assessment/[quiz]/[question]`,
    call: 'GET',
    allow: authors,
    path: (world) => `${draft(world)}/assessment/${world.ids['draftAssessment']}/new`,
  },
  {
    route: `${studio}/assessment/[quiz]/[question]`,
    call: '?/default',
    allow: authors,
    path: (world) => `${draft(world)}/assessment/${world.ids['draftAssessment']}/new`,
    form: () => ({ prompt: 'Which?', points: '1' }),
  },
  {
    route: `${studio}/assessment`,
    call: '?/bank',
    allow: authors,
    path: (world) => `${draft(world)}/assessment`,
    form: (world) => ({ bankQuestion: world.ids['draftQuestionId'] ?? '' }),
  },
  {
    route: `${studio}/assessment/bank`,
    call: 'GET',
    allow: authors,
    path: (world) => `${draft(world)}/assessment/bank`,
  },
  {
    route: `${studio}/assessment/bank`,
    call: '?/remove',
    allow: authors,
    path: (world) => `${draft(world)}/assessment/bank`,
    form: (world) => ({ question: world.ids['draftQuestionId'] ?? '' }),
  },
  {
    route: `${studio}/assessment/bank/import`,
    call: 'GET',
    allow: authors,
    path: (world) => `${draft(world)}/assessment/bank/import`,
  },
  {
    route: `${studio}/assessment/bank/import`,
    call: '?/preview',
    allow: authors,
    path: (world) => `${draft(world)}/assessment/bank/import`,
    form: () => ({ package: '' }),
  },
  {
    route: `${studio}/assessment/bank/import`,
    call: '?/import',
    allow: authors,
    path: (world) => `${draft(world)}/assessment/bank/import`,
    form: () => ({ upload: '', tags: '' }),
  },
  {
    route: `${studio}/assessment/bank/export.zip`,
    call: 'GET',
    allow: authors,
    path: (world) => `${draft(world)}/assessment/bank/export.zip`,
  },
  {
    route: `${studio}/assessment/[quiz]/export.zip`,
    call: 'GET',
    allow: authors,
    path: (world) => `${draft(world)}/assessment/${world.ids['draftAssessment']}/export.zip`,
  },
  {
    route: `${studio}/assessment/bank/[question]`,
    call: 'GET',
    allow: authors,
    path: (world) => `${draft(world)}/assessment/bank/new`,
  },
  {
    route: `${studio}/assessment/bank/[question]`,
    call: '?/default',
    allow: authors,
    path: (world) => `${draft(world)}/assessment/bank/new`,
    form: () => ({ prompt: 'Which?' }),
  },
  {
    route: `${studio}/assessment/[quiz]/pools`,
    call: 'GET',
    allow: authors,
    path: (world) => `${draft(world)}/assessment/${world.ids['draftAssessment']}/pools`,
  },
  {
    route: `${studio}/assessment/[quiz]/pools`,
    call: '?/add',
    allow: authors,
    path: (world) => `${draft(world)}/assessment/${world.ids['draftAssessment']}/pools`,
    form: () => ({ draws: '2', points: '1' }),
  },
  {
    route: `${studio}/assessment/[quiz]/pools`,
    call: '?/remove',
    allow: authors,
    path: (world) => `${draft(world)}/assessment/${world.ids['draftAssessment']}/pools`,
    form: () => ({ pool: '' }),
  },
  {
    route: '/(studio)/studio/[org]/microcredentials/import',
    call: 'GET',
    allow: authors,
    path: (world) => `/studio/${world.organisationSlug}/microcredentials/import`,
  },
  {
    route: '/(studio)/studio/[org]/microcredentials/import',
    call: '?/preview',
    allow: authors,
    path: (world) => `/studio/${world.organisationSlug}/microcredentials/import`,
    form: () => ({ course: '' }),
  },
  {
    route: '/(studio)/studio/[org]/microcredentials/import',
    call: '?/import',
    allow: authors,
    path: (world) => `/studio/${world.organisationSlug}/microcredentials/import`,
    form: () => ({ upload: '', basedOn: '' }),
  },
  { route: `${studio}/import`, call: 'GET', allow: authors, path: (world) => `${draft(world)}/import` },
  {
    route: `${studio}/import`,
    call: '?/preview',
    allow: authors,
    path: (world) => `${draft(world)}/import`,
    form: () => ({ course: '' }),
  },
  {
    route: `${studio}/import`,
    call: '?/import',
    allow: authors,
    path: (world) => `${draft(world)}/import`,
    form: () => ({ upload: '', basedOn: '' }),
  },
  { route: `${studio}/export.zip`, call: 'GET', allow: authors, path: (world) => `${draft(world)}/export.zip` },
  {
    route: `${studio}/assessment/[quiz]/analysis`,
    call: 'GET',
    allow: authors,
    path: (world) => `${draft(world)}/assessment/${world.ids['draftAssessment']}/analysis`,
  },
  {
    route: `${studio}/assessment/[quiz]/analysis/[question]`,
    call: 'GET',
    allow: authors,
    path: (world) =>
      `${draft(world)}/assessment/${world.ids['draftAssessment']}/analysis/${world.ids['draftQuestion']}`,
  },
  {
    route: `${studio}/assessment/[quiz]/analysis/export.csv`,
    call: 'GET',
    allow: authors,
    path: (world) => `${draft(world)}/assessment/${world.ids['draftAssessment']}/analysis/export.csv`,
  },
  { route: `${studio}/award-rule`, call: 'GET', allow: authors, path: (world) => `${draft(world)}/award-rule` },
  {
    route: `${studio}/award-rule`,
    call: '?/default',
    allow: authors,
    path: (world) => `${draft(world)}/award-rule`,
    form: (world) => ({ assessments: world.ids['draftAssessment'] ?? '' }),
  },
  {
    route: `${studio}/award-rule/try`,
    call: 'GET',
    allow: authors,
    path: (world) => `${draft(world)}/award-rule/try`,
  },
  {
    route: `${studio}/offerings/[offering]/sitting`,
    call: 'GET',
    allow: ['owner', 'assessor', 'registrar'],
    path: sittingPage,
  },
  {
    route: `${studio}/offerings/[offering]/sitting`,
    call: '?/open',
    allow: ['owner', 'assessor', 'registrar'],
    path: sittingPage,
    form: (world) => ({ assessment: world.ids['assessment'] ?? '', minutes: '15' }),
  },
  { route: `${studio}/errata`, call: 'GET', allow: ['owner', 'registrar'], path: errata },
  { route: `${studio}/errata/[question]`, call: 'GET', allow: ['owner', 'registrar'], path: erratum },
  ...['?/preview', '?/edit', '?/apply'].map((call): PermissionRow => ({
    route: `${studio}/errata/[question]`,
    call,
    allow: ['owner', 'registrar'],
    path: erratum,
    form: () => ({ 'option-0': 'The calm way', 'option-1': 'The hasty way', correct: '1', reason: 'It was wrong.' }),
  })),
];
