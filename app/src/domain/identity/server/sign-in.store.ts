import type { Kysely } from 'kysely';
import { isId } from '#platform/server/ids.ts';
import type { Database } from '#platform/server/schema.ts';
import type { PolicyDocument } from '../policies.ts';

type Db = Kysely<Database>;

/** The provider_id that better-auth gives a password. */
const passwordMethod = 'credential';

export async function insertPassword(
  db: Db,
  method: { id: string; personId: string; hash: string; at: Date },
): Promise<void> {
  await db
    .insertInto('sign_in_method')
    .values({
      id: method.id,
      person_id: method.personId,
      account_id: method.personId,
      provider_id: passwordMethod,
      password: method.hash,
      created_at: method.at,
      updated_at: method.at,
    })
    .execute();
}

export async function selectPasswordHash(db: Db, personId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('sign_in_method')
    .select('password')
    .where('person_id', '=', personId)
    .where('provider_id', '=', passwordMethod)
    .executeTakeFirst();
  return row?.password ?? undefined;
}

export interface Consent {
  readonly document: PolicyDocument;
  readonly version: string;
  readonly givenAt: Date;
}

/** Records a consent; one that was given before stays as it was. */
export async function insertConsent(db: Db, id: string, personId: string, consent: Consent): Promise<void> {
  await db
    .insertInto('consent')
    .values({
      id,
      person_id: personId,
      document: consent.document,
      version: consent.version,
      given_at: consent.givenAt,
    })
    .onConflict((conflict) => conflict.columns(['person_id', 'document', 'version']).doNothing())
    .execute();
}

export async function selectConsents(db: Db, personId: string): Promise<Consent[]> {
  const rows = await db
    .selectFrom('consent')
    .select(['document', 'version', 'given_at'])
    .where('person_id', '=', personId)
    .orderBy('given_at')
    .orderBy('document')
    .execute();
  return rows.map((row) => ({ document: row.document as PolicyDocument, version: row.version, givenAt: row.given_at }));
}

/** One browser that is signed in. The token itself never leaves the store. */
export interface SignIn {
  readonly id: string;
  readonly startedAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
}

export async function selectSignIns(db: Db, personId: string, at: Date): Promise<SignIn[]> {
  const rows = await db
    .selectFrom('sign_in')
    .select(['id', 'created_at', 'updated_at', 'expires_at', 'ip_address', 'user_agent'])
    .where('person_id', '=', personId)
    .where('expires_at', '>', at)
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    startedAt: row.created_at,
    lastUsedAt: row.updated_at,
    expiresAt: row.expires_at,
    ipAddress: row.ip_address === '' ? null : row.ip_address,
    userAgent: row.user_agent === '' ? null : row.user_agent,
  }));
}

/** Ends one sign-in of this person; false when it is not theirs or was over. */
export async function deleteSignIn(db: Db, personId: string, id: string): Promise<boolean> {
  if (!isId(id)) return false;
  const result = await db
    .deleteFrom('sign_in')
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Ends every sign-in of a person, but for the one kept. */
export async function deleteSignIns(db: Db, personId: string, keep?: string): Promise<void> {
  let query = db.deleteFrom('sign_in').where('person_id', '=', personId);
  if (keep !== undefined) query = query.where('id', '<>', keep);
  await query.execute();
}

export async function selectPasskeys(
  db: Db,
  personId: string,
): Promise<{ id: string; name: string | null; aaguid: string | null; addedAt: Date | null }[]> {
  const rows = await db
    .selectFrom('passkey')
    .select(['id', 'name', 'aaguid', 'created_at'])
    .where('person_id', '=', personId)
    .orderBy('id')
    .execute();
  return rows.map(({ created_at, ...row }) => ({ ...row, addedAt: created_at }));
}

export async function updatePasskeyName(db: Db, personId: string, id: string, name: string): Promise<boolean> {
  if (!isId(id)) return false;
  const result = await db
    .updateTable('passkey')
    .set({ name })
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function deletePasskey(db: Db, personId: string, id: string): Promise<boolean> {
  if (!isId(id)) return false;
  const result = await db
    .deleteFrom('passkey')
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Links and challenges under way, found by the account or the address that they are for. */
export async function deleteTokensOf(db: Db, person: { readonly id: string; readonly email: string }): Promise<void> {
  await db
    .deleteFrom('sign_in_token')
    .where(({ eb, fn, or, val }) =>
      or([
        eb(fn<number>('strpos', ['value', val(person.id)]), '>', 0),
        eb(fn<number>('strpos', ['value', val(person.email)]), '>', 0),
      ]),
    )
    .execute();
}

export interface OneTimeToken {
  readonly id: string;
  /** What it is found by; never the token itself. */
  readonly identifier: string;
  readonly value: string;
  readonly expiresAt: Date;
  readonly at: Date;
}

export async function insertToken(db: Db, token: OneTimeToken): Promise<void> {
  await db
    .insertInto('sign_in_token')
    .values({
      id: token.id,
      identifier: token.identifier,
      value: token.value,
      expires_at: token.expiresAt,
      created_at: token.at,
      updated_at: token.at,
    })
    .execute();
}

/** The token's value while it is in date. */
export async function selectToken(db: Db, identifier: string, at: Date): Promise<string | undefined> {
  const row = await db
    .selectFrom('sign_in_token')
    .select('value')
    .where('identifier', '=', identifier)
    .where('expires_at', '>', at)
    .executeTakeFirst();
  return row?.value;
}

/** Takes the token away and gives its value, once. */
export async function consumeToken(trx: Db, identifier: string, at: Date): Promise<string | undefined> {
  const row = await trx
    .deleteFrom('sign_in_token')
    .where('identifier', '=', identifier)
    .where('expires_at', '>', at)
    .returning('value')
    .executeTakeFirst();
  return row?.value;
}

export async function deletePassword(db: Db, personId: string): Promise<void> {
  await db
    .deleteFrom('sign_in_method')
    .where('person_id', '=', personId)
    .where('provider_id', '=', passwordMethod)
    .execute();
}
