import { fail, redirect } from '@sveltejs/kit';
import { m } from '#messages';
import { approvalPolicies, holdsAt, logoPath } from '#domain/organisations/organisations.ts';
import {
  changeApprovalPolicy,
  changeLogo,
  confirmationRecordOf,
  listConfirmations,
  updateProfile,
} from '#domain/organisations/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { textOf, type FormAnswer } from '../../form.ts';
import { ownOrganisation } from '../../own-organisation.ts';
import { readProfile } from '../../profile-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const organisation = await ownOrganisation(locals, params.org);
  const now = locals.platform.clock();
  const confirmations = await listConfirmations(locals.platform, locals.actor, organisation.id);
  return {
    saved: url.searchParams.has('saved'),
    logo: logoPath(organisation),
    approvalPolicy: organisation.approvalPolicy,
    values: {
      name: organisation.name,
      kind: organisation.kind,
      country: organisation.country,
      website: organisation.website ?? '',
      contact_email: organisation.contactEmail,
      description: organisation.description,
      colour: organisation.colour,
    },
    confirmations: confirmations.filter((confirmation) => holdsAt(confirmation, now)),
    confirming: await confirmationRecordOf(locals.platform, locals.actor, organisation),
  };
});

export const actions: Actions = {
  save: answering(async ({ locals, params, request }) => {
    const { id } = await ownOrganisation(locals, params.org);
    const { values, profile, errors } = readProfile(await request.formData());
    if (!profile) return fail<FormAnswer>(422, { form: 'save', values, errors });
    await updateProfile(locals.platform, locals.actor, { organisationId: id, profile });
    redirect(303, '?saved');
  }),
  logo: answering(async ({ locals, params, request }) => {
    const { id } = await ownOrganisation(locals, params.org);
    const file = (await request.formData()).get('logo');
    const picture = file instanceof File ? await file.bytes() : new Uint8Array();
    const result = await changeLogo(locals.platform, locals.actor, { organisationId: id, picture });
    if (result.kind === 'refused') {
      const errors = { logo: m.studio_org_logo_refused({ because: result.because }) };
      return fail<FormAnswer>(422, { form: 'logo', errors });
    }
    redirect(303, '?saved');
  }),
  approval: answering(async ({ locals, params, request }) => {
    const { id } = await ownOrganisation(locals, params.org);
    const chosen = textOf(await request.formData(), 'approval_policy');
    const policy = approvalPolicies.find((one) => one === chosen);
    if (policy === undefined) {
      return fail<FormAnswer>(422, { form: 'approval', errors: { approval_policy: m.approval_policy_missing() } });
    }
    await changeApprovalPolicy(locals.platform, locals.actor, { organisationId: id, policy });
    redirect(303, '?saved');
  }),
  remove_logo: answering(async ({ locals, params }) => {
    const { id } = await ownOrganisation(locals, params.org);
    await changeLogo(locals.platform, locals.actor, { organisationId: id, picture: null });
    redirect(303, '?saved');
  }),
};
