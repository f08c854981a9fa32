import { sql, type Kysely, type Transaction } from 'kysely';
import type { Database } from '#platform/server/schema.ts';
import type { Invigilation } from '../invigilation.ts';

type Db = Kysely<Database> | Transaction<Database>;

const columns = [
  'invigilation.id',
  'offering_id as offeringId',
  'email',
  'person_id as personId',
  'invited_at as invitedAt',
  'expires_at as expiresAt',
  'accepted_at as acceptedAt',
  'withdrawn_at as withdrawnAt',
] as const;

export async function insertInvigilation(
  trx: Transaction<Database>,
  row: Pick<Invigilation, 'id' | 'offeringId' | 'email' | 'invitedAt' | 'expiresAt'> & {
    readonly tokenHash: Buffer;
    readonly invitedBy: string | null;
  },
): Promise<void> {
  await trx
    .insertInto('invigilation')
    .values({
      id: row.id,
      offering_id: row.offeringId,
      email: row.email,
      token_hash: row.tokenHash,
      invited_by: row.invitedBy,
      invited_at: row.invitedAt,
      expires_at: row.expiresAt,
    })
    .execute();
}

/** Those of an offering that were not withdrawn, the newest first. */
export async function findInvigilations(db: Db, offeringId: string): Promise<readonly Invigilation[]> {
  return db
    .selectFrom('invigilation')
    .select(columns)
    .where('offering_id', '=', offeringId)
    .where('withdrawn_at', 'is', null)
    .orderBy('invigilation.id', 'desc')
    .execute();
}

/** What somebody has taken up and still holds, the newest first. */
export async function findAccepted(db: Db, personId: string): Promise<readonly Invigilation[]> {
  return db
    .selectFrom('invigilation')
    .select(columns)
    .where('person_id', '=', personId)
    .where('withdrawn_at', 'is', null)
    .orderBy('invigilation.id', 'desc')
    .execute();
}

export async function findByToken(db: Db, tokenHash: Buffer): Promise<Invigilation | undefined> {
  return db.selectFrom('invigilation').select(columns).where('token_hash', '=', tokenHash).executeTakeFirst();
}

/** Held until the transaction ends, so that it is taken up or withdrawn once. */
export async function lockInvigilation(
  trx: Transaction<Database>,
  by: { readonly id: string } | { readonly tokenHash: Buffer },
): Promise<Invigilation | undefined> {
  const query = trx.selectFrom('invigilation').select(columns).forUpdate();
  return 'id' in by
    ? query.where('invigilation.id', '=', by.id).executeTakeFirst()
    : query.where('token_hash', '=', by.tokenHash).executeTakeFirst();
}

export async function acceptInvigilation(
  trx: Transaction<Database>,
  { id, personId, at }: { readonly id: string; readonly personId: string; readonly at: Date },
): Promise<void> {
  await trx.updateTable('invigilation').set({ person_id: personId, accepted_at: at }).where('id', '=', id).execute();
}

export async function withdrawInvigilation(trx: Transaction<Database>, id: string, at: Date): Promise<void> {
  await trx.updateTable('invigilation').set({ withdrawn_at: at }).where('id', '=', id).execute();
}

/**
 * Which of some offerings are over: a run once it has ended for everyone, with whatever more time they were given; any
 * other once it is closed and nobody is under way in it.
 */
export async function findOver(db: Db, offeringIds: readonly string[], at: Date): Promise<ReadonlySet<string>> {
  if (offeringIds.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    select offering.id from offering
    where offering.id = any(${offeringIds}::uuid[]) and case
      when offering.ends_at is not null then offering.ends_at <= ${at} and not exists (
        select from enrolment
        where enrolment.offering_id = offering.id and enrolment.withdrawn_at is null and enrolment.extended_until > ${at}
      )
      else offering.closed_at is not null and not exists (
        select from enrolment
        where enrolment.offering_id = offering.id and enrolment.withdrawn_at is null and enrolment.completed_at is null
      )
    end
  `.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** What was sent to somebody's address and not taken up yet: the rest falls with their account. */
export async function forgetAddress(trx: Transaction<Database>, email: string): Promise<void> {
  await trx.deleteFrom('invigilation').where('email', '=', email).execute();
}
