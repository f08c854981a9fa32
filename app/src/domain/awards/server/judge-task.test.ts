import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLearner, anEnrolment } from '../../../../test/builders/a-learner.ts';
import { anAttempt, answering, aTaughtMicrocredential } from '../../../../test/builders/an-award.ts';
import { aSubmission, aTask } from '../../../../test/builders/a-task.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import type { SignedIn } from '#domain/identity/identity.ts';
import { actorOf, personById } from '#domain/identity/server/api.ts';
import { addMember } from '#domain/organisations/server/api.ts';
import { duplicateMicrocredential } from '#domain/catalogue/server/api.ts';
import { outcomesOfTask } from '#domain/assessment/task.ts';
import {
  assessmentsForAuthor,
  claimNextSubmission,
  claimSubmission,
  copyAssessment,
  exportPersonData,
  handInTask,
  releaseSubmission,
  returnSubmission,
  submissionsToJudge,
  taskForLearner,
} from '#domain/assessment/server/api.ts';
import { judgeTask, myAwards, submitAttempt } from './api.ts';

const system = { kind: 'system' } as const;
let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

/** A microcredential with a quiz and a task, a learner who has passed the quiz, and two assessors. */
async function aTaughtTask() {
  let task = { assessmentId: '', criterionIds: [] as readonly string[] };
  const taught = await aTaughtMicrocredential(platform, {
    beforePublishing: async (versionId) => {
      task = await aTask(platform, versionId);
    },
  });
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, taught.offeringId);
  const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId: taught.assessmentId });
  await submitAttempt(platform, learner, { attemptId, responses: answering(taught.questionIds, 'right') });
  const assessor = await anAssessor(taught.provider.id);
  const other = await anAssessor(taught.provider.id);
  const place = { enrolmentId, assessmentId: task.assessmentId };
  const choices = (level: number) =>
    task.criterionIds.map((criterionId) => ({ criterionId, level, feedback: 'Well seen.' }));
  return { taught, learner, assessor, other, place, choices };
}

async function anAssessor(organisationId: string): Promise<SignedIn> {
  const { personId } = await aLearner(platform, { displayName: 'Ana Assessor' });
  await addMember(platform, system, { organisationId, personId, role: 'assessor' });
  return actorOf(platform, personId);
}

test('a judged submission that passes makes the award in the same transaction, and names its assessor', async () => {
  const { learner, assessor, place, choices } = await aTaughtTask();
  expect(await myAwards(platform, learner)).toEqual([]);
  const submissionId = await aSubmission(platform, learner, place);
  const judged = await judgeTask(platform, assessor, { submissionId, choices: choices(2), feedback: '' });
  expect(judged).toMatchObject({ kind: 'judged', decision: { kind: 'awarded' } });
  const [held] = await myAwards(platform, learner);
  expect(held?.award.results.assessments).toMatchObject([
    { title: 'Final quiz' },
    { title: 'Case report', score: 4, outOf: 4, passMark: 50, attempt: 1 },
  ]);
  expect(held?.award.results.outcomes.map(({ points, outOf }) => [points, outOf])).toEqual([
    [3, 3],
    [3, 3],
  ]);
  const page = await taskForLearner(platform, learner, place);
  expect(page).toMatchObject({ state: 'judged', judgement: { passed: true, madeBy: assessor.personId } });
  const kept = await exportPersonData(platform, learner.personId);
  expect(kept.attempts.flatMap(({ submissions }) => submissions)).toMatchObject([
    { text: 'What I saw and did.', ownWork: true, aiUse: 'none' },
  ]);
});

test('handing in and judging pressed many times at once are one submission, one judgement and one award', async () => {
  const { learner, assessor, place, choices } = await aTaughtTask();
  const work = { ...place, text: 'Once.', ownWork: true, aiUse: 'none' };
  await Promise.all(Array.from({ length: 6 }, () => handInTask(platform, learner, work)));
  const submissions = await platform.db
    .selectFrom('submission')
    .innerJoin('attempt', 'attempt.id', 'submission.attempt_id')
    .select(['submission.id', 'attempt.id as attemptId'])
    .where('attempt.enrolment_id', '=', place.enrolmentId)
    .execute();
  expect(submissions).toHaveLength(1);
  const submissionId = submissions[0]?.id ?? '';
  const judged = await Promise.all(
    Array.from({ length: 6 }, () => judgeTask(platform, assessor, { submissionId, choices: choices(1), feedback: '' })),
  );
  expect(judged.filter(({ kind }) => kind === 'judged')).toHaveLength(1);
  const judgements = await platform.db
    .selectFrom('judgement')
    .select('id')
    .where('attempt_id', '=', submissions[0]?.attemptId ?? '')
    .execute();
  expect(judgements).toHaveLength(1);
  expect(await myAwards(platform, learner)).toHaveLength(1);
});

test('a submission that is returned is handed in again without spending an attempt, and its learner is told why', async () => {
  const { learner, assessor, place, choices } = await aTaughtTask();
  const first = await aSubmission(platform, learner, place);
  expect(await returnSubmission(platform, assessor, { submissionId: first, reason: ' ' })).toMatchObject({
    because: 'reason-missing',
  });
  await returnSubmission(platform, assessor, { submissionId: first, reason: 'Name your sources.' });
  expect(await taskForLearner(platform, learner, place)).toMatchObject({
    state: 'returned',
    refusal: null,
    draft: { text: 'What I saw and did.' },
    submission: { returnReason: 'Name your sources.' },
  });
  expect(await judgeTask(platform, assessor, { submissionId: first, choices: choices(2), feedback: '' })).toMatchObject(
    {
      because: 'settled',
    },
  );
  const second = await aSubmission(platform, learner, place, 'With sources.');
  const page = await taskForLearner(platform, learner, place);
  expect(page).toMatchObject({
    state: 'handed-in',
    submission: { number: 2 },
    assessment: { attempts: [{ number: 1 }] },
  });
  await judgeTask(platform, assessor, { submissionId: second, choices: choices(1), feedback: '' });
  expect(await myAwards(platform, learner)).toHaveLength(1);
  const mails = await platform.db
    .selectFrom('mail_message')
    .select('kind')
    .where('kind', 'like', 'submission-%')
    .where('to_address', '=', (await personById(platform, learner.personId))?.email ?? '')
    .orderBy('id')
    .execute();
  expect(mails.map(({ kind }) => kind)).toEqual([
    'submission-handed-in',
    'submission-returned',
    'submission-handed-in',
    'submission-judged',
  ]);
});

test('while one assessor holds a submission nobody else can judge it; given back, they can', async () => {
  const { taught, learner, assessor, other, place, choices } = await aTaughtTask();
  const submissionId = await aSubmission(platform, learner, place);
  expect(await claimSubmission(platform, assessor, submissionId)).toEqual({ kind: 'claimed' });
  const refused = { kind: 'refused', because: 'claimed-by-another' };
  expect(await claimSubmission(platform, other, submissionId)).toEqual(refused);
  expect(await judgeTask(platform, other, { submissionId, choices: choices(1), feedback: '' })).toEqual(refused);
  await releaseSubmission(platform, other, submissionId);
  const [waiting] = await submissionsToJudge(platform, other, { organisationId: taught.provider.id });
  expect(waiting).toMatchObject({ learner: 'Ada Learner', claimedBy: 'Ana Assessor' });
  await releaseSubmission(platform, assessor, submissionId);
  expect(await judgeTask(platform, other, { submissionId, choices: choices(1), feedback: '' })).toMatchObject({
    kind: 'judged',
  });
  expect(await submissionsToJudge(platform, other, { organisationId: taught.provider.id })).toEqual([]);
});

test('nobody judges their own work, and a rubric is judged whole or not at all', async () => {
  const { taught, learner, assessor, place, choices } = await aTaughtTask();
  const submissionId = await aSubmission(platform, learner, place);
  await addMember(platform, system, {
    organisationId: taught.provider.id,
    personId: learner.personId,
    role: 'assessor',
  });
  const both = await actorOf(platform, learner.personId);
  expect(await judgeTask(platform, both, { submissionId, choices: choices(2), feedback: '' })).toMatchObject({
    because: 'own-work',
  });
  expect(
    await judgeTask(platform, assessor, { submissionId, choices: choices(2).slice(1), feedback: '' }),
  ).toMatchObject({
    because: 'incomplete',
  });
  await expect(judgeTask(platform, learner, { submissionId, choices: choices(2), feedback: '' })).rejects.toMatchObject(
    {
      status: 403,
    },
  );
});

test('a text is handed in only with the declaration of own work and a word on AI tools', async () => {
  const { learner, place } = await aTaughtTask();
  const work = { ...place, text: 'Words.', ownWork: true, aiUse: 'none' };
  expect(await handInTask(platform, learner, { ...work, ownWork: false })).toMatchObject({ because: 'not-declared' });
  expect(await handInTask(platform, learner, { ...work, aiUse: ' ' })).toMatchObject({ because: 'ai-use-missing' });
  expect(await handInTask(platform, learner, { ...work, text: ' ' })).toMatchObject({ because: 'empty' });
  expect(await handInTask(platform, learner, work)).toEqual({ kind: 'handed-in' });
});

test('a claim ends by itself, and the next one to judge is what is due first and nobody else holds', async () => {
  const { taught, learner, assessor, other, place } = await aTaughtTask();
  const submissionId = await aSubmission(platform, learner, place);
  const second = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, second, taught.offeringId);
  const later = await aSubmission(platform, second, { ...place, enrolmentId });
  const organisationId = taught.provider.id;
  expect(await claimNextSubmission(platform, assessor, organisationId)).toBe(submissionId);
  expect(await claimNextSubmission(platform, other, organisationId)).toBe(later);
  expect(await claimNextSubmission(platform, await anAssessor(organisationId), organisationId)).toBeNull();
  const tomorrow = { ...platform, clock: () => new Date(Date.now() + 25 * 3_600_000) };
  expect(await claimSubmission(tomorrow, other, submissionId)).toEqual({ kind: 'claimed' });
  const [waiting] = await submissionsToJudge(platform, other, { organisationId });
  const { handedInAt, dueAt } = waiting?.submission ?? {};
  expect(Number(dueAt) - Number(handedInAt)).toBe(7 * 86_400_000);
});

test('what the learner is told is kept with the judgement, and comes with their own data', async () => {
  const { learner, assessor, place, choices } = await aTaughtTask();
  const submissionId = await aSubmission(platform, learner, place);
  await judgeTask(platform, assessor, { submissionId, choices: choices(0), feedback: ' Take your time. ' });
  expect(await taskForLearner(platform, learner, place)).toMatchObject({
    judgement: { passed: false, feedback: 'Take your time.' },
    refusal: null,
  });
  const { attempts } = await exportPersonData(platform, learner.personId);
  expect(attempts.flatMap(({ judgements }) => judgements).at(-1)).toMatchObject({ feedback: 'Take your time.' });
});

test('a rubric counts for what the award may claim, in its microcredential and in a copy', async () => {
  const { taught } = await aTaughtTask();
  const copy = await duplicateMicrocredential(
    platform,
    system,
    { microcredentialId: taught.microcredentialId, title: `Copy of ${taught.slug}` },
    [copyAssessment],
  );
  if (copy.kind === 'refused') throw new Error(copy.because);
  const { assessments } = await assessmentsForAuthor(platform, system, copy.versionId);
  const judged = assessments.flatMap(({ task }) => outcomesOfTask(task));
  const asked = assessments.flatMap(({ items }) => items.flatMap(({ outcomes }) => outcomes));
  expect(judged).toHaveLength(2);
  expect([...judged].sort()).toEqual([...asked].sort());
});
