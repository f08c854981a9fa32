import type { Kysely } from 'kysely';
import type { Database } from '#platform/server/schema.ts';

export interface OpenAttempt {
  readonly id: string;
  readonly enrolmentId: string;
  readonly assessment: string;
  /** Where its learner goes on, from the enrolment: a task has a page of its own. */
  readonly path: string;
}

export async function findOpenAttempts(db: Kysely<Database>, personId: string): Promise<readonly OpenAttempt[]> {
  const rows = await db
    .selectFrom('attempt')
    .innerJoin('enrolment', 'enrolment.id', 'attempt.enrolment_id')
    .innerJoin('assessment', 'assessment.id', 'attempt.assessment_id')
    .select([
      'attempt.id',
      'enrolment.id as enrolmentId',
      'assessment.title as assessment',
      'assessment.id as assessmentId',
      'assessment.kind',
    ])
    .where('enrolment.person_id', '=', personId)
    .where('enrolment.withdrawn_at', 'is', null)
    .where('attempt.submitted_at', 'is', null)
    .orderBy('attempt.id')
    .execute();
  return rows.map(({ assessmentId, kind, ...attempt }) => ({
    ...attempt,
    path: kind === 'task' ? `tasks/${assessmentId}` : `attempts/${attempt.id}`,
  }));
}
