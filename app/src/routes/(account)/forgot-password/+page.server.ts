import { fail, redirect } from '@sveltejs/kit';
import { m } from '#messages';
import { requestPasswordReset } from '#domain/identity/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { emailOf, textOf } from '../form-text.ts';
import { tooOftenWords } from '../words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => ({ email: locals.person?.email ?? '' });

export const actions: Actions = {
  default: answering(async ({ locals, request }) => {
    const form = await request.formData();
    const values = { email: textOf(form, 'email') };
    const email = emailOf(form, 'email');
    if (email === undefined) return fail(422, { values, error: m.account_problem_email() });
    const result = await requestPasswordReset(locals.platform, locals.auth, locals.asking, email);
    if (result.kind === 'refused') return fail(429, { values, error: tooOftenWords(result) });
    redirect(303, '/check-mail?for=reset');
  }),
};
