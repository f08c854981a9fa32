import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLearner, anEnrolment } from '../../../../test/builders/a-learner.ts';
import { anAttempt, aTaughtMicrocredential, handIn } from '../../../../test/builders/an-award.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import { openAttempts } from './api.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

test('an attempt that was begun is to be done until it is handed in, and by its learner alone', async () => {
  const { offeringId, assessmentId, questionIds } = await aTaughtMicrocredential(platform);
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, offeringId);
  expect(await openAttempts(platform, learner)).toEqual([]);
  const id = await anAttempt(platform, learner, { enrolmentId, assessmentId });
  expect(await openAttempts(platform, learner)).toEqual([
    { id, enrolmentId, assessment: 'Final quiz', path: `attempts/${id}` },
  ]);
  expect(await openAttempts(platform, await aLearner(platform))).toEqual([]);
  await handIn(platform, learner, { attemptId: id, questionIds, option: 'wrong' });
  expect(await openAttempts(platform, learner)).toEqual([]);
});
