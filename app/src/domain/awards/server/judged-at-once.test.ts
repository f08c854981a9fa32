import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLearner, anEnrolment } from '../../../../test/builders/a-learner.ts';
import { aMember } from '../../../../test/builders/an-organisation.ts';
import { aSubmission, aTask } from '../../../../test/builders/a-task.ts';
import { anAttempt, answering, aTaughtMicrocredential, handIn } from '../../../../test/builders/an-award.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import { correctKey, questionToCorrect, saveQuiz, startAttempt } from '../../assessment/server/api.ts';
import { publishVersion, startNewVersion } from '../../catalogue/server/api.ts';
import { copyContent, withdraw } from '../../learning/server/api.ts';
import { copyAssessment, takeNewerVersion } from '../../assessment/server/api.ts';
import { applyErratum, awardOfEnrolment, judgeTask, submitAttempt } from './api.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

const system = { kind: 'system' } as const;

test('a task judged while its learner hands the quiz in: whoever comes second finds the rule met', async () => {
  let task = { assessmentId: '', criterionIds: [] as readonly string[] };
  const taught = await aTaughtMicrocredential(platform, {
    beforePublishing: async (versionId) => {
      task = await aTask(platform, versionId);
    },
  });
  const assessor = await aMember(platform, taught.provider.id, 'assessor');
  const choices = task.criterionIds.map((criterionId) => ({ criterionId, level: 2, feedback: '' }));
  for (let round = 0; round < 6; round += 1) {
    const learner = await aLearner(platform);
    const enrolmentId = await anEnrolment(platform, learner, taught.offeringId);
    const submissionId = await aSubmission(platform, learner, { enrolmentId, assessmentId: task.assessmentId });
    const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId: taught.assessmentId });
    await Promise.all([
      submitAttempt(platform, learner, { attemptId, responses: answering(taught.questionIds, 'right') }),
      judgeTask(platform, assessor, { submissionId, choices, feedback: '' }),
    ]);
    expect(await awardOfEnrolment(platform, enrolmentId)).toBeDefined();
  }
});

test('a further attempt begins though an earlier enrolment’s attempt counts as passed by now', async () => {
  const taught = await aTaughtMicrocredential(platform, { passMark: 100, attemptLimit: 5 });
  const { offeringId, assessmentId, questionIds, provider, slug } = taught;
  const learner = await aLearner(platform);
  const [questionVersionId = ''] = questionIds;
  const first = await anEnrolment(platform, learner, offeringId);
  const attemptId = await anAttempt(platform, learner, { enrolmentId: first, assessmentId });
  const asCorrected = new Map([...answering(questionIds, 'right'), [questionVersionId, { option: 'wrong' }] as const]);
  await submitAttempt(platform, learner, { attemptId, responses: asCorrected });
  await withdraw(platform, learner, { enrolmentId: first });
  const second = await anEnrolment(platform, learner, offeringId);
  const again = await anAttempt(platform, learner, { enrolmentId: second, assessmentId });
  await handIn(platform, learner, { attemptId: again, questionIds, option: 'wrong' });

  const registrar = await aMember(platform, provider.id, 'registrar');
  const place = { organisationSlug: provider.slug, slug, questionVersionId };
  const { question } = await questionToCorrect(platform, registrar, place);
  const typed = { body: question.body, key: { ...question.key, correct: 'wrong' } };
  const corrected = await correctKey(platform, registrar, { ...place, typed, reason: 'It was wrong.', since: null });
  if (corrected.kind !== 'corrected') throw new Error(corrected.kind);
  await applyErratum(platform, { erratumId: corrected.erratumId }, new AbortController().signal);
  const started = await startAttempt(platform, learner, { enrolmentId: second, assessmentId });
  expect(started.kind).toBe('started');
});

test('a learner who changes version and starts an attempt at once does one before the other', async () => {
  const taught = await aTaughtMicrocredential(platform);
  const { microcredentialId, offeringId, assessmentId } = taught;
  const started = await startNewVersion(platform, system, { microcredentialId }, [copyContent, copyAssessment]);
  if (started.kind === 'refused') throw new Error(started.because);
  await publishVersion(platform, system, { versionId: started.toVersionId });
  const learner = await aLearner(platform);
  // Enrolled in the newer one, moved back by hand: what is offered now is newer than theirs.
  const enrolmentId = await anEnrolment(platform, learner, offeringId);
  await platform.db
    .updateTable('enrolment')
    .set({ version_id: taught.versionId })
    .where('id', '=', enrolmentId)
    .execute();
  const [taken, begun] = await Promise.all([
    takeNewerVersion(platform, learner, { enrolmentId }),
    startAttempt(platform, learner, { enrolmentId, assessmentId }).then(
      () => 'started',
      () => 'not-found',
    ),
  ]);
  expect([
    ['taken', 'not-found'],
    ['refused', 'started'],
  ]).toContainEqual([taken.kind, begun]);
});

test('a task has no questions and no time limit, whoever asks for them', async () => {
  let assessmentId = '';
  const settings = { passMark: 50, attemptLimit: 2, timeLimitMinutes: 1 };
  await aTaughtMicrocredential(platform, {
    beforePublishing: async (versionId) => {
      ({ assessmentId } = await aTask(platform, versionId));
      const saved = saveQuiz(platform, system, { assessmentId, title: 'T', instructions: '', settings });
      await expect(saved).rejects.toMatchObject({ code: 'not-found' });
    },
  });
});
