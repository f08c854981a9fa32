import { fail, redirect } from '@sveltejs/kit';
import { NotFound, personById, requirePerson, updateProfile } from '#domain/identity/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { textOf } from '../form-text.ts';
import { nameWords } from '../words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, url }) => {
  const person = await personById(locals.platform, requirePerson(locals.actor).personId);
  if (!person) throw new NotFound('person');
  const { email, displayName, legalName } = person;
  return { email, displayName, legalName: legalName ?? '', saved: url.searchParams.has('saved') };
});

export const actions: Actions = {
  default: answering(async ({ locals, request }) => {
    const form = await request.formData();
    const values = { displayName: textOf(form, 'displayName'), legalName: textOf(form, 'legalName') };
    const result = await updateProfile(locals.platform, locals.actor, values);
    if (result.kind === 'refused') {
      return fail(422, {
        values,
        errors: { displayName: nameWords(result.displayName), legalName: nameWords(result.legalName) },
      });
    }
    redirect(303, '/account?saved');
  }),
};
