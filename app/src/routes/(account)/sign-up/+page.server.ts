import { fail, redirect } from '@sveltejs/kit';
import { m } from '#messages';
import { currentPolicy, nextPage } from '#domain/identity/identity.ts';
import { signUp } from '#domain/identity/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { emailOf, textOf } from '../form-text.ts';
import { afterSignIn } from '../home-page.ts';
import { nameWords, passwordWords, tooOftenWords } from '../words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, url }) => {
  const wanted = url.searchParams.get('next');
  if (locals.actor.kind === 'person') redirect(303, await afterSignIn(locals.platform, locals.actor.personId, wanted));
  return {
    next: nextPage(wanted, ''),
    versions: { terms: currentPolicy('terms').version, privacy: currentPolicy('privacy').version },
  };
});

export const actions: Actions = {
  default: answering(async ({ locals, request }) => {
    const form = await request.formData();
    const values = {
      email: textOf(form, 'email'),
      displayName: textOf(form, 'displayName'),
      consents: form.has('consents'),
    };
    const email = emailOf(form, 'email');
    const result = await signUp(locals.platform, locals.auth, locals.asking, {
      ...values,
      email: email ?? '',
      password: textOf(form, 'password'),
      next: textOf(form, 'next'),
    });
    if (result.kind === 'mailed') redirect(303, '/check-mail?for=sign-up');
    if (result.because === 'too-often') return fail(429, { values, errors: {}, message: tooOftenWords(result) });
    const errors = {
      displayName: nameWords(result.name),
      email: result.email === undefined ? undefined : m.account_problem_email(),
      password: passwordWords(result.password),
      consents: result.consent === undefined ? undefined : m.account_problem_consent(),
    };
    return fail(422, { values, errors });
  }),
};
