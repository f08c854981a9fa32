import { createHash, randomBytes } from 'node:crypto';
import { m } from '#messages';
import { announce } from '#platform/server/events.ts';
import { renderMail } from '#platform/server/mail-template.ts';
import type { Platform } from '#platform/server/platform.ts';
import { takeFromLimit } from '#platform/server/rate-limit.ts';
import type { Actor, Role } from '../../identity/identity.ts';
import { NotFound, recordAudit, type Refused, refused, requireRole } from '../../identity/server/api.ts';
import { invitationDays, invitationState, type Invitation } from '../invitations.ts';
import type { Organisation } from '../organisations.ts';
import {
  closeInvitation,
  findUnanswered,
  insertInvitation,
  lockInvitation,
  withdrawOpenInvitations,
} from './invitations.store.ts';
import { lockOrganisation } from './organisations.store.ts';

export interface Invited {
  readonly kind: 'invited';
  readonly invitation: Invitation;
}

/** Nobody sends mail to the world from here: so many invitations may wait for an answer, and go out in a day. */
const mostUnanswered = 50;
const mails = { limit: 100, windowSeconds: 86_400 };

/** What is kept of an invitation's token: enough to know it again, too little to use it. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/**
 * Sends somebody a link with which the holder of that e-mail address, and nobody else, takes up a role. A new
 * invitation to the same role takes the place of the one before.
 *
 * @param input.email lower case, valid.
 */
export async function inviteMember(
  platform: Platform,
  actor: Actor,
  input: { readonly organisationId: string; readonly email: string; readonly role: Role },
): Promise<Invited | Refused<'too-many-unanswered' | 'too-often'>> {
  const { organisationId, email, role } = input;
  requireRole(actor, organisationId, 'owner');
  const taken = await takeFromLimit(platform, { key: `invitation/${organisationId}`, ...mails });
  if (taken.kind === 'limited') return refused('too-often');
  const token = randomBytes(32).toString('base64url');
  return platform.db.transaction().execute(async (trx) => {
    const organisation = await lockOrganisation(trx, organisationId);
    if (!organisation) throw new NotFound('organisation');
    const at = platform.clock();
    await withdrawOpenInvitations(trx, input, at);
    const unanswered = await findUnanswered(trx, { organisationId });
    if (unanswered.filter((one) => invitationState(one, at) === 'open').length >= mostUnanswered) {
      return refused('too-many-unanswered');
    }
    const invitation = await insertInvitation(trx, {
      id: platform.newId(),
      organisation_id: organisationId,
      email,
      role,
      token_hash: hashToken(token),
      invited_by: actor.kind === 'person' ? actor.personId : null,
      created_at: at,
      expires_at: new Date(at.getTime() + invitationDays * 86_400_000),
    });
    await recordAudit(platform, trx, actor, {
      action: 'invitation.created',
      subjectKind: 'invitation',
      subjectId: invitation.id,
      organisationId,
      detail: { role },
    });
    await platform.mail.send(trx, mailOf(platform, organisation, invitation, token));
    await announce(platform, trx, { type: 'invitation.created', data: { invitationId: invitation.id } });
    return { kind: 'invited', invitation };
  });
}

/** The link in the mail works no more. */
export async function withdrawInvitation(
  platform: Platform,
  actor: Actor,
  input: { readonly organisationId: string; readonly invitationId: string },
): Promise<{ readonly kind: 'withdrawn' } | Refused<'already-answered'>> {
  const { organisationId, invitationId } = input;
  requireRole(actor, organisationId, 'owner');
  return platform.db.transaction().execute(async (trx) => {
    const invitation = await lockInvitation(trx, { id: invitationId, organisationId });
    if (!invitation) throw new NotFound('invitation');
    if (invitation.acceptedAt !== null || invitation.withdrawnAt !== null) return refused('already-answered');
    await closeInvitation(trx, invitationId, 'withdrawn_at', platform.clock());
    await recordAudit(platform, trx, actor, {
      action: 'invitation.withdrawn',
      subjectKind: 'invitation',
      subjectId: invitationId,
      organisationId,
    });
    return { kind: 'withdrawn' };
  });
}

/** The organisation's invitations without an answer, expired ones among them. */
export async function listInvitations(platform: Platform, actor: Actor, organisationId: string): Promise<Invitation[]> {
  requireRole(actor, organisationId, 'owner');
  return findUnanswered(platform.db, { organisationId });
}

function mailOf(platform: Platform, organisation: Organisation, invitation: Invitation, token: string) {
  const organisationName = organisation.name;
  // The role's name is chosen by the message itself, so that no language has to fit it into a sentence of English.
  const words = renderMail({
    title: m.organisations_mail_invitation_title({ organisation: organisationName }),
    paragraphs: [
      m.organisations_mail_invitation_text({ organisation: organisationName, role: invitation.role }),
      m.organisations_mail_invitation_account({ email: invitation.email }),
    ],
    action: {
      label: m.organisations_mail_invitation_action(),
      url: `${platform.config.origin}/invitations/${token}`,
    },
    footer: m.organisations_mail_invitation_footer({ days: String(invitationDays) }),
  });
  const subject = m.organisations_mail_invitation_title({ organisation: organisationName });
  return { to: invitation.email, kind: 'invitation', subject, ...words };
}
