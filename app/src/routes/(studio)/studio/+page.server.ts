import { fail, redirect } from '@sveltejs/kit';
import { m } from '#messages';
import { invigilationsOf } from '#domain/assessment/server/api.ts';
import { requirePerson } from '#domain/identity/server/api.ts';
import { roles } from '#domain/identity/identity.ts';
import { createOrganisation, openInvitationsOf, organisationsByIds } from '#domain/organisations/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { textOf, type FormAnswer } from './form.ts';
import { readProfile, readSlug } from './profile-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals }) => {
  const { memberships, emailConfirmed } = requirePerson(locals.actor);
  const ids = [...new Set(memberships.map(({ organisationId }) => organisationId))];
  const [organisations, invitations, invigilations] = await Promise.all([
    organisationsByIds(locals.platform, ids),
    openInvitationsOf(locals.platform, locals.actor),
    invigilationsOf(locals.platform, locals.actor),
  ]);
  return {
    emailConfirmed,
    organisations: organisations.map(({ id, slug, name, kind, status }) => ({
      slug,
      name,
      kind,
      status,
      roles: roles.filter((role) => memberships.some((held) => held.organisationId === id && held.role === role)),
    })),
    invigilations: invigilations.map(({ invigilation, title, organisation }) => ({
      offering: invigilation.offeringId,
      title,
      organisation,
    })),
    invitations: invitations.map(({ invitation, organisation }) => ({
      id: invitation.id,
      organisation: organisation.name,
      role: invitation.role,
      expiresAt: invitation.expiresAt,
    })),
  };
});

export const actions: Actions = {
  create: answering(async ({ locals, request }) => {
    requirePerson(locals.actor);
    const form = await request.formData();
    const { values, profile, errors } = readProfile(form);
    const { slug, error } = readSlug(textOf(form, 'slug'));
    const typed = { ...values, slug: textOf(form, 'slug') };
    if (!profile || error !== undefined) {
      return fail<FormAnswer>(422, {
        form: 'create',
        values: typed,
        errors: { ...errors, ...(error === undefined ? {} : { slug: error }) },
      });
    }
    const result = await createOrganisation(locals.platform, locals.actor, { ...profile, slug });
    if (result.kind === 'created') redirect(303, `/studio/${result.organisation.slug}`);
    if (result.because === 'slug-taken') {
      return fail<FormAnswer>(422, {
        form: 'create',
        values: typed,
        errors: { slug: m.organisations_problem_slug_taken() },
      });
    }
    return fail<FormAnswer>(422, {
      form: 'create',
      values: typed,
      message: m.studio_org_create_refused({ because: result.because }),
    });
  }),
};
