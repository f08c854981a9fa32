import { fail, redirect } from '@sveltejs/kit';
import { invigilationByToken, takeUpInvigilation } from '#domain/assessment/server/api.ts';
import { personById, requirePerson } from '#domain/identity/server/api.ts';
import { m } from '#messages';
import { answering } from '#platform/server/answering.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, setHeaders }) => {
  const seen = await invigilationByToken(locals.platform, params.token);
  const person = locals.actor.kind === 'person' ? await personById(locals.platform, locals.actor.personId) : undefined;
  setHeaders({ 'cache-control': 'no-store' });
  return {
    token: params.token,
    title: seen.title,
    organisation: seen.organisation,
    email: seen.invigilation.email,
    expiresAt: seen.invigilation.expiresAt,
    state: seen.state,
    offering: person && person.id === seen.invigilation.personId ? seen.invigilation.offeringId : undefined,
    person: person && { email: person.email, emailConfirmed: person.emailConfirmed },
  };
});

export const actions: Actions = {
  accept: answering(async ({ locals, params }) => {
    requirePerson(locals.actor);
    const result = await takeUpInvigilation(locals.platform, locals.actor, params.token);
    if (result.kind === 'accepted') redirect(303, `/invigilation/${result.offeringId}`);
    return fail(422, { message: m.invigilation_invitation_refused({ because: result.because }) });
  }),
};
