import { fail, redirect } from '@sveltejs/kit';
import { personById, requirePerson } from '#domain/identity/server/api.ts';
import { acceptInvitation, invitationByToken } from '#domain/organisations/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { m } from '#messages';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, setHeaders }) => {
  const { invitation, organisation, state } = await invitationByToken(locals.platform, params.token);
  const person = locals.actor.kind === 'person' ? await personById(locals.platform, locals.actor.personId) : undefined;
  setHeaders({ 'cache-control': 'no-store' });
  return {
    token: params.token,
    organisation: organisation.name,
    email: invitation.email,
    role: invitation.role,
    expiresAt: invitation.expiresAt,
    state,
    person: person && { email: person.email, emailConfirmed: person.emailConfirmed },
  };
});

export const actions: Actions = {
  accept: answering(async ({ locals, params }) => {
    requirePerson(locals.actor);
    const result = await acceptInvitation(locals.platform, locals.actor, params.token);
    if (result.kind === 'accepted') redirect(303, `/studio/${result.organisation.slug}`);
    return fail(422, { message: m.organisations_invitation_refused({ because: result.because }) });
  }),
};
