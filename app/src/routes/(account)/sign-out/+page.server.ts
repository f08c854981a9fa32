import { redirect } from '@sveltejs/kit';
import { signOut } from '#domain/identity/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => ({ name: locals.person?.displayName });

export const actions: Actions = {
  default: answering(async ({ locals }) => {
    if (locals.person) await signOut(locals.auth, locals.asking);
    redirect(303, '/sign-out');
  }),
};
