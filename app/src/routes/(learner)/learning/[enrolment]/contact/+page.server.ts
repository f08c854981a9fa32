import { fail, redirect } from '@sveltejs/kit';
import { outline, writeToProvider } from '#domain/learning/server/api.ts';
import { m } from '#messages';
import { answering } from '#platform/server/answering.ts';
import { letterErrors } from '../../../../letters/letter-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { enrolment, version, provider } = await outline(locals.platform, locals.actor, params.enrolment);
  return {
    enrolmentId: enrolment.id,
    title: version.record.title,
    provider: provider.name,
    isWritten: url.searchParams.has('written'),
  };
});

export const actions: Actions = {
  default: answering(async ({ locals, params, request }) => {
    const form = await request.formData();
    const letter = { subject: String(form.get('subject') ?? ''), text: String(form.get('text') ?? '') };
    const result = await writeToProvider(locals.platform, locals.actor, { enrolmentId: params.enrolment, letter });
    if (result.kind === 'written') redirect(303, '?written');
    if (result.because === 'too-often')
      return fail(429, { values: letter, errors: { text: m.learning_letter_too_often() } });
    return fail(422, { values: letter, errors: letterErrors(result.problems) });
  }),
};
