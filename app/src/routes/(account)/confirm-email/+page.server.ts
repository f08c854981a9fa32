import { fail, redirect } from '@sveltejs/kit';
import { m } from '#messages';
import { nextPage } from '#domain/identity/identity.ts';
import { confirmEmail, emailToken, personByEmail } from '#domain/identity/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { textOf } from '../form-text.ts';
import { afterSignIn } from '../home-page.ts';
import { dropLinkToken, linkToken } from '../link-token.ts';
import { tooOftenWords } from '../words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async (event) => {
  const claims = await emailToken(event.locals.auth, linkToken(event, 'confirm-email'));
  return {
    next: nextPage(event.url.searchParams.get('next'), ''),
    link: claims && { email: claims.newEmail ?? claims.email, isChange: claims.newEmail !== undefined },
  };
});

const refusals = {
  'link-over': m.account_problem_link_over,
  'someone-else': m.account_confirm_email_someone_else,
  'address-taken': m.account_confirm_email_taken,
  suspended: m.account_problem_suspended,
};

export const actions: Actions = {
  default: answering(async (event) => {
    const { locals } = event;
    const form = await event.request.formData();
    const token = linkToken(event, 'confirm-email');
    const claims = await emailToken(locals.auth, token);
    const result = await confirmEmail(locals.platform, locals.auth, locals.asking, token);
    if (result.kind === 'refused' && result.because === 'too-often') return fail(429, { error: tooOftenWords(result) });
    if (result.kind === 'refused' && result.because === 'someone-else')
      return fail(422, { error: refusals[result.because]() });
    dropLinkToken(event, 'confirm-email');
    if (result.kind === 'refused') return fail(422, { error: refusals[result.because]() });
    if (result.kind === 'confirmed-before') return fail(422, { error: m.account_confirm_email_before() });
    if (result.kind === 'changed') redirect(303, '/account/email?changed');
    const person = await personByEmail(locals.platform, claims?.email ?? '');
    redirect(303, person ? await afterSignIn(locals.platform, person.id, textOf(form, 'next')) : '/sign-in');
  }),
};
