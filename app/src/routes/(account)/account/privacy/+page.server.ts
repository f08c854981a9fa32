import { redirect } from '@sveltejs/kit';
import { consentsOf, giveConsents } from '#domain/identity/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals }) => ({
  consents: await consentsOf(locals.platform, locals.actor),
}));

export const actions: Actions = {
  agree: answering(async ({ locals }) => {
    await giveConsents(locals.platform, locals.actor);
    redirect(303, '/account/privacy');
  }),
};
