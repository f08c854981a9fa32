import { fail, redirect } from '@sveltejs/kit';
import { m } from '#messages';
import { nextPage } from '#domain/identity/identity.ts';
import { signInByLink } from '#domain/identity/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { textOf } from '../form-text.ts';
import { afterSignIn } from '../home-page.ts';
import { dropLinkToken, linkToken } from '../link-token.ts';
import { tooOftenWords } from '../words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => ({
  next: nextPage(event.url.searchParams.get('next'), ''),
  hasLink: linkToken(event, 'magic-link') !== '',
});

const refusals = {
  'link-over': m.account_problem_link_over,
  suspended: m.account_problem_suspended,
  'password-needed': m.account_magic_link_password_needed,
};

export const actions: Actions = {
  default: answering(async (event) => {
    const { locals } = event;
    const form = await event.request.formData();
    const result = await signInByLink(locals.platform, locals.auth, locals.asking, linkToken(event, 'magic-link'));
    if (result.kind === 'refused' && result.because === 'too-often') return fail(429, { error: tooOftenWords(result) });
    dropLinkToken(event, 'magic-link');
    if (result.kind === 'refused') return fail(422, { error: refusals[result.because]() });
    redirect(303, await afterSignIn(locals.platform, result.personId, textOf(form, 'next')));
  }),
};
