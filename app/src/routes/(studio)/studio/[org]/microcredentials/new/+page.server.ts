import { fail, redirect } from '@sveltejs/kit';
import { isField } from '#domain/catalogue/fields.ts';
import { createMicrocredential } from '#domain/catalogue/server/api.ts';
import { languageChoices } from '#domain/catalogue/languages.ts';
import { mayOffer } from '#domain/organisations/organisations.ts';
import { m } from '#messages';
import { answering } from '#platform/server/answering.ts';
import { ownOrganisation } from '../../../own-organisation.ts';
import { valuesOf } from '../../../form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params }) => {
  const organisation = await ownOrganisation(locals, params.org, 'author');
  return { waiting: !mayOffer(organisation) };
});

export const actions: Actions = {
  default: answering(async ({ locals, params, request }) => {
    const organisation = await ownOrganisation(locals, params.org, 'author');
    const values = valuesOf(await request.formData(), ['title', 'field', 'language', 'teaching']);
    const { title = '', field = '', language = '' } = values;
    const created = await createMicrocredential(locals.platform, locals.actor, {
      organisationId: organisation.id,
      title,
      teaching: values['teaching'] === 'listed' ? 'listed' : 'taught',
      // Both can be chosen later; what the lists don't hold was not chosen.
      ...(isField(field) ? { field } : {}),
      ...(languageChoices('en').some(({ value }) => value === language) ? { language } : {}),
    });
    if (created.kind === 'refused') {
      return fail(422, { values, errors: { title: m.catalogue_new_refused({ because: created.because }) } });
    }
    redirect(303, `/studio/${params.org}/microcredentials/${created.microcredential.slug}/record`);
  }),
};
