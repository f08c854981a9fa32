import { sql, type Kysely, type Transaction } from 'kysely';
import type { StatusPurpose } from '@cairn/credentials';
import type { Database } from '#platform/server/schema.ts';

type Db = Kysely<Database> | Transaction<Database>;

export interface StatusEntryRow {
  readonly purpose: StatusPurpose;
  readonly listId: string;
  readonly index: number;
  readonly setAt: Date | null;
}

export interface StatusListRow {
  readonly id: string;
  readonly organisationId: string;
  readonly purpose: StatusPurpose;
  readonly length: number;
  readonly bits: Uint8Array;
}

/** The list that takes new entries, locked; none when the organisation has none with room. */
export async function lockOpenList(
  trx: Transaction<Database>,
  list: { readonly organisationId: string; readonly purpose: StatusPurpose },
): Promise<{ readonly id: string; readonly length: number } | undefined> {
  // Taken before looking, so that two first awards do not both make a first list.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`status-list:${list.organisationId}:${list.purpose}`}, 0))`.execute(
    trx,
  );
  return (
    trx
      .selectFrom('status_list')
      .select(['id', 'length'])
      .where('organisation_id', '=', list.organisationId)
      .where('purpose', '=', list.purpose)
      // Room for random places to be found at once: a list is closed when three quarters are taken.
      .where(sql<boolean>`reserved * 4 < length * 3`)
      .orderBy('created_at', 'desc')
      .limit(1)
      .executeTakeFirst()
  );
}

export async function insertStatusList(
  trx: Transaction<Database>,
  list: StatusListRow & { readonly signedText: string; readonly at: Date },
): Promise<void> {
  await trx
    .insertInto('status_list')
    .values({
      id: list.id,
      organisation_id: list.organisationId,
      purpose: list.purpose,
      length: list.length,
      bits: Buffer.from(list.bits),
      signed_text: list.signedText,
      signed_at: list.at,
      created_at: list.at,
    })
    .execute();
}

/** Reserves the place unless it is taken; says whether it did. */
export async function insertStatusEntry(
  trx: Transaction<Database>,
  entry: {
    readonly credentialId: string;
    readonly purpose: StatusPurpose;
    readonly listId: string;
    readonly index: number;
  },
): Promise<boolean> {
  const inserted = await trx
    .insertInto('status_entry')
    .values({ credential_id: entry.credentialId, purpose: entry.purpose, list_id: entry.listId, index: entry.index })
    .onConflict((conflict) => conflict.columns(['list_id', 'index']).doNothing())
    .returning('index')
    .executeTakeFirst();
  if (inserted === undefined) return false;
  await trx
    .updateTable('status_list')
    .set((eb) => ({ reserved: eb('reserved', '+', 1) }))
    .where('id', '=', entry.listId)
    .execute();
  return true;
}

export async function entriesOf(db: Db, credentialId: string): Promise<readonly StatusEntryRow[]> {
  const rows = await db
    .selectFrom('status_entry')
    .select(['purpose', 'list_id as listId', 'index', 'set_at as setAt'])
    .where('credential_id', '=', credentialId)
    .orderBy('purpose')
    .execute();
  return rows.map((row) => ({ ...row, purpose: row.purpose as StatusPurpose }));
}

export async function lockList(trx: Transaction<Database>, id: string): Promise<StatusListRow> {
  const row = await trx
    .selectFrom('status_list')
    .select(['id', 'organisation_id as organisationId', 'purpose', 'length', 'bits'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { ...row, purpose: row.purpose as StatusPurpose };
}

export async function saveList(
  trx: Transaction<Database>,
  list: { readonly id: string; readonly bits: Uint8Array; readonly signedText: string; readonly at: Date },
): Promise<void> {
  await trx
    .updateTable('status_list')
    .set({ bits: Buffer.from(list.bits), signed_text: list.signedText, signed_at: list.at })
    .where('id', '=', list.id)
    .execute();
}

export async function saveEntry(
  trx: Transaction<Database>,
  entry: { readonly credentialId: string; readonly purpose: StatusPurpose; readonly setAt: Date | null },
): Promise<void> {
  await trx
    .updateTable('status_entry')
    .set({ set_at: entry.setAt })
    .where('credential_id', '=', entry.credentialId)
    .where('purpose', '=', entry.purpose)
    .execute();
}

export async function signedList(
  db: Db,
  id: string,
): Promise<{ readonly text: string; readonly signedAt: Date } | undefined> {
  return db
    .selectFrom('status_list')
    .select(['signed_text as text', 'signed_at as signedAt'])
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function listsOfOrganisation(
  db: Db,
  organisationId: string,
): Promise<readonly { readonly id: string; readonly signedText: string }[]> {
  return db
    .selectFrom('status_list')
    .select(['id', 'signed_text as signedText'])
    .where('organisation_id', '=', organisationId)
    .orderBy('created_at')
    .execute();
}

export interface StatusChange {
  readonly id: string;
  readonly credentialId: string;
  readonly purpose: StatusPurpose;
  readonly value: boolean;
  readonly reason: string;
  readonly madeBy: string | null;
  readonly madeAt: Date;
}

export async function insertStatusChange(trx: Transaction<Database>, change: StatusChange): Promise<void> {
  await trx
    .insertInto('status_change')
    .values({
      id: change.id,
      credential_id: change.credentialId,
      purpose: change.purpose,
      value: change.value,
      reason: change.reason,
      made_by: change.madeBy,
      made_at: change.madeAt,
    })
    .execute();
}

export async function statusChangesOf(db: Db, credentialId: string): Promise<readonly StatusChange[]> {
  const rows = await db
    .selectFrom('status_change')
    .selectAll()
    .where('credential_id', '=', credentialId)
    .orderBy('made_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    credentialId: row.credential_id,
    purpose: row.purpose as StatusPurpose,
    value: row.value,
    reason: row.reason,
    madeBy: row.made_by,
    madeAt: row.made_at,
  }));
}
