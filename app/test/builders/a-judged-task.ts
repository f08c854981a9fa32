import { actorOf } from '../../src/domain/identity/server/api.ts';
import type { Role, SignedIn } from '../../src/domain/identity/identity.ts';
import { addMember } from '../../src/domain/organisations/server/api.ts';
import { askSecondMarking, submissionForAssessor } from '../../src/domain/assessment/server/api.ts';
import { judgeTask, submitAttempt } from '../../src/domain/awards/server/api.ts';
import type { Platform } from '../../src/platform/server/platform.ts';
import { aLearner, anEnrolment } from './a-learner.ts';
import { anAttempt, answering, aTaughtMicrocredential } from './an-award.ts';
import { aSubmission, aTask } from './a-task.ts';

const system = { kind: 'system' } as const;

/** Somebody with a role at an organisation. */
export async function aMember(
  platform: Platform,
  organisationId: string,
  role: Role,
  displayName: string,
): Promise<SignedIn> {
  const { personId } = await aLearner(platform, { displayName });
  await addMember(platform, system, { organisationId, personId, role });
  return actorOf(platform, personId);
}

/** Work that its first assessor judged, of a learner who has passed the quiz beside it; levels of 0, 1 and 2 points. */
export async function aJudgedTask(platform: Platform, level: number) {
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
  const place = { enrolmentId, assessmentId: task.assessmentId };
  const submissionId = await aSubmission(platform, learner, place);
  const organisationId = taught.provider.id;
  const first = await aMember(platform, organisationId, 'assessor', 'Fay First');
  const choices = (chosen: number, feedback = '') =>
    task.criterionIds.map((criterionId) => ({ criterionId, level: chosen, feedback }));
  const judged = await judgeTask(platform, first, {
    submissionId,
    choices: choices(level, 'One.'),
    feedback: 'First.',
  });
  if (judged.kind === 'refused') throw new Error(`not judged: ${judged.because}`);
  return { taught, organisationId, learner, place, submissionId, first, choices };
}

/** Work for a task that was judged, for which its first marker has asked for a second marking: its submission's id. */
export async function anAskedSecondMarking(
  platform: Platform,
  organisationId: string,
  taught: { readonly offeringId: string; readonly task: string },
): Promise<string> {
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, taught.offeringId);
  const submissionId = await aSubmission(platform, learner, { enrolmentId, assessmentId: taught.task });
  const first = await aMember(platform, organisationId, 'assessor', 'Fay First');
  const { task } = await submissionForAssessor(platform, first, submissionId);
  const choices = task.criteria.map(({ id }) => ({ criterionId: id, level: 0, feedback: '' }));
  await judgeTask(platform, first, { submissionId, choices, feedback: '' });
  await askSecondMarking(platform, first, { submissionId, reason: 'Unsure.' });
  return submissionId;
}
