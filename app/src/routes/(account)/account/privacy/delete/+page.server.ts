import { fail, redirect } from '@sveltejs/kit';
import { m } from '#messages';
import {
  checkPassword,
  erasePerson,
  hasPassword,
  isRecent,
  requirePerson,
  signOut,
} from '#domain/identity/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { textOf } from '../../../form-text.ts';
import { tooOftenWords } from '../../../words.ts';
import { personalData } from '../personal-data.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals }) => ({
  hasPassword: await hasPassword(locals.platform, locals.actor),
  isRecent: locals.signIn !== null && isRecent(locals.signIn, locals.platform.clock()),
}));

export const actions: Actions = {
  default: answering(async ({ locals, request }) => {
    const { platform, actor } = locals;
    requirePerson(actor);
    const form = await request.formData();
    if (!form.has('understood')) return fail(422, { errors: { understood: m.account_delete_understood_missing() } });
    if (locals.signIn === null || !isRecent(locals.signIn, platform.clock())) {
      const checked = await checkPassword(platform, locals.asking, actor, textOf(form, 'password'));
      if (checked.kind === 'refused') {
        const password = checked.because === 'too-often' ? tooOftenWords(checked) : m.account_problem_password_wrong();
        return fail(422, { errors: { password } });
      }
    }
    const steps = personalData.flatMap(({ erase }) => (erase ? [erase] : []));
    const result = await erasePerson(platform, actor, steps);
    if (result.kind === 'refused') {
      const message =
        result.because === 'sole-owner'
          ? m.account_delete_sole_owner({
              names: new Intl.ListFormat('en').format(result.organisations.map(({ name }) => name)),
            })
          : m.account_delete_last_operator();
      return fail(422, { errors: {}, message });
    }
    await signOut(locals.auth, locals.asking);
    redirect(303, '/account-deleted');
  }),
};
