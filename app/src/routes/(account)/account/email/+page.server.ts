import { fail, redirect } from '@sveltejs/kit';
import { m } from '#messages';
import { hasPassword, NotFound, personById, requestEmailChange, requirePerson } from '#domain/identity/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { emailOf, textOf } from '../../form-text.ts';
import { tooOftenWords } from '../../words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, url }) => {
  const person = await personById(locals.platform, requirePerson(locals.actor).personId);
  if (!person) throw new NotFound('person');
  return {
    email: person.email,
    hasPassword: await hasPassword(locals.platform, locals.actor),
    changed: url.searchParams.has('changed'),
  };
});

export const actions: Actions = {
  default: answering(async ({ locals, request }) => {
    requirePerson(locals.actor);
    const form = await request.formData();
    const values = { email: textOf(form, 'email') };
    const email = emailOf(form, 'email');
    if (email === undefined) return fail(422, { values, errors: { email: m.account_problem_email() } });
    const input = { email, password: textOf(form, 'password') };
    const result = await requestEmailChange(locals.platform, locals.auth, locals.asking, locals.actor, input);
    if (result.kind === 'mailed') redirect(303, '/check-mail?for=email');
    if (result.because === 'too-often') return fail(429, { values, errors: {}, message: tooOftenWords(result) });
    const errors =
      result.because === 'same-address'
        ? { email: m.account_email_same() }
        : { password: m.account_problem_password_wrong() };
    return fail(422, { values, errors });
  }),
};
