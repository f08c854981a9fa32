import type { Actor } from '#domain/identity/identity.ts';
import { actorOf, requirePerson } from '#domain/identity/server/api.ts';
import type { PlannedItem } from '#domain/learning/plan.ts';
import type { Enrolment } from '#domain/learning/learning.ts';
import type { Platform } from '#platform/server/platform.ts';
import { assessmentsForLearner } from './attempt-pages.ts';
import { findOpenAttempts, type OpenAttempt } from './to-do.store.ts';

/** The asker's attempts that are begun and not handed in, the oldest first. */
export function openAttempts(platform: Platform, actor: Actor): Promise<readonly OpenAttempt[]> {
  return findOpenAttempts(platform.db, requirePerson(actor).personId);
}

/** Minutes that a question is reckoned with in a plan; nobody is held to them. */
const minutesAQuestion = 2;

/** The assessments of an enrolment as items of its learner's plan; those that can't be taken any more are left out. */
export async function assessmentsToPlan(
  platform: Platform,
  { id, personId }: Pick<Enrolment, 'id' | 'personId'>,
): Promise<readonly PlannedItem[]> {
  const assessments = await assessmentsForLearner(platform, await actorOf(platform, personId), id);
  return assessments
    .filter(({ passed, refusal }) => passed || refusal === null || refusal === 'cooling-down')
    .map((assessment) => ({
      id: assessment.id,
      title: assessment.title,
      minutes: Math.max(10, assessment.questionCount * minutesAQuestion),
      path: `assessments/${assessment.id}`,
      doneAt: assessment.attempts.find(({ judgement }) => judgement?.passed)?.judgement?.madeAt ?? null,
    }));
}
