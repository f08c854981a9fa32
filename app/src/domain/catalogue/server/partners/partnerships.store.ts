import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Database, Partnership as PartnershipRow } from '#platform/server/schema.ts';
import type { PartnerAnswer, PartnerRole, Partnership } from '../../partners.ts';

/** A connection or a transaction; reading doesn't mind which. */
type Db = Kysely<Database>;

function toPartnership(row: Selectable<PartnershipRow>): Partnership {
  return {
    id: row.id,
    microcredentialId: row.microcredential_id,
    organisationId: row.organisation_id,
    // Held to their lists by the columns' checks.
    role: row.role as PartnerRole,
    note: row.note,
    askedAt: row.asked_at,
    answer: row.answer as PartnerAnswer | null,
    answeredAt: row.answered_at,
    endedAt: row.ended_at,
  };
}

/** Everyone who was asked for a microcredential, in the order in which they were. */
export async function findPartnershipsOf(db: Db, microcredentialId: string): Promise<Partnership[]> {
  const rows = await db
    .selectFrom('partnership')
    .selectAll()
    .where('microcredential_id', '=', microcredentialId)
    .orderBy('id')
    .execute();
  return rows.map(toPartnership);
}

export async function findPartnership(db: Db, id: string): Promise<Partnership | undefined> {
  const row = await db.selectFrom('partnership').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toPartnership(row);
}

/** What an organisation was asked, the newest first. */
export async function findPartnershipsAsked(db: Db, organisationId: string): Promise<Partnership[]> {
  const rows = await db
    .selectFrom('partnership')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
  return rows.map(toPartnership);
}

export async function countWaiting(db: Db, organisationId: string): Promise<number> {
  const { count } = await db
    .selectFrom('partnership')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('organisation_id', '=', organisationId)
    .where('answer', 'is', null)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function insertPartnership(
  trx: Transaction<Database>,
  asked: Pick<Partnership, 'id' | 'microcredentialId' | 'organisationId' | 'role' | 'note' | 'askedAt'> & {
    readonly askedBy: string | null;
  },
): Promise<void> {
  await trx
    .insertInto('partnership')
    .values({
      id: asked.id,
      microcredential_id: asked.microcredentialId,
      organisation_id: asked.organisationId,
      role: asked.role,
      note: asked.note,
      asked_by: asked.askedBy,
      asked_at: asked.askedAt,
    })
    .execute();
}

export async function savePartnerAnswer(
  trx: Transaction<Database>,
  id: string,
  { answer, by, at }: { readonly answer: PartnerAnswer; readonly by: string | null; readonly at: Date },
): Promise<void> {
  await trx.updateTable('partnership').set({ answer, answered_by: by, answered_at: at }).where('id', '=', id).execute();
}

export async function savePartnershipEnd(
  trx: Transaction<Database>,
  id: string,
  { by, at }: { readonly by: string | null; readonly at: Date },
): Promise<void> {
  await trx.updateTable('partnership').set({ ended_by: by, ended_at: at }).where('id', '=', id).execute();
}
