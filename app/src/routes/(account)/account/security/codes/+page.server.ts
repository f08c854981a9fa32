import { fail, redirect } from '@sveltejs/kit';
import { m } from '#messages';
import {
  beginTwoFactor,
  confirmTwoFactor,
  endTwoFactor,
  NotFound,
  personById,
  renewBackupCodes,
  requirePerson,
} from '#domain/identity/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { textOf } from '../../../form-text.ts';
import { tooOftenWords } from '../../../words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, url }) => {
  const person = await personById(locals.platform, requirePerson(locals.actor).personId);
  if (!person) throw new NotFound('person');
  const what = url.searchParams.get('done');
  return {
    isOn: person.twoFactorEnabled,
    done: what === 'on' ? m.account_codes_done() : what === 'off' ? m.account_codes_off_done() : undefined,
  };
});

// What is shown once, the secret and the backup codes, is the answer to the form itself: it must be in no address.
export const actions: Actions = {
  begin: answering(async ({ locals, request }) => {
    requirePerson(locals.actor);
    const password = textOf(await request.formData(), 'password');
    const result = await beginTwoFactor(locals.platform, locals.auth, locals.asking, locals.actor, password);
    if (result.kind === 'set-up') return { setUp: result };
    if (result.because === 'too-often') return fail(429, { error: { begin: tooOftenWords(result) } });
    if (result.because === 'already-on') redirect(303, '/account/security/codes');
    return fail(422, { error: { begin: m.account_problem_password_wrong() } });
  }),

  confirm: answering(async ({ locals, request }) => {
    requirePerson(locals.actor);
    const code = textOf(await request.formData(), 'code');
    const result = await confirmTwoFactor(locals.platform, locals.auth, locals.asking, locals.actor, code);
    if (result.kind === 'done') redirect(303, '/account/security/codes?done=on');
    if (result.because === 'too-often') return fail(429, { error: { confirm: tooOftenWords(result) } });
    if (result.because === 'not-begun') return fail(422, { error: { begin: m.account_codes_not_begun() } });
    return fail(422, { error: { confirm: m.account_codes_confirm_wrong() } });
  }),

  end: answering(async ({ locals, request }) => {
    requirePerson(locals.actor);
    const password = textOf(await request.formData(), 'endPassword');
    const result = await endTwoFactor(locals.platform, locals.auth, locals.asking, locals.actor, password);
    if (result.kind === 'done') redirect(303, '/account/security/codes?done=off');
    if (result.because === 'too-often') return fail(429, { error: { end: tooOftenWords(result) } });
    return fail(422, { error: { end: m.account_problem_password_wrong() } });
  }),

  renew: answering(async ({ locals, request }) => {
    requirePerson(locals.actor);
    const password = textOf(await request.formData(), 'renewPassword');
    const result = await renewBackupCodes(locals.platform, locals.auth, locals.asking, locals.actor, password);
    if (result.kind === 'renewed') return { backupCodes: result.backupCodes };
    if (result.because === 'too-often') return fail(429, { error: { renew: tooOftenWords(result) } });
    if (result.because === 'not-on') redirect(303, '/account/security/codes');
    return fail(422, { error: { renew: m.account_problem_password_wrong() } });
  }),
};
