import type { Platform } from '#platform/server/platform.ts';
import { roles as everyRole, type Actor, type Role } from '../../identity/identity.ts';
import {
  NotFound,
  PermissionDenied,
  recordAudit,
  type Refused,
  refused,
  requirePerson,
  requireRole,
} from '../../identity/server/api.ts';
import type { Member } from '../invitations.ts';
import { requireMemberOrOperator } from './member-or-operator.ts';
import { addRole, findMembers, removeRoles } from './members.store.ts';
import { lockOrganisation } from './organisations.store.ts';

export interface RolesChanged {
  readonly kind: 'changed';
}

/** Everyone who belongs to the organisation may see who else does, and so may the operator. */
export async function listMembers(platform: Platform, actor: Actor, organisationId: string): Promise<Member[]> {
  requireMemberOrOperator(actor, organisationId);
  return findMembers(platform.db, organisationId);
}

/** Gives somebody a role without an invitation: for the demo story and commands, which vouch for the person. */
export async function addMember(
  platform: Platform,
  actor: Actor,
  input: { readonly organisationId: string; readonly personId: string; readonly role: Role },
): Promise<void> {
  if (actor.kind !== 'system' && actor.kind !== 'command') throw new PermissionDenied();
  const { organisationId, personId, role } = input;
  await platform.db.transaction().execute(async (trx) => {
    if (!(await lockOrganisation(trx, organisationId))) throw new NotFound('organisation');
    await addRole(trx, { organisationId, personId, role, at: platform.clock() });
    await recordAudit(platform, trx, actor, {
      action: 'membership.changed',
      subjectKind: 'person',
      subjectId: personId,
      organisationId,
      detail: { added: [role], removed: [] },
    });
  });
}

/** Gives a member exactly these roles; none ends the membership. An organisation always keeps an owner. */
export async function changeRoles(
  platform: Platform,
  actor: Actor,
  input: { readonly organisationId: string; readonly personId: string; readonly roles: readonly Role[] },
): Promise<RolesChanged | Refused<'last-owner'>> {
  requireRole(actor, input.organisationId, 'owner');
  return setRoles(platform, actor, input);
}

/** Gives up all one's own roles. */
export async function leaveOrganisation(
  platform: Platform,
  actor: Actor,
  organisationId: string,
): Promise<RolesChanged | Refused<'last-owner'>> {
  const { personId } = requirePerson(actor);
  requireRole(actor, organisationId, ...everyRole);
  return setRoles(platform, actor, { organisationId, personId, roles: [] });
}

async function setRoles(
  platform: Platform,
  actor: Actor,
  input: { readonly organisationId: string; readonly personId: string; readonly roles: readonly Role[] },
): Promise<RolesChanged | Refused<'last-owner'>> {
  const { organisationId, personId, roles } = input;
  return platform.db.transaction().execute(async (trx) => {
    // Two owners who leave at once must not both find the other one still there.
    if (!(await lockOrganisation(trx, organisationId))) throw new NotFound('organisation');
    const members = await findMembers(trx, organisationId);
    const member = members.find((candidate) => candidate.personId === personId);
    if (!member) throw new NotFound('member');
    const owners = members.filter((candidate) => candidate.roles.includes('owner'));
    if (member.roles.includes('owner') && !roles.includes('owner') && owners.length === 1) return refused('last-owner');

    const removed = member.roles.filter((role) => !roles.includes(role));
    const added = roles.filter((role) => !member.roles.includes(role));
    if (removed.length + added.length === 0) return { kind: 'changed' };
    await removeRoles(trx, organisationId, personId, removed);
    for (const role of added) await addRole(trx, { organisationId, personId, role, at: platform.clock() });
    await recordAudit(platform, trx, actor, {
      action: roles.length === 0 ? 'membership.ended' : 'membership.changed',
      subjectKind: 'person',
      subjectId: personId,
      organisationId,
      detail: { added, removed },
    });
    return { kind: 'changed' };
  });
}
