import type { Insertable, Selectable, Updateable } from 'kysely';
import type { SigningKey as SigningKeyRow } from '#platform/server/schema.ts';
import type { IssuingKey } from '../signing-keys.ts';
import type { Db } from './organisations.store.ts';

/** An issuing key with its private part, sealed; never leaves this domain. */
export interface SealedKey extends IssuingKey {
  readonly privateKeySealed: Buffer | null;
}

function toKey(row: Omit<Selectable<SigningKeyRow>, 'private_key_sealed' | 'created_at'>): IssuingKey {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    fragment: row.fragment,
    algorithm: 'Ed25519',
    publicKey: new Uint8Array(row.public_key),
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    compromisedFrom: row.compromised_from,
  };
}

const publicColumns = [
  'id',
  'organisation_id',
  'fragment',
  'algorithm',
  'public_key',
  'valid_from',
  'valid_until',
  'compromised_from',
] as const;

export async function insertKey(db: Db, row: Insertable<SigningKeyRow>): Promise<IssuingKey> {
  return toKey(await db.insertInto('signing_key').values(row).returningAll().executeTakeFirstOrThrow());
}

/** Current one first, then the former ones, newest first. */
export async function findKeys(db: Db, organisationId: string): Promise<IssuingKey[]> {
  const rows = await db
    .selectFrom('signing_key')
    .select(publicColumns)
    .where('organisation_id', '=', organisationId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(toKey);
}

/** The current key, held so that it stays the current one until the transaction ends. Others may hold it too. */
export async function shareCurrentKey(trx: Db, organisationId: string): Promise<SealedKey | undefined> {
  const row = await trx
    .selectFrom('signing_key')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('valid_until', 'is', null)
    .forShare()
    .executeTakeFirst();
  return row && { ...toKey(row), privateKeySealed: row.private_key_sealed };
}

/** The key, once nobody signs with it any more, held until the transaction ends. */
export async function lockKey(trx: Db, organisationId: string, id: string): Promise<IssuingKey | undefined> {
  const row = await trx
    .selectFrom('signing_key')
    .select(publicColumns)
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && toKey(row);
}

export async function updateKey(db: Db, id: string, change: Updateable<SigningKeyRow>): Promise<void> {
  await db.updateTable('signing_key').set(change).where('id', '=', id).execute();
}
