import { sql, type Kysely, type Transaction } from 'kysely';
import { isId } from '#platform/server/ids.ts';
import type { Database } from '#platform/server/schema.ts';

type Db = Kysely<Database> | Transaction<Database>;

/** The key that marks a question version: the latest correction, or the one it was written with. */
export const keyInForce = sql<unknown>`coalesce((
  select erratum.key from erratum
  where erratum.question_version_id = question_version.id
    and not exists (select from erratum as later where later.supersedes = erratum.id)
), question_version.key)`.as('key');

/**
 * Keeps corrections and judgements apart: whoever judges holds this with others who judge, whoever corrects a key holds
 * it alone. So each judgement is made by the key in force, or is there to be found by the job that marks anew.
 */
export async function holdErrata(trx: Transaction<Database>, as: 'judging' | 'correcting'): Promise<void> {
  const lock = as === 'judging' ? sql`pg_advisory_xact_lock_shared` : sql`pg_advisory_xact_lock`;
  await sql`select ${lock}(hashtextextended('errata', 0))`.execute(trx);
}

export interface Erratum {
  readonly id: string;
  readonly questionVersionId: string;
  readonly reason: string;
  readonly madeAt: Date;
  /** When every attempt handed in before had been marked anew; null until then. */
  readonly markedAt: Date | null;
}

const columns = [
  'erratum.id',
  'erratum.question_version_id as questionVersionId',
  'erratum.reason',
  'erratum.made_at as madeAt',
  'erratum.marked_at as markedAt',
] as const;

export async function erratumById(db: Db, id: string): Promise<Erratum | undefined> {
  if (!isId(id)) return undefined;
  return db.selectFrom('erratum').select(columns).where('erratum.id', '=', id).executeTakeFirst();
}

/** The correction by which a question version is marked, if its key was ever corrected. */
export async function erratumInForce(db: Db, questionVersionId: string): Promise<Erratum | undefined> {
  if (!isId(questionVersionId)) return undefined;
  return db
    .selectFrom('erratum')
    .leftJoin('erratum as later', 'later.supersedes', 'erratum.id')
    .select(columns)
    .where('erratum.question_version_id', '=', questionVersionId)
    .where('later.id', 'is', null)
    .executeTakeFirst();
}

/** Every correction of some question versions, in the order in which they were made. */
export async function errataOf(db: Db, questionVersionIds: readonly string[]): Promise<readonly Erratum[]> {
  if (questionVersionIds.length === 0) return [];
  return db
    .selectFrom('erratum')
    .select(columns)
    .where('erratum.question_version_id', 'in', questionVersionIds)
    .orderBy('erratum.id')
    .execute();
}

export async function insertErratum(
  trx: Transaction<Database>,
  erratum: Omit<Erratum, 'markedAt'> & {
    readonly supersedes: string | null;
    readonly key: unknown;
    readonly madeBy: string | null;
  },
): Promise<void> {
  await trx
    .insertInto('erratum')
    .values({
      id: erratum.id,
      question_version_id: erratum.questionVersionId,
      supersedes: erratum.supersedes,
      key: JSON.stringify(erratum.key),
      reason: erratum.reason,
      made_by: erratum.madeBy,
      made_at: erratum.madeAt,
    })
    .execute();
}

export async function setMarked(db: Db, erratumId: string, at: Date): Promise<void> {
  await db
    .updateTable('erratum')
    .set({ marked_at: at })
    .where('id', '=', erratumId)
    .where('marked_at', 'is', null)
    .execute();
}
