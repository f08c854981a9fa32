import type { Role } from '../identity/identity.ts';

export interface Invitation {
  readonly id: string;
  readonly organisationId: string;
  readonly email: string;
  readonly role: Role;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly acceptedAt: Date | null;
  readonly withdrawnAt: Date | null;
}

export const invitationDays = 14;

/** An invitation's state at a time; only an open one can be accepted. */
export function invitationState(
  invitation: Pick<Invitation, 'acceptedAt' | 'withdrawnAt' | 'expiresAt'>,
  at: Date,
): 'open' | 'accepted' | 'withdrawn' | 'expired' {
  if (invitation.acceptedAt !== null) return 'accepted';
  if (invitation.withdrawnAt !== null) return 'withdrawn';
  return at < invitation.expiresAt ? 'open' : 'expired';
}

/** A person's roles in an organisation. */
export interface Member {
  readonly personId: string;
  readonly roles: readonly Role[];
  readonly since: Date;
}
