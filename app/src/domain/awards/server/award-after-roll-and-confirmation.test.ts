import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLearner, anEnrolment } from '../../../../test/builders/a-learner.ts';
import { aRun } from '../../../../test/builders/a-run.ts';
import { anAttempt, answering, aTaughtMicrocredential } from '../../../../test/builders/an-award.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import type { Requirement } from '#domain/assessment/award-rule.ts';
import {
  assessmentsForAuthor,
  confirmLearner,
  participantResults,
  saveAwardRule,
  startAttempt,
  waitingForConfirmation,
} from '#domain/assessment/server/api.ts';
import type { Role } from '#domain/identity/identity.ts';
import { extendParticipant, markRoll, participantsByIds } from '#domain/learning/server/api.ts';
import { awardOfEnrolment } from './award-pages.ts';
import { decideAfterFact, submitAttempt } from './submit-attempt.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

const system = { kind: 'system' } as const;

/** A run of two sessions whose award rule asks for more than the quiz, with somebody who has passed the quiz. */
async function aPasser(...more: readonly Requirement[]) {
  const taught = await aTaughtMicrocredential(platform, {
    beforePublishing: async (versionId) => {
      const { assessments } = await assessmentsForAuthor(platform, system, versionId);
      const requires = [
        ...assessments.map(({ id }) => ({ kind: 'assessment-passed' as const, assessmentId: id })),
        ...more,
      ];
      const grades = [{ name: 'Distinction', from: 80 }];
      const saved = await saveAwardRule(platform, system, { versionId, rule: { requires, grades } });
      if (saved.kind === 'refused') throw new Error(saved.because);
    },
  });
  const run = await aRun(platform, { microcredentialId: taught.microcredentialId, sessions: [{}, {}] });
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, run.offeringId);
  const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId: taught.assessmentId });
  const { decision } = await submitAttempt(platform, learner, {
    attemptId,
    responses: answering(taught.questionIds, 'right'),
  });
  const as = (role: Role) => ({ ...learner, memberships: [{ organisationId: taught.provider.id, role }] });
  return { ...taught, ...run, learner, enrolmentId, decision, as };
}

/** What the jobs do that listen to the events of an enrolment. */
async function jobsOf(enrolmentId: string): Promise<void> {
  await Promise.all([1, 2, 3].map(() => decideAfterFact(platform, { enrolmentId })));
}

const awards = (enrolmentId: string) =>
  platform.db.selectFrom('award').select('id').where('enrolment_id', '=', enrolmentId).execute();

test('attendance that the rule asks for brings the award when the roll is marked, once', async () => {
  const { enrolmentId, sessionIds, decision } = await aPasser({ kind: 'attendance', percent: 100 });
  expect(decision).toEqual({ kind: 'not-yet', missing: [{ kind: 'attendance', percent: 100 }] });
  for (const [index, sessionId] of sessionIds.entries()) {
    await markRoll(platform, system, { sessionId, marks: new Map([[enrolmentId, 'present']]) });
    await jobsOf(enrolmentId);
    expect(await awards(enrolmentId)).toHaveLength(index);
  }
  expect((await awardOfEnrolment(platform, enrolmentId))?.results.grade).toEqual({ name: 'Distinction', percent: 100 });
});

test('a mark that is taken back later takes no award back', async () => {
  const { enrolmentId, sessionIds } = await aPasser({ kind: 'attendance', percent: 50 });
  const [sessionId = ''] = sessionIds;
  await markRoll(platform, system, { sessionId, marks: new Map([[enrolmentId, 'present']]) });
  await jobsOf(enrolmentId);
  await markRoll(platform, system, { sessionId, marks: new Map([[enrolmentId, 'absent']]) });
  await jobsOf(enrolmentId);
  expect(await awards(enrolmentId)).toHaveLength(1);
});

test('a learner who has done all but be confirmed stands in the queue; confirmed, they are awarded once', async () => {
  const { enrolmentId, microcredentialId, as } = await aPasser({ kind: 'confirmed' });
  const waiting = async () =>
    (await waitingForConfirmation(platform, as('registrar'), microcredentialId)).map(({ enrolment }) => enrolment.id);
  expect(await waiting()).toEqual([enrolmentId]);
  const confirm = () => confirmLearner(platform, as('registrar'), { enrolmentId });
  expect(await Promise.all([confirm(), confirm()])).toEqual([{ kind: 'confirmed' }, { kind: 'confirmed' }]);
  await jobsOf(enrolmentId);
  expect(await awards(enrolmentId)).toHaveLength(1);
  expect(await waiting()).toEqual([]);
  const audited = await platform.db
    .selectFrom('audit_entry')
    .select('action')
    .where('subject_id', '=', enrolmentId)
    .where('action', '=', 'enrolment.confirmed')
    .execute();
  expect(audited).toHaveLength(1);
});

test('nobody is confirmed while something else is missing, nor by anyone but a registrar', async () => {
  const { enrolmentId, as, learner, sessionIds } = await aPasser(
    { kind: 'confirmed' },
    { kind: 'attendance', percent: 50 },
  );
  const refused = { kind: 'refused', because: 'not-awaited' };
  expect(await confirmLearner(platform, as('registrar'), { enrolmentId })).toEqual(refused);
  const [sessionId = ''] = sessionIds;
  await markRoll(platform, system, { sessionId, marks: new Map([[enrolmentId, 'late']]) });
  const denied = { code: 'permission-denied' };
  await expect(confirmLearner(platform, as('assessor'), { enrolmentId })).rejects.toMatchObject(denied);
  await expect(confirmLearner(platform, learner, { enrolmentId })).rejects.toMatchObject(denied);
  expect(await confirmLearner(platform, as('registrar'), { enrolmentId })).toEqual({ kind: 'confirmed' });
});

test('participants’ results say what is passed, how well, and how often they came', async () => {
  const { enrolmentId, microcredentialId, outcomes, sessionIds, as } = await aPasser({
    kind: 'attendance',
    percent: 50,
  });
  const [sessionId = ''] = sessionIds;
  await markRoll(platform, system, { sessionId, marks: new Map([[enrolmentId, 'late']]) });
  const found = await participantsByIds(platform, as('assessor'), { microcredentialId, ids: [enrolmentId] });
  expect((await participantResults(platform, found)).get(enrolmentId)).toMatchObject({
    passed: 1,
    of: 1,
    percent: 100,
    attendance: { attended: 1, of: 2 },
    isConfirmed: false,
    awaitsConfirmation: false,
    mastery: outcomes.map(({ id }) => ({ outcomeId: id, points: 1, outOf: 1 })),
  });
});

test('no attempt begins outside the dates of a run; whoever is given longer can, and is told why', async () => {
  const taught = await aTaughtMicrocredential(platform);
  const { offeringId } = await aRun(platform, taught);
  const [learner, other] = [await aLearner(platform), await aLearner(platform)];
  const enrolmentId = await anEnrolment(platform, learner, offeringId);
  const otherId = await anEnrolment(platform, other, offeringId);
  const start = (who: typeof learner, id: string) =>
    startAttempt(platform, who, { enrolmentId: id, assessmentId: taught.assessmentId });
  const day = 86_400_000;
  const now = platform.clock();
  try {
    platform.setTime(new Date(now.getTime() - 2 * day));
    expect(await start(learner, enrolmentId)).toEqual({ kind: 'refused', because: 'run-not-begun' });
    platform.setTime(new Date(now.getTime() + 30 * day));
    expect(await start(learner, enrolmentId)).toEqual({ kind: 'refused', because: 'run-over' });

    const until = new Date(now.getTime() + 40 * day);
    const extend = (reason: string, at = until) =>
      extendParticipant(platform, system, { enrolmentId, until: at, reason });
    expect(await extend(' ')).toMatchObject({ because: 'reason-missing' });
    expect(await extend('Illness.', now)).toMatchObject({ because: 'not-later' });
    expect(await extend('Illness.')).toEqual({ kind: 'extended' });
    expect(await extend('Illness.')).toMatchObject({ because: 'not-later' });
    expect(await start(learner, enrolmentId)).toMatchObject({ kind: 'started' });
    expect(await start(other, otherId)).toEqual({ kind: 'refused', because: 'run-over' });
  } finally {
    platform.setTime(now);
  }
  const told = await platform.db
    .selectFrom('mail_message')
    .select(['to_address', 'text_body'])
    .where('kind', '=', 'enrolment-extended')
    .execute();
  expect(told).toHaveLength(1);
  expect(told[0]?.text_body).toContain('Illness.');
});

test('what is self-paced has no end to be put off, nor has an enrolment that is over', async () => {
  const taught = await aTaughtMicrocredential(platform);
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, taught.offeringId);
  const until = new Date(platform.clock().getTime() + 86_400_000);
  const extend = () => extendParticipant(platform, system, { enrolmentId, until, reason: 'Illness.' });
  expect(await extend()).toEqual({ kind: 'refused', because: 'not-a-run' });
});
