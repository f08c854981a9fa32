import type { Transaction } from 'kysely';
import type { Database } from '#platform/server/schema.ts';
import { attendanceOf, lessonsDone, type Enrolment } from '#domain/learning/server/api.ts';
import { attendanceIn } from '#domain/learning/teaching-session.ts';
import type { LearnerFacts } from '../award-rule.ts';
import { findConfirmed } from './award-confirmation.store.ts';
import { attemptsOfEnrolment, judgementsOfEnrolment, type Attempt, type Judgement } from './attempt.store.ts';

export interface AssessedFacts extends LearnerFacts {
  readonly attempts: readonly Attempt[];
  readonly verdicts: readonly (Judgement & { readonly assessmentId: string })[];
}

/** What the award rule decides on, read inside the deciding transaction. */
export async function learnerFacts(trx: Transaction<Database>, enrolment: Enrolment): Promise<AssessedFacts> {
  const attempts = await attemptsOfEnrolment(trx, enrolment.id);
  const assessmentOf = new Map(attempts.map((attempt) => [attempt.id, attempt.assessmentId]));
  const verdicts = (await judgementsOfEnrolment(trx, enrolment.id)).map((judgement) => ({
    ...judgement,
    assessmentId: assessmentOf.get(judgement.attemptId) ?? '',
  }));
  const lessons = await lessonsDone(trx, { personId: enrolment.personId, versionId: enrolment.versionId });
  const attendance = (await attendanceOf(trx, [enrolment])).get(enrolment.id) ?? attendanceIn([], new Map());
  const confirmed = (await findConfirmed(trx, [enrolment.id])).has(enrolment.id);
  return { attempts, verdicts, judgements: verdicts, lessons, attendance, confirmed };
}
