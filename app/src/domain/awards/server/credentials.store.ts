import type { Kysely, Transaction } from 'kysely';
import { isId } from '#platform/server/ids.ts';
import type { Database } from '#platform/server/schema.ts';

type Db = Kysely<Database> | Transaction<Database>;

export interface Credential {
  readonly id: string;
  readonly awardId: string;
  readonly supersedes: string | null;
  /** Exactly what was signed; null until the signing job has run. */
  readonly signedText: string | null;
  readonly signedAt: Date | null;
  /** The credential that took this one's place, if any. */
  readonly supersededBy: string | null;
  readonly revokedAt: Date | null;
  readonly suspendedAt: Date | null;
}

function selectCredentials(db: Db) {
  return db
    .selectFrom('credential')
    .leftJoin('credential as later', 'later.supersedes', 'credential.id')
    .leftJoin('status_entry as revocation', (join) =>
      join.onRef('revocation.credential_id', '=', 'credential.id').on('revocation.purpose', '=', 'revocation'),
    )
    .leftJoin('status_entry as suspension', (join) =>
      join.onRef('suspension.credential_id', '=', 'credential.id').on('suspension.purpose', '=', 'suspension'),
    )
    .select([
      'credential.id as id',
      'credential.award_id as awardId',
      'credential.supersedes as supersedes',
      'credential.signed_text as signedText',
      'credential.signed_at as signedAt',
      'later.id as supersededBy',
      'revocation.set_at as revokedAt',
      'suspension.set_at as suspendedAt',
    ]);
}

export async function credentialById(db: Db, id: string): Promise<Credential | undefined> {
  if (!isId(id)) return undefined;
  return selectCredentials(db).where('credential.id', '=', id).executeTakeFirst();
}

/** The credential in force of each award: the one that nothing supersedes. */
export async function credentialsOfAwards(db: Db, awardIds: readonly string[]): Promise<readonly Credential[]> {
  if (awardIds.length === 0) return [];
  return selectCredentials(db).where('credential.award_id', 'in', awardIds).where('later.id', 'is', null).execute();
}

export async function insertCredential(
  trx: Transaction<Database>,
  credential: { readonly id: string; readonly awardId: string; readonly supersedes: string | null; readonly at: Date },
): Promise<void> {
  await trx
    .insertInto('credential')
    .values({
      id: credential.id,
      award_id: credential.awardId,
      supersedes: credential.supersedes,
      created_at: credential.at,
    })
    .execute();
}

/** Keeps the signed text unless the credential has one already; says whether it did. */
export async function keepSignedText(
  trx: Transaction<Database>,
  signed: { readonly id: string; readonly text: string; readonly signingKeyId: string; readonly at: Date },
): Promise<boolean> {
  const updated = await trx
    .updateTable('credential')
    .set({ signed_text: signed.text, signing_key_id: signed.signingKeyId, signed_at: signed.at })
    .where('id', '=', signed.id)
    .where('signed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return updated !== undefined;
}

/** Locks the credential's row until the transaction ends. */
export async function lockCredential(trx: Transaction<Database>, id: string): Promise<void> {
  await trx.selectFrom('credential').select('id').where('id', '=', id).forUpdate().executeTakeFirst();
}
