import { fail, redirect } from '@sveltejs/kit';
import { m } from '#messages';
import {
  changePassword,
  hasPassword,
  isRecent,
  listPasskeys,
  NotFound,
  personById,
  removePasskey,
  renamePasskey,
  requirePerson,
} from '#domain/identity/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { textOf } from '../../form-text.ts';
import { passwordWords, tooOftenWords } from '../../words.ts';
import type { Actions, PageServerLoad } from './$types';

const done = { password: m.account_password_changed, renamed: m.account_saved, removed: m.account_passkey_removed };

export const load: PageServerLoad = answering(async ({ locals, url }) => {
  const { platform, actor, signIn } = locals;
  const person = await personById(platform, requirePerson(actor).personId);
  if (!person) throw new NotFound('person');
  const what = url.searchParams.get('done');
  return {
    hasPassword: await hasPassword(platform, actor),
    codesOn: person.twoFactorEnabled,
    passkeys: await listPasskeys(platform, actor),
    isRecent: signIn !== null && isRecent(signIn, platform.clock()),
    done: what === 'password' || what === 'renamed' || what === 'removed' ? done[what]() : undefined,
  };
});

export const actions: Actions = {
  password: answering(async ({ locals, request }) => {
    requirePerson(locals.actor);
    const form = await request.formData();
    const input = { current: textOf(form, 'current'), password: textOf(form, 'password') };
    const result = await changePassword(locals.platform, locals.auth, locals.asking, locals.actor, input);
    if (result.kind === 'done') redirect(303, '/account/security?done=password');
    if (result.because === 'too-often') return fail(429, { errors: {}, message: tooOftenWords(result) });
    if (result.because === 'no-password') return fail(422, { errors: {}, message: m.account_password_none() });
    const errors =
      result.because === 'wrong-password'
        ? { current: m.account_problem_password_wrong() }
        : { password: passwordWords(result.because) };
    return fail(422, { errors });
  }),

  rename: answering(async ({ locals, request }) => {
    const form = await request.formData();
    const result = await renamePasskey(locals.platform, locals.actor, textOf(form, 'passkey'), textOf(form, 'name'));
    if (result.kind === 'done') redirect(303, '/account/security?done=renamed');
    return fail(422, {
      errors: {},
      message: result.because === 'name' ? m.account_passkey_name_problem() : m.account_passkey_gone(),
    });
  }),

  remove: answering(async ({ locals, request }) => {
    const form = await request.formData();
    const result = await removePasskey(locals.platform, locals.actor, textOf(form, 'passkey'));
    if (result.kind === 'done') redirect(303, '/account/security?done=removed');
    return fail(422, { errors: {}, message: m.account_passkey_gone() });
  }),
};
