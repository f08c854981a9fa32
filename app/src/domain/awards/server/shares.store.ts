import type { Kysely, Transaction } from 'kysely';
import { isId } from '#platform/server/ids.ts';
import type { Database } from '#platform/server/schema.ts';

type Db = Kysely<Database> | Transaction<Database>;

export interface ShareRow {
  readonly id: string;
  readonly awardId: string;
  readonly tokenSealed: Buffer;
  readonly label: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

const columns = [
  'id',
  'award_id as awardId',
  'token_sealed as tokenSealed',
  'label',
  'created_at as createdAt',
  'expires_at as expiresAt',
  'revoked_at as revokedAt',
] as const;

export async function insertShare(db: Db, share: ShareRow & { readonly tokenHash: Buffer }): Promise<void> {
  await db
    .insertInto('share')
    .values({
      id: share.id,
      award_id: share.awardId,
      token_hash: share.tokenHash,
      token_sealed: share.tokenSealed,
      label: share.label,
      created_at: share.createdAt,
      expires_at: share.expiresAt,
    })
    .execute();
}

export async function sharesOfAward(db: Db, awardId: string): Promise<readonly ShareRow[]> {
  return db.selectFrom('share').select(columns).where('award_id', '=', awardId).orderBy('created_at').execute();
}

export async function shareById(db: Db, id: string): Promise<ShareRow | undefined> {
  if (!isId(id)) return undefined;
  return db.selectFrom('share').select(columns).where('id', '=', id).executeTakeFirst();
}

/** The share that a token opens, if it is in force at the time. */
export async function openShare(db: Db, tokenHash: Buffer, at: Date): Promise<ShareRow | undefined> {
  return db
    .selectFrom('share')
    .select(columns)
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', at)]))
    .executeTakeFirst();
}

export async function closeShare(db: Db, id: string, at: Date): Promise<void> {
  await db.updateTable('share').set({ revoked_at: at }).where('id', '=', id).where('revoked_at', 'is', null).execute();
}
