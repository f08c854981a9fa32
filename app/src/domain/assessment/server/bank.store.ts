import { sql, type Kysely, type Transaction } from 'kysely';
import type { Database } from '#platform/server/schema.ts';
import { z } from 'zod';
import { isId } from '#platform/server/ids.ts';
import { difficulties, type Difficulty } from '../pools.ts';
import { parseQuestion, type Question } from '../question-kinds.ts';
import { keyInForce } from './errata.store.ts';

type Db = Kysely<Database> | Transaction<Database>;

/** A question of the bank in its newest version. */
export type BankQuestion = Question & {
  readonly questionId: string;
  readonly questionVersionId: string;
  /** Counts its versions. */
  readonly number: number;
  readonly outcomes: readonly string[];
  readonly difficulty: Difficulty | null;
  readonly tags: readonly string[];
};

const difficultySchema = z.enum(difficulties).nullable();

/** The newest version of each question in a microcredential's bank, in the order they were added. */
export async function findBank(
  db: Db,
  microcredentialId: string,
  questionId?: string,
): Promise<readonly BankQuestion[]> {
  if (questionId !== undefined && !isId(questionId)) return [];
  const rows = await db
    .selectFrom('question')
    .innerJoin('question_version', 'question_version.question_id', 'question.id')
    .distinctOn('question.id')
    .select([
      'question.id',
      'question_version.id as versionId',
      'question_version.number',
      'question_version.kind',
      'question_version.body',
      keyInForce,
      'question_version.outcomes',
      'question_version.difficulty',
      'question_version.tags',
    ])
    .where('question.microcredential_id', '=', microcredentialId)
    .where('question.banked_at', 'is not', null)
    .$if(questionId !== undefined, (query) => query.where('question.id', '=', questionId ?? ''))
    .orderBy('question.id')
    .orderBy('question_version.number', 'desc')
    .execute();
  return rows.map((row) => ({
    ...parseQuestion(row),
    questionId: row.id,
    questionVersionId: row.versionId,
    number: row.number,
    outcomes: row.outcomes,
    difficulty: difficultySchema.parse(row.difficulty),
    tags: row.tags,
  }));
}

/** Puts a question into the bank, or takes it out; says whether the microcredential has such a question. */
export async function markBanked(
  db: Db,
  question: { readonly microcredentialId: string; readonly questionId: string },
  bankedAt: Date | null,
): Promise<boolean> {
  if (!isId(question.questionId)) return false;
  const changed = await db
    .updateTable('question')
    .set({ banked_at: bankedAt })
    .where('id', '=', question.questionId)
    .where('microcredential_id', '=', question.microcredentialId)
    .returning('id')
    .executeTakeFirst();
  return changed !== undefined;
}

/** Changes of one bank come one after another until the transaction ends, so that an import done twice finds itself. */
export async function lockBank(trx: Transaction<Database>, microcredentialId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`question bank ${microcredentialId}`}, 0))`.execute(trx);
}

/** Which of these questions are in the bank. */
export async function bankedAmong(db: Db, questionIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (questionIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('question')
    .select('id')
    .where('id', 'in', questionIds)
    .where('banked_at', 'is not', null)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** A draft asks the newest version of what was changed in the bank. */
export async function renewItems(
  db: Db,
  change: { readonly versionId: string; readonly questionId: string; readonly questionVersionId: string },
): Promise<void> {
  await db
    .updateTable('assessment_item')
    .set({ question_version_id: change.questionVersionId })
    .where('version_id', '=', change.versionId)
    .where('question_version_id', 'in', (earlier) =>
      earlier.selectFrom('question_version').select('id').where('question_id', '=', change.questionId),
    )
    .execute();
}
