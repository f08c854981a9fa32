import { expect, test } from 'vitest';

import {
  addQuiz,
  attemptForLearner,
  removeQuestion,
  saveAnswers,
  startAttempt,
} from '#domain/assessment/server/api.ts';
import { aLearner, anEnrolment } from '../../../../test/builders/a-learner.ts';
import { aDraft } from '../../../../test/builders/a-microcredential.ts';
import { aTaughtMicrocredential } from '../../../../test/builders/an-award.ts';
import { aPlatform } from '../../../../test/platform.ts';
import { changeStatus, myAward, revokeShare, submitAttempt } from './api.ts';

test('what cannot be an id answers like an id that nothing has', async () => {
  await using platform = await aPlatform();
  const { offeringId } = await aTaughtMicrocredential(platform);
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, offeringId);
  const responses = new Map<string, never>();
  for (const id of ['not-an-id', '', '__proto__', '00000000-0000-0000-0000-000000000000']) {
    const asked = [
      myAward(platform, learner, id),
      revokeShare(platform, learner, id),
      changeStatus(platform, { kind: 'system' }, { credentialId: id, act: 'revoke', reason: 'Wrong person' }),
      startAttempt(platform, learner, { enrolmentId, assessmentId: id }),
      attemptForLearner(platform, learner, { enrolmentId, attemptId: id }),
      saveAnswers(platform, learner, { attemptId: id, responses }),
      submitAttempt(platform, learner, { attemptId: id, responses }),
    ];
    for (const answer of await Promise.allSettled(asked))
      expect(answer).toMatchObject({ status: 'rejected', reason: { status: 404, code: 'not-found' } });
  }
});

test('taking out a question that is none changes nothing', async () => {
  await using platform = await aPlatform();
  const { versionId } = await aDraft(platform, { withParts: false });
  const settings = { passMark: 50, attemptLimit: null };
  const system = { kind: 'system' } as const;
  const quiz = await addQuiz(platform, system, { versionId, title: 'Quiz', instructions: '', settings });
  await expect(removeQuestion(platform, system, { ...quiz, questionVersionId: 'none' })).resolves.toBeUndefined();
});
