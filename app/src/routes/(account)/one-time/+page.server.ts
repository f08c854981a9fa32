import { fail, redirect } from '@sveltejs/kit';
import { m } from '#messages';
import { currentPolicy } from '#domain/identity/identity.ts';
import { claimOperatorLink, operatorLink, signIn } from '#domain/identity/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { textOf } from '../form-text.ts';
import { dropLinkToken, linkToken } from '../link-token.ts';
import { nameWords, passwordWords, tooOftenWords } from '../words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async (event) => ({
  link: await operatorLink(event.locals.platform, linkToken(event, 'operator')),
  versions: { terms: currentPolicy('terms').version, privacy: currentPolicy('privacy').version },
}));

export const actions: Actions = {
  default: answering(async (event) => {
    const { locals } = event;
    const form = await event.request.formData();
    const password = textOf(form, 'password');
    const values = { displayName: textOf(form, 'displayName'), consents: form.has('consents') };
    const claim = { token: linkToken(event, 'operator'), password, ...values };
    const result = await claimOperatorLink(locals.platform, locals.asking, claim);
    if (result.kind === 'claimed') {
      dropLinkToken(event, 'operator');
      const signed = await signIn(locals.platform, locals.auth, locals.asking, { email: result.email, password });
      redirect(
        303,
        signed.kind === 'signed-in'
          ? '/admin'
          : signed.kind === 'code-needed'
            ? '/sign-in/code?next=%2Fadmin'
            : '/sign-in?next=%2Fadmin',
      );
    }
    if (result.because === 'too-often') return fail(429, { values, errors: {}, message: tooOftenWords(result) });
    if (result.because === 'link-over')
      return fail(422, { values, errors: {}, message: m.account_problem_link_over() });
    const errors = {
      displayName: nameWords(result.name),
      password: passwordWords(result.password),
      consents: result.consent === undefined ? undefined : m.account_problem_consent(),
    };
    return fail(422, { values, errors });
  }),
};
