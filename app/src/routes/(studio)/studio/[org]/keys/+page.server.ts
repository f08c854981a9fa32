import { fail, redirect } from '@sveltejs/kit';
import { m } from '#messages';
import { issuerDid, keysOf, markKeyCompromised, rotateKey } from '#domain/organisations/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { idOf, textOf, type FormAnswer } from '../../form.ts';
import { ownOrganisation } from '../../own-organisation.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const organisation = await ownOrganisation(locals, params.org);
  const keys = await keysOf(locals.platform, organisation.id);
  return {
    done: url.searchParams.get('done'),
    did: issuerDid(locals.platform.config.origin, organisation.slug),
    today: locals.platform.clock().toISOString().slice(0, 10),
    keys: keys.map(({ id, fragment, validFrom, validUntil, compromisedFrom }) => ({
      id,
      fragment,
      validFrom,
      validUntil,
      compromisedFrom,
    })),
  };
});

export const actions: Actions = {
  rotate: answering(async ({ locals, params, request }) => {
    const { id } = await ownOrganisation(locals, params.org);
    const currentKeyId = idOf(await request.formData(), 'key');
    await rotateKey(locals.platform, locals.actor, { organisationId: id, currentKeyId });
    // Refused when a second click was quicker: there is a new key either way.
    redirect(303, '?done=rotated');
  }),

  compromised: answering(async ({ locals, params, request }) => {
    const { id } = await ownOrganisation(locals, params.org);
    const form = await request.formData();
    const values = { from: textOf(form, 'from'), key: textOf(form, 'key') };
    const from = new Date(`${values.from}T00:00:00Z`);
    if (!/^\d{4}-\d{2}-\d{2}$/.test(values.from) || Number.isNaN(from.getTime())) {
      return fail<FormAnswer>(422, { form: 'compromised', values, errors: { from: m.studio_org_keys_from_invalid() } });
    }
    const input = { organisationId: id, keyId: idOf(form, 'key'), from };
    const result = await markKeyCompromised(locals.platform, locals.actor, input);
    if (result.kind === 'refused') {
      const errors = { from: m.studio_org_keys_refused({ because: result.because }) };
      return fail<FormAnswer>(422, { form: 'compromised', values, errors });
    }
    redirect(303, '?done=compromised');
  }),
};
