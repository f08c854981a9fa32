import type { Insertable, Selectable } from 'kysely';
import type { Confirmation as ConfirmationRow } from '#platform/server/schema.ts';
import type { Confirmation, ConfirmationMethod } from '../confirmations.ts';
import type { Db } from './organisations.store.ts';

function toConfirmation(row: Selectable<ConfirmationRow>): Confirmation {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    method: row.method as ConfirmationMethod,
    evidence: row.evidence,
    confirmedAt: row.confirmed_at,
    validUntil: row.valid_until,
    withdrawnAt: row.withdrawn_at,
  };
}

export async function insertConfirmation(db: Db, row: Insertable<ConfirmationRow>): Promise<Confirmation> {
  return toConfirmation(await db.insertInto('confirmation').values(row).returningAll().executeTakeFirstOrThrow());
}

/** Newest first, withdrawn and expired ones too. */
export async function findConfirmations(db: Db, organisationId: string): Promise<Confirmation[]> {
  const rows = await db
    .selectFrom('confirmation')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .orderBy('confirmed_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(toConfirmation);
}

/** Undefined when there is none, or it was withdrawn before. */
export async function setWithdrawn(
  db: Db,
  organisationId: string,
  id: string,
  at: Date,
): Promise<Confirmation | undefined> {
  const row = await db
    .updateTable('confirmation')
    .set('withdrawn_at', at)
    .where('id', '=', id)
    .where('organisation_id', '=', organisationId)
    .where('withdrawn_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
  return row && toConfirmation(row);
}
