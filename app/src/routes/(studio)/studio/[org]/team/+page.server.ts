import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { m } from '#messages';
import { hasRole, roles, type Role } from '#domain/identity/identity.ts';
import { peopleByIds, requirePerson } from '#domain/identity/server/api.ts';
import { invitationState } from '#domain/organisations/organisations.ts';
import {
  changeRoles,
  inviteMember,
  leaveOrganisation,
  listInvitations,
  listMembers,
  withdrawInvitation,
} from '#domain/organisations/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { idOf, valuesOf, type FormAnswer } from '../../form.ts';
import { anyRole, ownOrganisation } from '../../own-organisation.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { platform, actor } = locals;
  const { personId } = requirePerson(actor);
  const organisation = await anyRole(locals, params.org);
  const isOwner = hasRole(actor, organisation.id, []);
  const [members, invitations] = await Promise.all([
    listMembers(platform, actor, organisation.id),
    isOwner ? listInvitations(platform, actor, organisation.id) : [],
  ]);
  const people = await peopleByIds(
    platform,
    members.map((member) => member.personId),
  );
  const now = platform.clock();
  return {
    done: url.searchParams.get('done'),
    members: members.map((member) => ({
      ...member,
      name: people.get(member.personId)?.displayName ?? '',
      email: isOwner ? (people.get(member.personId)?.email ?? '') : '',
      isYou: member.personId === personId,
    })),
    invitations: invitations.map((invitation) => ({
      id: invitation.id,
      email: invitation.email,
      role: invitation.role,
      expiresAt: invitation.expiresAt,
      state: invitationState(invitation, now),
    })),
  };
});

const email = z.string().trim().toLowerCase().pipe(z.email());

function isRole(text: string): text is Role {
  return roles.some((role) => role === text);
}

export const actions: Actions = {
  invite: answering(async ({ locals, params, request }) => {
    const { id } = await ownOrganisation(locals, params.org);
    const values = valuesOf(await request.formData(), ['email', 'role']);
    const { role = '' } = values;
    const address = email.safeParse(values['email']);
    if (!address.success || !isRole(role)) {
      const errors = {
        ...(address.success ? {} : { email: m.organisations_problem_email_invalid() }),
        ...(isRole(role) ? {} : { role: m.organisations_problem_role_invalid() }),
      };
      return fail<FormAnswer>(422, { form: 'invite', values, errors });
    }
    const result = await inviteMember(locals.platform, locals.actor, { organisationId: id, email: address.data, role });
    if (result.kind === 'refused') {
      return fail<FormAnswer>(422, {
        form: 'invite',
        values,
        message: m.studio_org_team_refused({ because: result.because }),
      });
    }
    redirect(303, '?done=invited');
  }),

  withdraw: answering(async ({ locals, params, request }) => {
    const { id } = await ownOrganisation(locals, params.org);
    const invitationId = idOf(await request.formData(), 'invitation');
    await withdrawInvitation(locals.platform, locals.actor, { organisationId: id, invitationId });
    redirect(303, '?done=withdrawn');
  }),

  roles: answering(async ({ locals, params, request }) => {
    const { id } = await ownOrganisation(locals, params.org);
    const form = await request.formData();
    const chosen = form.getAll('roles').filter((role): role is Role => typeof role === 'string' && isRole(role));
    const personId = idOf(form, 'person');
    const result = await changeRoles(locals.platform, locals.actor, { organisationId: id, personId, roles: chosen });
    if (result.kind === 'refused') {
      return fail<FormAnswer>(422, { form: 'roles', message: m.studio_org_team_last_owner() });
    }
    redirect(303, '?done=roles');
  }),

  leave: answering(async ({ locals, params }) => {
    const { id } = await anyRole(locals, params.org);
    const result = await leaveOrganisation(locals.platform, locals.actor, id);
    if (result.kind === 'refused') {
      return fail<FormAnswer>(422, { form: 'leave', message: m.studio_org_team_last_owner() });
    }
    redirect(303, '/studio');
  }),
};
