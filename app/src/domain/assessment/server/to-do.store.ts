import type { Kysely } from 'kysely';
import type { Database } from '#platform/server/schema.ts';

export interface OpenAttempt {
  readonly id: string;
  readonly enrolmentId: string;
  readonly assessment: string;
}

export async function findOpenAttempts(db: Kysely<Database>, personId: string): Promise<readonly OpenAttempt[]> {
  return db
    .selectFrom('attempt')
    .innerJoin('enrolment', 'enrolment.id', 'attempt.enrolment_id')
    .innerJoin('assessment', 'assessment.id', 'attempt.assessment_id')
    .select(['attempt.id', 'enrolment.id as enrolmentId', 'assessment.title as assessment'])
    .where('enrolment.person_id', '=', personId)
    .where('enrolment.withdrawn_at', 'is', null)
    .where('attempt.submitted_at', 'is', null)
    .orderBy('attempt.id')
    .execute();
}
