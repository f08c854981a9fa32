import { answering, anAttempt, aTaughtMicrocredential } from '../builders/an-award.ts';
import { aLearner, anEnrolment } from '../builders/a-learner.ts';
import { anAskedSecondMarking } from '../builders/a-judged-task.ts';
import { aSubmission, aTask } from '../builders/a-task.ts';
import { openRoutes } from '../builders/open-routes.ts';
import { aLesson } from '../builders/a-lesson.ts';
import { aDraft } from '../builders/a-microcredential.ts';
import { aRun } from '../builders/a-run.ts';
import { northgate } from '../builders/an-organisation.ts';
import { lastMail } from '../builders/a-browser.ts';
import { actorOf, createPerson } from '../../src/domain/identity/server/api.ts';
import type { Role, SignedIn } from '../../src/domain/identity/identity.ts';
import type { Organisation } from '../../src/domain/organisations/organisations.ts';
import {
  acceptInvitation,
  approveOrganisation,
  changeLogo,
  confirmByRegisterNumber,
  createOrganisation,
  inviteMember,
  keysOf,
  listConfirmations,
  listInvitations,
  organisationById,
} from '../../src/domain/organisations/server/api.ts';
import {
  approvalPage,
  askPartner,
  commentOnDraft,
  partnershipsAsked,
  startNewVersion,
} from '../../src/domain/catalogue/server/api.ts';
import {
  addFile,
  copyContent,
  makePlan,
  modulesOf,
  openCalendar,
  planOf,
} from '../../src/domain/learning/server/api.ts';
import {
  addQuestionPicture,
  type BankAddress,
  addQuiz,
  assessmentsForAuthor,
  beginSession,
  inviteInvigilator,
  invigilationPage,
  invigilatorsOf,
  assessmentsToPlan,
  copyAssessment,
  enrolByRoute,
  saveQuestion,
  saveQuiz,
  takeUpInvigilation,
} from '../../src/domain/assessment/server/api.ts';
import { myAwards, shareAward, signCredential, submitAttempt } from '../../src/domain/awards/server/api.ts';
import type { Platform } from '../../src/platform/server/platform.ts';
import type { Caller, World } from './row.ts';

export const password = 'seven stones high';
const system = { kind: 'system' } as const;
/** The smallest picture there is: one transparent pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

export interface BuiltWorld extends World {
  /** Everyone but the visitor, who all sign in with `password`. */
  readonly emails: Readonly<Record<Exclude<Caller, 'visitor'>, string>>;
}

/** Northgate with its people, a learner who holds an award of it and learns for another, and others beside them. */
export async function aWorld(platform: Platform): Promise<BuiltWorld> {
  const people = {
    learner: await aPerson(platform, 'learner'),
    'other-learner': await aPerson(platform, 'other-learner'),
    owner: await aPerson(platform, 'owner'),
    author: await aPerson(platform, 'author'),
    reviewer: await aPerson(platform, 'reviewer'),
    assessor: await aPerson(platform, 'assessor'),
    registrar: await aPerson(platform, 'registrar'),
    'owner-elsewhere': await aPerson(platform, 'owner-elsewhere'),
    operator: await aPerson(platform, 'operator', true),
  };
  const organisation = await anApproved(platform, people.owner, northgate.name);
  const elsewhere = await anApproved(platform, people['owner-elsewhere'], 'Southgate College');
  for (const role of ['author', 'reviewer', 'assessor', 'registrar'] as const)
    await join(platform, organisation, people[role], role);

  const draft = await draftIds(platform, organisation);
  const parts = [
    await organisationIds(platform, organisation, people.operator),
    await taughtIds(platform, organisation, people.learner),
    await awardIds(platform, organisation, people.learner),
    await priorIds(platform, organisation, people.learner),
    draft,
    await partnershipIds(platform, organisation, elsewhere, draft.draftMicrocredential),
    await watchedIds(platform, organisation, people['other-learner']),
  ];
  const ids = { authorPerson: people.author.personId, otherLearnerPerson: people['other-learner'].personId };
  const emails = Object.fromEntries(Object.keys(people).map((caller) => [caller, emailOf(caller)]));
  return {
    organisationSlug: organisation.slug,
    ids: Object.assign(ids, ...parts) as Readonly<Record<string, string>>,
    emails: emails as BuiltWorld['emails'],
  };
}

function emailOf(caller: string): string {
  return `${caller}@people.example`;
}

/** Each of the two asks the other to be named as the one who teaches a microcredential. */
async function partnershipIds(platform: Platform, own: Organisation, elsewhere: Organisation, draftId: string) {
  const asked = async (microcredentialId: string, partner: Organisation) => {
    await askPartner(platform, system, { microcredentialId, slug: partner.slug, role: 'delivers', note: '' });
    const [newest] = await partnershipsAsked(platform, system, partner.id);
    if (!newest) throw new Error('nobody was asked');
    return newest.partnership.id;
  };
  const { microcredentialId } = await aDraft(platform, { provider: elsewhere, withParts: false });
  return {
    organisation: own.id,
    draftPartnership: await asked(draftId, elsewhere),
    partnershipAsked: await asked(microcredentialId, own),
  };
}

async function aPerson(platform: Platform, caller: Caller, isOperator = false): Promise<SignedIn> {
  const person = await createPerson(platform, {
    email: emailOf(caller),
    displayName: `The ${caller}`,
    password,
    isOperator,
  });
  return actorOf(platform, person.id);
}

async function anApproved(platform: Platform, owner: SignedIn, name: string): Promise<Organisation> {
  const created = await createOrganisation(platform, owner, { ...northgate, name });
  if (created.kind === 'refused') throw new Error(`no organisation: ${created.because}`);
  await approveOrganisation(platform, system, { organisationId: created.organisation.id });
  return created.organisation;
}

async function join(platform: Platform, organisation: Organisation, person: SignedIn, role: Role): Promise<void> {
  await inviteMember(platform, system, { organisationId: organisation.id, email: emailOf(role), role });
  const mail = await lastMail(platform, emailOf(role));
  const accepted = await acceptInvitation(platform, person, mail?.token ?? '');
  if (accepted.kind === 'refused') throw new Error(`not a member: ${accepted.because}`);
}

async function organisationIds(platform: Platform, { id: organisationId }: Organisation, operator: SignedIn) {
  await inviteMember(platform, system, { organisationId, email: 'invited@people.example', role: 'author' });
  const [invitation] = await listInvitations(platform, system, organisationId);
  const mail = await lastMail(platform, 'invited@people.example');
  await confirmByRegisterNumber(platform, operator, {
    organisationId,
    validUntil: null,
    register: 'Register',
    number: '1',
  });
  const [confirmation] = await listConfirmations(platform, operator, organisationId);
  await changeLogo(platform, system, { organisationId, picture: png });
  const [key] = await keysOf(platform, organisationId);
  const logo = (await organisationById(platform, organisationId))?.logoKey;
  if (!invitation || !mail || !confirmation || !key || !logo) throw new Error('the organisation lacks a part');
  return {
    invitation: invitation.id,
    invitationToken: mail.token,
    confirmation: confirmation.id,
    signingKey: key.id,
    logoFile: logo.slice(logo.lastIndexOf('/') + 1),
  };
}

/** A microcredential that the learner is taking, with an attempt begun, and its next version as a draft. */
async function taughtIds(platform: Platform, provider: Organisation, learner: SignedIn) {
  let picture = '';
  let task = '';
  const taught = await aTaughtMicrocredential(platform, {
    provider,
    record: { title: 'Knots that hold' },
    beforePublishing: async (versionId) => {
      const added = await addFile(platform, system, { versionId, name: 'knot.png', bytes: png });
      if (added.kind === 'added') picture = added.path;
      task = (await aTask(platform, versionId)).assessmentId;
    },
  });
  const enrolment = await anEnrolment(platform, learner, taught.offeringId);
  const { offeringId: run, sessionIds } = await aRun(platform, taught);
  const runLearner = await aLearner(platform);
  const runEnrolment = await anEnrolment(platform, runLearner, run);
  const inRun = { enrolmentId: runEnrolment, assessmentId: taught.assessmentId };
  const runAttempt = await anAttempt(platform, runLearner, inRun);
  const openAttempt = await anAttempt(platform, learner, { enrolmentId: enrolment, assessmentId: taught.assessmentId });
  const copies = [copyContent, copyAssessment];
  const draft = await startNewVersion(platform, system, { microcredentialId: taught.microcredentialId }, copies);
  if (draft.kind === 'refused') throw new Error(`no next version: ${draft.because}`);
  const [module] = await modulesOf(platform, draft.toVersionId);
  const [lesson] = module?.lessons ?? [];
  if (!module || !lesson) throw new Error('the next version has no lesson');
  return {
    microcredentialSlug: taught.slug,
    offering: taught.offeringId,
    version: taught.versionId,
    assessment: taught.assessmentId,
    question: taught.questionIds[0] ?? '',
    module: module.id,
    lessonSlug: lesson.slug,
    enrolment,
    calendar: await calendarOf(platform, learner, enrolment),
    openAttempt,
    run,
    session: sessionIds[0] ?? '',
    runEnrolment,
    runAttempt,
    picture,
    task,
    submission: await aSubmission(platform, learner, { enrolmentId: enrolment, assessmentId: task }),
    markedAgain: await anAskedSecondMarking(platform, provider.id, { ...taught, task }),
    questionPicture: await questionPictureOf(platform, { organisationSlug: provider.slug, slug: taught.slug }),
  };
}

async function questionPictureOf(platform: Platform, address: BankAddress): Promise<string> {
  const kept = await addQuestionPicture(platform, system, { ...address, bytes: png });
  if (kept.kind === 'refused') throw new Error(`no picture: ${kept.because}`);
  return kept.picture.id;
}

/** The key in the address of a plan's calendar. */
async function calendarOf(platform: Platform, learner: SignedIn, enrolmentId: string): Promise<string> {
  const wishes = { minutesAWeek: 120, weekdays: [1 as const], finishBy: null };
  await makePlan(platform, learner, { enrolmentId, wishes, zone: 'UTC', reminds: true });
  await openCalendar(platform, learner, enrolmentId);
  const { plan } = await planOf(platform, learner, { enrolmentId, further: assessmentsToPlan });
  return /calendars\/(.+)\.ics$/.exec(plan?.calendarUrl ?? '')?.[1] ?? '';
}

/** A microcredential for which the learner asks for recognition of prior learning. */
async function priorIds(platform: Platform, provider: Organisation, learner: SignedIn) {
  const { offeringId } = await aTaughtMicrocredential(platform, {
    provider,
    record: { title: 'Splices' },
    beforePublishing: (versionId) => openRoutes(platform, versionId, { routes: ['prior-learning'] }),
  });
  const enrolled = await enrolByRoute(platform, learner, { offeringId, route: 'prior-learning' });
  if (enrolled.kind === 'refused') throw new Error(`not enrolled: ${enrolled.because}`);
  return { priorEnrolment: enrolled.enrolmentId };
}

async function awardIds(platform: Platform, provider: Organisation, learner: SignedIn) {
  const { offeringId, assessmentId, questionIds } = await aTaughtMicrocredential(platform, { provider });
  const enrolmentId = await anEnrolment(platform, learner, offeringId);
  const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId });
  await submitAttempt(platform, learner, { attemptId, responses: answering(questionIds, 'right') });
  const [held] = await myAwards(platform, learner);
  if (!held) throw new Error('no award was made');
  await signCredential(platform, { credentialId: held.credential.id });
  const share = await shareAward(platform, learner, { awardId: held.award.id, label: 'Clinic', expiresAt: null });
  const list = await platform.db.selectFrom('status_list').select('id').limit(1).executeTakeFirstOrThrow();
  return { award: held.award.id, credential: held.credential.id, share: share.id, statusList: list.id };
}

/** A microcredential that was never published. */
async function draftIds(platform: Platform, provider: Organisation) {
  const draft = await aDraft(platform, { provider, record: { title: 'Splices' }, withParts: false });
  const { versionId } = draft;
  await aLesson(platform, { versionId });
  const settings = { passMark: 50, attemptLimit: null };
  const { assessmentId } = await addQuiz(platform, system, { versionId, title: 'Quiz', instructions: '', settings });
  const saved = await saveQuestion(platform, system, {
    assessmentId,
    questionVersionId: null,
    kind: 'single-choice',
    body: { prompt: 'Which holds?', options: ['a', 'b'].map((id) => ({ id, text: `Splice ${id}` })) },
    key: { correct: 'a', explanation: '' },
    outcomes: draft.outcomes.map(({ id }) => id),
    points: 1,
  });
  if (saved.kind === 'refused') throw new Error(`no question: ${saved.problems.join(', ')}`);
  await commentOnDraft(platform, system, { versionId, about: 'whole', aboutId: null, text: 'Say which ropes.' });
  const [comment] = (await approvalPage(platform, system, versionId)).comments;
  if (!comment) throw new Error('the draft has no comment');
  const [quiz] = (await assessmentsForAuthor(platform, system, versionId)).assessments;
  return {
    draftSlug: draft.slug,
    draftMicrocredential: draft.microcredentialId,
    draftAssessment: assessmentId,
    draftQuestion: saved.questionVersionId,
    draftComment: comment.id,
    draftQuestionId: quiz?.items[0]?.questionId ?? '',
  };
}

/** Learners of what asks to be supervised, watched by somebody who is no member: one by now, one not yet. */
async function watchedIds(platform: Platform, provider: Organisation, invigilator: SignedIn) {
  const taught = await aTaughtMicrocredential(platform, {
    provider,
    record: { title: 'Knots under watch' },
    beforePublishing: async (versionId) => {
      for (const quiz of (await assessmentsForAuthor(platform, system, versionId)).assessments) {
        const { id: assessmentId, title, instructions, settings } = quiz;
        const supervised = { ...settings, supervision: 'code-in-room' as const };
        await saveQuiz(platform, system, { assessmentId, title, instructions, settings: supervised });
      }
    },
  });
  const { offeringId, assessmentId } = taught;
  const [watched, waiting] = [
    await anEnrolment(platform, await aLearner(platform), offeringId),
    await anEnrolment(platform, await aLearner(platform), offeringId),
  ];
  await inviteInvigilator(platform, system, { offeringId, email: emailOf('other-learner') });
  const mail = await lastMail(platform, emailOf('other-learner'));
  await takeUpInvigilation(platform, invigilator, mail?.token ?? '');
  await beginSession(platform, invigilator, { offeringId, enrolmentId: watched, assessmentId });
  const page = await invigilationPage(platform, invigilator, { offeringId, name: '' });
  const { invigilations } = await invigilatorsOf(platform, system, offeringId);
  await inviteInvigilator(platform, system, { offeringId, email: 'watcher@people.example' });
  return {
    watchedSlug: taught.slug,
    watchedOffering: offeringId,
    watchedAssessment: assessmentId,
    unwatchedEnrolment: waiting,
    invigilation: invigilations[0]?.id ?? '',
    invigilationToken: (await lastMail(platform, 'watcher@people.example'))?.token ?? '',
    invigilatedSession: page.watched.find(({ enrolmentId }) => enrolmentId === watched)?.sessionId ?? '',
  };
}
