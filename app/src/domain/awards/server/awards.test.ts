import { expect, test, vi } from 'vitest';
import { aLearner, anEnrolment } from '../../../../test/builders/a-learner.ts';
import { anAttempt, anAward, answering, aTaughtMicrocredential } from '../../../../test/builders/an-award.ts';
import { aPlatform } from '../../../../test/platform.ts';
import { someoneWaits } from '../../../../test/someone-waits.ts';
import { suspendOrganisation } from '#domain/organisations/server/api.ts';
import { enrolmentById, withdraw } from '#domain/learning/server/api.ts';
import { askForAward, awardDecisionFor, changeStatus, myAwards, signCredential, submitAttempt } from './api.ts';

const system = { kind: 'system' } as const;

test('a learner who passes is awarded in the same transaction, and a job signs the credential', async () => {
  await using platform = await aPlatform();
  const { learner, enrolmentId } = await anAward(platform);
  const [held] = await myAwards(platform, learner);
  expect(held?.state).toBe('valid');
  expect(held?.award.nameOnAward).toBe('Amina Osei');
  expect(held?.award.results.assessments).toMatchObject([
    { title: 'Final quiz', score: 2, outOf: 2, passMark: 50, attempt: 1 },
  ]);
  expect((await enrolmentById(platform, enrolmentId))?.completedAt).not.toBeNull();
  const stated: unknown = JSON.parse(held?.credential.signedText ?? '');
  expect(stated).toMatchObject({
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: 'Psychological first aid',
  });
});

test('a learner who has not passed is refused the award', async () => {
  await using platform = await aPlatform();
  const microcredential = await aTaughtMicrocredential(platform);
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, microcredential.offeringId);
  const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId: microcredential.assessmentId });
  const { decision } = await submitAttempt(platform, learner, {
    attemptId,
    responses: answering(microcredential.questionIds, 'wrong'),
  });
  expect(decision).toEqual({
    kind: 'not-yet',
    missing: [{ kind: 'assessment-passed', assessmentId: microcredential.assessmentId }],
  });
  expect(await myAwards(platform, learner)).toEqual([]);
});

test('twenty submissions of one attempt at once make one judgement and one award', async () => {
  await using platform = await aPlatform();
  const microcredential = await aTaughtMicrocredential(platform);
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, microcredential.offeringId);
  const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId: microcredential.assessmentId });
  const responses = answering(microcredential.questionIds, 'right');
  const results = await Promise.all(
    Array.from({ length: 20 }, () => submitAttempt(platform, learner, { attemptId, responses })),
  );
  expect(results.filter(({ judged }) => !judged.again)).toHaveLength(1);
  expect(
    new Set(results.map(({ decision }) => (decision.kind === 'awarded' ? decision.awardId : decision.kind))).size,
  ).toBe(1);
  expect(await countOf(platform, 'judgement')).toBe(1);
  expect(await countOf(platform, 'award')).toBe(1);
  expect(await countOf(platform, 'credential')).toBe(1);
  expect(await countOf(platform, 'status_entry')).toBe(2);
});

test('answers that arrive after submission change nothing', async () => {
  await using platform = await aPlatform();
  const { microcredential, learner, attemptId } = await anAward(platform);
  const again = await submitAttempt(platform, learner, {
    attemptId,
    responses: answering(microcredential.questionIds, 'wrong'),
  });
  expect(again.judged).toMatchObject({ again: true, judgement: { passed: true, score: 2 } });
});

test('leaving and handing in at the same moment never end in an award on a withdrawn enrolment', async () => {
  await using platform = await aPlatform();
  const microcredential = await aTaughtMicrocredential(platform);
  for (let round = 0; round < 8; round++) {
    const learner = await aLearner(platform);
    const enrolmentId = await anEnrolment(platform, learner, microcredential.offeringId);
    const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId: microcredential.assessmentId });
    const responses = answering(microcredential.questionIds, 'right');
    await Promise.allSettled([
      submitAttempt(platform, learner, { attemptId, responses }),
      withdraw(platform, learner, { enrolmentId }),
    ]);
    const withdrawn = (await enrolmentById(platform, enrolmentId))?.withdrawnAt != null;
    expect((await myAwards(platform, learner)).length).toBe(withdrawn ? 0 : 1);
  }
});

test('a withdrawal that is under way when the answers come in is waited for, and then nothing is awarded', async () => {
  await using platform = await aPlatform();
  const microcredential = await aTaughtMicrocredential(platform);
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, microcredential.offeringId);
  const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId: microcredential.assessmentId });
  const responses = answering(microcredential.questionIds, 'right');
  const handedIn = await platform.db.transaction().execute(async (trx) => {
    await trx.updateTable('enrolment').set({ withdrawn_at: new Date() }).where('id', '=', enrolmentId).execute();
    // Ends in a refusal, which is looked at below.
    const submission = Promise.allSettled([submitAttempt(platform, learner, { attemptId, responses })]);
    await vi.waitUntil(() => someoneWaits(platform), { timeout: 10_000, interval: 10 });
    return { submission };
  });
  expect(await handedIn.submission).toMatchObject([{ status: 'rejected', reason: { code: 'enrolment-left' } }]);
  expect(await myAwards(platform, learner)).toEqual([]);
  expect((await enrolmentById(platform, enrolmentId))?.completedAt).toBeNull();
});

test('the signing job run twice at once signs once', async () => {
  await using platform = await aPlatform();
  const { learner, credentialId } = await anAward(platform);
  const before = (await myAwards(platform, learner))[0]?.credential.signedText;
  await Promise.all([signCredential(platform, { credentialId }), signCredential(platform, { credentialId })]);
  expect((await myAwards(platform, learner))[0]?.credential.signedText).toBe(before);
  const mails = await platform.db
    .selectFrom('mail_message')
    .select('kind')
    .where('kind', '=', 'credential-signed')
    .execute();
  expect(mails).toHaveLength(1);
});

test('a provider that was suspended does not award; once it may again, the learner can ask', async () => {
  await using platform = await aPlatform();
  const microcredential = await aTaughtMicrocredential(platform);
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, microcredential.offeringId);
  const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId: microcredential.assessmentId });
  const organisationId = microcredential.provider.id;
  await suspendOrganisation(platform, system, { organisationId, reason: 'under review' });
  const { decision } = await submitAttempt(platform, learner, {
    attemptId,
    responses: answering(microcredential.questionIds, 'right'),
  });
  expect(decision).toEqual({ kind: 'refused', because: 'provider-may-not-award' });
  expect(await askForAward(platform, learner, enrolmentId)).toEqual(decision);
  await platform.db.updateTable('organisation').set({ status: 'approved' }).where('id', '=', organisationId).execute();
  expect((await askForAward(platform, learner, enrolmentId)).kind).toBe('awarded');
});

test('awards outside the demo are refused on an origin that is neither HTTPS nor this machine', async () => {
  await using platform = await aPlatform({ env: { ORIGIN: 'http://cairn.example' } });
  const microcredential = await aTaughtMicrocredential(platform);
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, microcredential.offeringId);
  const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId: microcredential.assessmentId });
  const { decision } = await submitAttempt(platform, learner, {
    attemptId,
    responses: answering(microcredential.questionIds, 'right'),
  });
  expect(decision).toEqual({ kind: 'refused', because: 'origin-not-secure' });
});

test('the first award records the origin, and another origin is refused from then on', async () => {
  await using platform = await aPlatform();
  await anAward(platform);
  const moved = { ...platform, config: { ...platform.config, origin: 'http://127.0.0.1:9999' } };
  const learner = await aLearner(platform);
  const microcredential = await aTaughtMicrocredential(platform, { record: { title: 'Another' } });
  const enrolmentId = await anEnrolment(platform, learner, microcredential.offeringId);
  const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId: microcredential.assessmentId });
  const { decision } = await submitAttempt(moved, learner, {
    attemptId,
    responses: answering(microcredential.questionIds, 'right'),
  });
  expect(decision).toEqual({ kind: 'refused', because: 'origin-changed' });
});

test("another learner can neither hand in somebody's attempt nor learn what it came to", async () => {
  await using platform = await aPlatform();
  const { microcredential, attemptId, enrolmentId } = await anAward(platform);
  const other = await aLearner(platform);
  const responses = answering(microcredential.questionIds, 'wrong');
  await expect(submitAttempt(platform, other, { attemptId, responses })).rejects.toMatchObject({ code: 'not-found' });
  await expect(awardDecisionFor(platform, other, enrolmentId)).rejects.toMatchObject({ code: 'not-found' });
});

test('status changes follow each other: suspend, end the suspension, revoke for good', async () => {
  await using platform = await aPlatform();
  const { credentialId, learner } = await anAward(platform);
  const change = (act: 'revoke' | 'suspend' | 'reinstate', reason = 'found in an audit') =>
    changeStatus(platform, system, { credentialId, act, reason });
  const stateNow = async () => (await myAwards(platform, learner))[0]?.state;

  expect(await change('revoke', '  ')).toEqual({ kind: 'refused', because: 'reason-missing' });
  expect(await change('suspend')).toEqual({ kind: 'changed' });
  expect(await stateNow()).toBe('suspended');
  expect(await change('suspend')).toEqual({ kind: 'refused', because: 'already-suspended' });
  expect(await change('reinstate')).toEqual({ kind: 'changed' });
  expect(await stateNow()).toBe('valid');
  expect(await change('revoke')).toEqual({ kind: 'changed' });
  expect(await stateNow()).toBe('revoked');
  expect(await change('revoke')).toEqual({ kind: 'refused', because: 'already-revoked' });
  expect(await change('reinstate')).toEqual({ kind: 'refused', because: 'already-revoked' });
  await expect(changeStatus(platform, learner, { credentialId, act: 'revoke', reason: 'mine' })).rejects.toMatchObject({
    code: 'permission-denied',
  });
});

test('two revocations at once are one', async () => {
  await using platform = await aPlatform();
  const { credentialId } = await anAward(platform);
  const revoke = () => changeStatus(platform, system, { credentialId, act: 'revoke', reason: 'issued in error' });
  const kinds = (await Promise.all([revoke(), revoke(), revoke()])).map(({ kind }) => kind).sort();
  expect(kinds).toEqual(['changed', 'refused', 'refused']);
  expect(await countOf(platform, 'status_change')).toBe(1);
});

async function countOf(
  platform: Awaited<ReturnType<typeof aPlatform>>,
  table: 'judgement' | 'award' | 'credential' | 'status_entry' | 'status_change',
): Promise<number> {
  const row = await platform.db
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

test('places in status lists are drawn at random, and tell nothing of who was awarded when', async () => {
  await using platform = await aPlatform();
  const { microcredential } = await anAward(platform);
  for (let more = 0; more < 7; more++) {
    const learner = await aLearner(platform);
    const enrolmentId = await anEnrolment(platform, learner, microcredential.offeringId);
    const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId: microcredential.assessmentId });
    await submitAttempt(platform, learner, { attemptId, responses: answering(microcredential.questionIds, 'right') });
  }
  const places = await platform.db
    .selectFrom('status_entry')
    .select('index')
    .where('purpose', '=', 'revocation')
    .orderBy('credential_id')
    .execute();
  const drawn = places.map(({ index }) => index);
  expect(new Set(drawn).size).toBe(8);
  // In order they would be by chance once in 40,320 times, and as near as this to each other never.
  expect(drawn).not.toEqual(drawn.toSorted((a, b) => a - b));
  expect(Math.max(...drawn) - Math.min(...drawn)).toBeGreaterThan(1000);
});
