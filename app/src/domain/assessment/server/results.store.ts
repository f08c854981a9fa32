import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import type { Database } from '#platform/server/schema.ts';
import type { OutcomeResult } from '../assessment.ts';

type Db = Kysely<Database> | Transaction<Database>;

/** The judgement in force of one submitted attempt. */
export interface AttemptResultRow {
  readonly enrolmentId: string;
  readonly attemptId: string;
  readonly assessmentId: string;
  readonly number: number;
  readonly submittedAt: Date | null;
  readonly score: number;
  readonly outOf: number;
  readonly passed: boolean;
  readonly outcomes: readonly OutcomeResult[];
}

const outcomes = z.array(z.object({ outcomeId: z.string(), points: z.number(), outOf: z.number() }));

/** Of any number of enrolments in one query, each in the order of its attempts. */
export async function findResults(db: Db, enrolmentIds: readonly string[]): Promise<readonly AttemptResultRow[]> {
  if (enrolmentIds.length === 0) return [];
  const rows = await db
    .selectFrom('judgement')
    .innerJoin('attempt', 'attempt.id', 'judgement.attempt_id')
    .leftJoin('judgement as later', 'later.supersedes', 'judgement.id')
    .select([
      'attempt.enrolment_id as enrolmentId',
      'attempt.id as attemptId',
      'attempt.assessment_id as assessmentId',
      'attempt.number',
      'attempt.submitted_at as submittedAt',
      'judgement.score',
      'judgement.out_of as outOf',
      'judgement.passed',
      'judgement.outcomes',
    ])
    .where('attempt.enrolment_id', 'in', enrolmentIds)
    .where('attempt.assessment_id', 'is not', null)
    .$narrowType<{ assessmentId: string }>()
    .where('later.id', 'is', null)
    .orderBy('attempt.number')
    .execute();
  return rows.map((row) => ({ ...row, outcomes: outcomes.parse(row.outcomes) }));
}

/** Live enrolments in a microcredential that nobody has confirmed and that are not completed, with a pass: oldest first. */
export async function findUnconfirmed(
  db: Db,
  { microcredentialId, limit }: { readonly microcredentialId: string; readonly limit: number },
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('enrolment')
    .select('enrolment.id')
    .where('microcredential_id', '=', microcredentialId)
    .where('withdrawn_at', 'is', null)
    .where('completed_at', 'is', null)
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(selectFrom('award_confirmation').select('enrolment_id').whereRef('enrolment_id', '=', 'enrolment.id')),
      ),
    )
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('attempt')
          .innerJoin('judgement', 'judgement.attempt_id', 'attempt.id')
          .select('attempt.id')
          .whereRef('attempt.enrolment_id', '=', 'enrolment.id')
          .where('judgement.passed', '=', true),
      ),
    )
    .orderBy('enrolment.id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
