import { fail, redirect } from '@sveltejs/kit';
import { m } from '#messages';
import { resetPassword } from '#domain/identity/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { textOf } from '../form-text.ts';
import { dropLinkToken, linkToken } from '../link-token.ts';
import { passwordWords, tooOftenWords } from '../words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => ({ hasLink: linkToken(event, 'reset-password') !== '' });

export const actions: Actions = {
  default: answering(async (event) => {
    const { locals } = event;
    const form = await event.request.formData();
    const token = linkToken(event, 'reset-password');
    const result = await resetPassword(locals.platform, locals.auth, locals.asking, {
      token,
      password: textOf(form, 'password'),
    });
    if (result.kind === 'done') {
      dropLinkToken(event, 'reset-password');
      redirect(303, '/sign-in?reset');
    }
    if (result.because === 'too-often') return fail(429, { message: tooOftenWords(result) });
    if (result.because !== 'link-over') return fail(422, { password: passwordWords(result.because) });
    dropLinkToken(event, 'reset-password');
    return fail(422, { message: m.account_problem_link_over(), isOver: true });
  }),
};
