import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '../../identity/identity.ts';
import { NotFound, personById, recordAudit, type Refused, refused, requirePerson } from '../../identity/server/api.ts';
import { invitationState, type Invitation } from '../invitations.ts';
import type { Organisation } from '../organisations.ts';
import { closeInvitation, findInvitationByToken, findUnanswered, lockInvitation } from './invitations.store.ts';
import { hashToken } from './invite-member.ts';
import { addRole } from './members.store.ts';
import { findOrganisation, findOrganisations } from './organisations.store.ts';

export interface InvitationSeen {
  readonly invitation: Invitation;
  readonly organisation: Organisation;
  readonly state: ReturnType<typeof invitationState>;
}

export interface Accepted {
  readonly kind: 'accepted';
  readonly organisation: Organisation;
}

/** What the holder of the link may read before deciding. @throws {NotFound} for a token that was never given out. */
export async function invitationByToken(platform: Platform, token: string): Promise<InvitationSeen> {
  const invitation = await findInvitationByToken(platform.db, hashToken(token));
  const organisation = invitation && (await findOrganisation(platform.db, { id: invitation.organisationId }));
  if (!invitation || !organisation) throw new NotFound('invitation');
  return { invitation, organisation, state: invitationState(invitation, platform.clock()) };
}

/** Takes up the role, once: the link works for the person whose confirmed address it was sent to, and nobody else. */
export async function acceptInvitation(
  platform: Platform,
  actor: Actor,
  token: string,
): Promise<Accepted | Refused<'email-not-confirmed' | 'another-address' | 'accepted' | 'withdrawn' | 'expired'>> {
  const { personId, emailConfirmed } = requirePerson(actor);
  if (!emailConfirmed) return refused('email-not-confirmed');
  const person = await personById(platform, personId);
  return platform.db.transaction().execute(async (trx) => {
    const invitation = await lockInvitation(trx, { tokenHash: hashToken(token) });
    const organisation = invitation && (await findOrganisation(trx, { id: invitation.organisationId }));
    if (!invitation || !organisation) throw new NotFound('invitation');
    if (person?.email !== invitation.email) return refused('another-address');
    const at = platform.clock();
    const state = invitationState(invitation, at);
    if (state !== 'open') return refused(state);

    await closeInvitation(trx, invitation.id, 'accepted_at', at);
    await addRole(trx, { organisationId: organisation.id, personId, role: invitation.role, at });
    await recordAudit(platform, trx, actor, {
      action: 'invitation.accepted',
      subjectKind: 'invitation',
      subjectId: invitation.id,
      organisationId: organisation.id,
      detail: { role: invitation.role },
    });
    return { kind: 'accepted', organisation };
  });
}

/** The invitations that wait for this person's answer; accepting one still takes the link that was mailed. */
export async function openInvitationsOf(platform: Platform, actor: Actor): Promise<InvitationSeen[]> {
  const { personId, emailConfirmed } = requirePerson(actor);
  const person = emailConfirmed ? await personById(platform, personId) : undefined;
  if (!person) return [];
  const now = platform.clock();
  const open = (await findUnanswered(platform.db, { email: person.email })).filter(
    (invitation) => invitationState(invitation, now) === 'open',
  );
  const organisations = await findOrganisations(
    platform.db,
    open.map((invitation) => invitation.organisationId),
  );
  return open.flatMap((invitation) => {
    const organisation = organisations.find(({ id }) => id === invitation.organisationId);
    return organisation ? [{ invitation, organisation, state: 'open' as const }] : [];
  });
}
