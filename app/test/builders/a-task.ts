import type { SignedIn } from '../../src/domain/identity/identity.ts';
import { addTask, handInTask } from '../../src/domain/assessment/server/api.ts';
import type { Platform } from '../../src/platform/server/platform.ts';

const system = { kind: 'system' } as const;

/** A task in a draft with one criterion for each outcome: levels of 0, 1 and 2 points, 50% to pass. */
export async function aTask(
  platform: Platform,
  versionId: string,
): Promise<{ readonly assessmentId: string; readonly criterionIds: readonly string[] }> {
  const outcomes = await platform.db
    .selectFrom('outcome')
    .innerJoin('microcredential_version', 'microcredential_version.microcredential_id', 'outcome.microcredential_id')
    .select('outcome.id')
    .where('microcredential_version.id', '=', versionId)
    .orderBy('outcome.id')
    .execute();
  const criteria = outcomes.map(({ id: outcome }) => ({
    id: platform.newId(),
    title: 'Shows it in the case',
    outcomes: [outcome],
    levels: ['Not yet', 'Sound', 'Excellent'].map((title, points) => ({ title, points, descriptor: `${title} work` })),
  }));
  const saved = await addTask(platform, system, {
    versionId,
    title: 'Case report',
    instructions: 'Write about **one** case.',
    settings: { passMark: 50, attemptLimit: 2 },
    criteria,
    judgeWithinDays: 7,
  });
  if (saved.kind === 'refused') throw new Error(`no task: ${saved.problems.join(', ')}`);
  return { assessmentId: saved.assessmentId, criterionIds: criteria.map(({ id }) => id) };
}

/** Hands a text in for a task. Answers the submission's id. */
export async function aSubmission(
  platform: Platform,
  learner: SignedIn,
  place: { readonly enrolmentId: string; readonly assessmentId: string },
  text = 'What I saw and did.',
): Promise<string> {
  const handedIn = await handInTask(platform, learner, { ...place, text, ownWork: true, aiUse: 'none' });
  if (handedIn.kind === 'refused') throw new Error(`not handed in: ${handedIn.because}`);
  const { id } = await platform.db
    .selectFrom('submission')
    .innerJoin('attempt', 'attempt.id', 'submission.attempt_id')
    .select('submission.id')
    .where('attempt.enrolment_id', '=', place.enrolmentId)
    .where('attempt.assessment_id', '=', place.assessmentId)
    .orderBy('submission.id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return id;
}
