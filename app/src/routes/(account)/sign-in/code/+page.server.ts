import { fail, redirect } from '@sveltejs/kit';
import { m } from '#messages';
import { nextPage } from '#domain/identity/identity.ts';
import { signInWithCode } from '#domain/identity/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { textOf } from '../../form-text.ts';
import { afterSignIn } from '../../home-page.ts';
import { tooOftenWords } from '../../words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({ next: nextPage(url.searchParams.get('next'), '') });

const refusals = {
  'no-match': m.account_code_no_match,
  'begin-again': m.account_code_begin_again,
  locked: m.account_code_locked,
  suspended: m.account_problem_suspended,
};

export const actions: Actions = {
  default: answering(async ({ locals, request }) => {
    const form = await request.formData();
    const result = await signInWithCode(locals.platform, locals.auth, locals.asking, textOf(form, 'code'));
    if (result.kind === 'signed-in')
      redirect(303, await afterSignIn(locals.platform, result.personId, textOf(form, 'next')));
    if (result.because === 'too-often') return fail(429, { beginAgain: false, error: tooOftenWords(result) });
    return fail(422, { beginAgain: result.because === 'begin-again', error: refusals[result.because]() });
  }),
};
