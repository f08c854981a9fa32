import type { Kysely, Transaction } from 'kysely';
import type { Database } from '#platform/server/schema.ts';

type Db = Kysely<Database> | Transaction<Database>;

/** Which of these enrolments a registrar has confirmed. */
export async function findConfirmed(db: Db, enrolmentIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (enrolmentIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('award_confirmation')
    .select('enrolment_id')
    .where('enrolment_id', 'in', enrolmentIds)
    .execute();
  return new Set(rows.map((row) => row.enrolment_id));
}

/** Whether this was what confirmed it: of any number of registrars, at the same moment too, exactly one. */
export async function insertConfirmation(
  trx: Transaction<Database>,
  { enrolmentId, by, at }: { readonly enrolmentId: string; readonly by: string | null; readonly at: Date },
): Promise<boolean> {
  const row = await trx
    .insertInto('award_confirmation')
    .values({ enrolment_id: enrolmentId, confirmed_by: by, confirmed_at: at })
    .onConflict((conflict) => conflict.column('enrolment_id').doNothing())
    .returning('enrolment_id')
    .executeTakeFirst();
  return row !== undefined;
}
