import { expect, test } from 'vitest';
import { withdraw } from '#domain/learning/server/api.ts';
import {
  assessmentsForAuthor,
  assessmentsForLearner,
  attemptForLearner,
  saveAwardRule,
  startAttempt,
} from '#domain/assessment/server/api.ts';
import { aLearner, anEnrolment } from '../../../../test/builders/a-learner.ts';
import { anAttempt, answering, aTaughtMicrocredential } from '../../../../test/builders/an-award.ts';
import { aPlatform } from '../../../../test/platform.ts';
import { submitAttempt } from './api.ts';

const system = { kind: 'system' } as const;

test('withdrawing and enrolling anew gives no further attempts', async () => {
  await using platform = await aPlatform();
  const { offeringId, assessmentId, questionIds } = await aTaughtMicrocredential(platform, { attemptLimit: 1 });
  const learner = await aLearner(platform);
  const first = await anEnrolment(platform, learner, offeringId);
  const attemptId = await anAttempt(platform, learner, { enrolmentId: first, assessmentId });
  await submitAttempt(platform, learner, { attemptId, responses: answering(questionIds, 'wrong') });
  await withdraw(platform, learner, { enrolmentId: first });

  const second = await anEnrolment(platform, learner, offeringId);
  const [shown] = await assessmentsForLearner(platform, learner, second);
  expect(shown).toMatchObject({ refusal: 'no-attempts-left', attempts: [] });
  expect(await startAttempt(platform, learner, { enrolmentId: second, assessmentId })).toEqual({
    kind: 'refused',
    because: 'no-attempts-left',
  });
});

test('attempts are counted on after enrolling anew, and answers stay untold while one is left', async () => {
  await using platform = await aPlatform();
  const { offeringId, assessmentId, questionIds } = await aTaughtMicrocredential(platform, { attemptLimit: 3 });
  const learner = await aLearner(platform);
  const first = await anEnrolment(platform, learner, offeringId);
  await anAttempt(platform, learner, { enrolmentId: first, assessmentId });
  await withdraw(platform, learner, { enrolmentId: first });

  const enrolmentId = await anEnrolment(platform, learner, offeringId);
  for (const { number, told } of [
    { number: 2, told: false },
    { number: 3, told: true },
  ]) {
    const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId });
    await submitAttempt(platform, learner, { attemptId, responses: answering(questionIds, 'wrong') });
    const result = await attemptForLearner(platform, learner, { enrolmentId, attemptId });
    expect(result.attempt.number).toBe(number);
    expect(result.kind === 'submitted' && result.questions.every(({ answer }) => answer !== null)).toBe(told);
  }
});

test('whoever passed before withdrawing may pass again', async () => {
  await using platform = await aPlatform();
  const { offeringId, assessmentId, questionIds } = await aTaughtMicrocredential(platform, {
    attemptLimit: 1,
    beforePublishing: async (versionId) => {
      const { rule } = await assessmentsForAuthor(platform, system, versionId);
      const requires = [...rule.requires, { kind: 'lessons-done' as const }];
      await saveAwardRule(platform, system, { versionId, rule: { requires } });
    },
  });
  const learner = await aLearner(platform);
  const first = await anEnrolment(platform, learner, offeringId);
  const attemptId = await anAttempt(platform, learner, { enrolmentId: first, assessmentId });
  await submitAttempt(platform, learner, { attemptId, responses: answering(questionIds, 'right') });
  await withdraw(platform, learner, { enrolmentId: first });
  const second = await anEnrolment(platform, learner, offeringId);
  expect(await startAttempt(platform, learner, { enrolmentId: second, assessmentId })).toMatchObject({
    kind: 'started',
  });
});
