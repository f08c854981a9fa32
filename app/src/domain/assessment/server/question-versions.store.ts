import type { Kysely, Transaction } from 'kysely';
import type { Database } from '#platform/server/schema.ts';
import { parseQuestion, type Question } from '../question-kinds.ts';
import { keyInForce } from './errata.store.ts';

export type QuestionVersion = Question & {
  readonly questionId: string;
  readonly questionVersionId: string;
  readonly outcomes: readonly string[];
};

/** Versions of questions, in the order in which the questions were made. */
export async function questionVersionsByIds(
  db: Kysely<Database> | Transaction<Database>,
  ids: readonly string[],
): Promise<readonly QuestionVersion[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('question_version')
    .select(['id', 'question_id', 'kind', 'body', keyInForce, 'outcomes'])
    .where('id', 'in', ids)
    .orderBy('question_id')
    .execute();
  return rows.map((row) => ({
    ...parseQuestion(row),
    questionId: row.question_id,
    questionVersionId: row.id,
    outcomes: row.outcomes,
  }));
}
