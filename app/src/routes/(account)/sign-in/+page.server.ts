import { fail, redirect } from '@sveltejs/kit';
import { m } from '#messages';
import { nextPage } from '#domain/identity/identity.ts';
import { requestMagicLink, signIn } from '#domain/identity/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { emailOf, textOf } from '../form-text.ts';
import { afterSignIn } from '../home-page.ts';
import { tooOftenWords } from '../words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, url }) => {
  const wanted = url.searchParams.get('next');
  if (locals.actor.kind === 'person') redirect(303, await afterSignIn(locals.platform, locals.actor.personId, wanted));
  return { next: nextPage(wanted, ''), justReset: url.searchParams.has('reset') };
});

export const actions: Actions = {
  password: answering(async ({ locals, request }) => {
    const form = await request.formData();
    const next = nextPage(textOf(form, 'next'), '');
    const values = { email: textOf(form, 'email') };
    const email = emailOf(form, 'email');
    const password = textOf(form, 'password');
    if (email === undefined || password === '') {
      const errors = {
        ...(email === undefined ? { email: m.account_problem_email() } : {}),
        ...(password === '' ? { password: m.account_sign_in_password_missing() } : {}),
      };
      return fail(422, { values, errors });
    }
    const result = await signIn(locals.platform, locals.auth, locals.asking, { email, password });
    if (result.kind === 'signed-in') redirect(303, await afterSignIn(locals.platform, result.personId, next));
    if (result.kind === 'code-needed')
      redirect(303, `/sign-in/code${next === '' ? '' : `?next=${encodeURIComponent(next)}`}`);
    if (result.because === 'too-often') return fail(429, { values, errors: {}, message: tooOftenWords(result) });
    if (result.because === 'suspended')
      return fail(422, { values, errors: {}, message: m.account_problem_suspended() });
    return fail(422, {
      values,
      errors: {},
      message: m.account_sign_in_no_match(),
      hint: m.account_sign_in_no_match_hint(),
    });
  }),

  link: answering(async ({ locals, request }) => {
    const form = await request.formData();
    const next = nextPage(textOf(form, 'next'), '');
    const values = { email: textOf(form, 'email') };
    const email = emailOf(form, 'email');
    if (email === undefined) return fail(422, { values, errors: { email: m.account_problem_email() } });
    const result = await requestMagicLink(locals.platform, locals.auth, locals.asking, { email, next });
    if (result.kind === 'refused') return fail(429, { values, errors: {}, message: tooOftenWords(result) });
    redirect(303, '/check-mail?for=link');
  }),
};
