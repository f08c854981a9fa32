import type { Insertable, Selectable } from 'kysely';
import type { Invitation as InvitationRow } from '#platform/server/schema.ts';
import type { Role } from '../../identity/identity.ts';
import type { Invitation } from '../invitations.ts';
import type { Db } from './organisations.store.ts';

function toInvitation(row: Selectable<InvitationRow>): Invitation {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    email: row.email,
    role: row.role as Role,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    acceptedAt: row.accepted_at,
    withdrawnAt: row.withdrawn_at,
  };
}

export async function insertInvitation(db: Db, row: Insertable<InvitationRow>): Promise<Invitation> {
  return toInvitation(await db.insertInto('invitation').values(row).returningAll().executeTakeFirstOrThrow());
}

export async function findInvitationByToken(db: Db, tokenHash: Buffer): Promise<Invitation | undefined> {
  const row = await db.selectFrom('invitation').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst();
  return row && toInvitation(row);
}

/** The invitation, held until the transaction ends, so that it is accepted or withdrawn once. */
export async function lockInvitation(
  trx: Db,
  by: { readonly tokenHash: Buffer } | { readonly id: string; readonly organisationId: string },
): Promise<Invitation | undefined> {
  const query = trx.selectFrom('invitation').selectAll().forUpdate();
  const row = await (
    'tokenHash' in by
      ? query.where('token_hash', '=', by.tokenHash)
      : query.where('id', '=', by.id).where('organisation_id', '=', by.organisationId)
  ).executeTakeFirst();
  return row && toInvitation(row);
}

export async function closeInvitation(
  db: Db,
  id: string,
  how: 'accepted_at' | 'withdrawn_at',
  at: Date,
): Promise<void> {
  await db.updateTable('invitation').set(how, at).where('id', '=', id).execute();
}

/** Those neither accepted nor withdrawn, newest first; what has expired is among them. */
export async function findUnanswered(
  db: Db,
  where: { readonly organisationId: string } | { readonly email: string },
): Promise<Invitation[]> {
  const query = db
    .selectFrom('invitation')
    .selectAll()
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .orderBy('created_at', 'desc');
  const rows = await (
    'email' in where
      ? query.where('email', '=', where.email)
      : query.where('organisation_id', '=', where.organisationId)
  ).execute();
  return rows.map(toInvitation);
}

/** An earlier invitation of the same address to the same role gives way to a new one. */
export async function withdrawOpenInvitations(
  db: Db,
  invitation: { readonly organisationId: string; readonly email: string; readonly role: Role },
  at: Date,
): Promise<void> {
  await db
    .updateTable('invitation')
    .set('withdrawn_at', at)
    .where('organisation_id', '=', invitation.organisationId)
    .where('email', '=', invitation.email)
    .where('role', '=', invitation.role)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute();
}
