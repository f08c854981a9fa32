import { fail, redirect } from '@sveltejs/kit';
import { m } from '#messages';
import { NotFound, peopleByIds, requireOperator } from '#domain/identity/server/api.ts';
import { holdsAt, isPublic, logoPath, type Organisation } from '#domain/organisations/organisations.ts';
import {
  approveOrganisation,
  confirmationRecordOf,
  confirmByDnsRecord,
  confirmByEmailDomain,
  confirmByRegisterNumber,
  listConfirmations,
  listMembers,
  organisationBySlug,
  registerEntrySchema,
  reinstateOrganisation,
  suspendOrganisation,
  withdrawConfirmation,
} from '#domain/organisations/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { idOf, textOf, valuesOf, type FormAnswer } from '../../../../(studio)/studio/form.ts';
import type { Actions, PageServerLoad } from './$types';

async function organisationFor(locals: App.Locals, slug: string): Promise<Organisation> {
  requireOperator(locals.actor);
  const organisation = await organisationBySlug(locals.platform, slug);
  if (!organisation) throw new NotFound('organisation');
  return organisation;
}

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { platform, actor } = locals;
  const organisation = await organisationFor(locals, params.org);
  const [members, confirmations, confirming] = await Promise.all([
    listMembers(platform, actor, organisation.id),
    listConfirmations(platform, actor, organisation.id),
    confirmationRecordOf(platform, actor, organisation),
  ]);
  const people = await peopleByIds(
    platform,
    members.map(({ personId }) => personId),
  );
  const now = platform.clock();
  return {
    done: url.searchParams.get('done'),
    organisation: { ...organisation, isPublic: isPublic(organisation), logo: logoPath(organisation) },
    owners: members
      .filter(({ roles }) => roles.includes('owner'))
      .flatMap(({ personId }) => people.get(personId) ?? [])
      .map(({ id, displayName, email, emailConfirmed }) => ({ id, displayName, email, emailConfirmed })),
    confirmations: confirmations.map((confirmation) => ({ ...confirmation, holds: holdsAt(confirmation, now) })),
    confirming,
    today: now.toISOString().slice(0, 10),
  };
});

/** The end of a day; null for no end; undefined for what is no date. */
function readUntil(text: string): Date | null | undefined {
  if (text === '') return null;
  const date = new Date(`${text}T23:59:59Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) ? date : undefined;
}

const invalidUntil = (form: string, values: Record<string, string>) =>
  fail<FormAnswer>(422, { form, values, errors: { [`${form}_until`]: m.admin_confirm_until_invalid() } });

export const actions: Actions = {
  approve: answering(async ({ locals, params }) => {
    const { id } = await organisationFor(locals, params.org);
    await approveOrganisation(locals.platform, locals.actor, { organisationId: id });
    redirect(303, '?done=approved');
  }),

  suspend: answering(async ({ locals, params, request }) => {
    const { id } = await organisationFor(locals, params.org);
    const reason = textOf(await request.formData(), 'reason').slice(0, 1000);
    const result = await suspendOrganisation(locals.platform, locals.actor, { organisationId: id, reason });
    if (result.kind === 'refused' && result.because === 'reason-missing') {
      return fail<FormAnswer>(422, { form: 'suspend', errors: { reason: m.admin_suspend_reason_missing() } });
    }
    redirect(303, '?done=suspended');
  }),

  reinstate: answering(async ({ locals, params }) => {
    const { id } = await organisationFor(locals, params.org);
    await reinstateOrganisation(locals.platform, locals.actor, { organisationId: id });
    redirect(303, '?done=reinstated');
  }),

  confirm_dns: answering(async ({ locals, params, request }) => {
    const { id } = await organisationFor(locals, params.org);
    const values = valuesOf(await request.formData(), ['dns_until']);
    const validUntil = readUntil(values['dns_until'] ?? '');
    if (validUntil === undefined) return invalidUntil('dns', values);
    const result = await confirmByDnsRecord(locals.platform, locals.actor, { organisationId: id, validUntil });
    if (result.kind === 'refused') {
      return fail<FormAnswer>(422, {
        form: 'dns',
        values,
        message: m.admin_confirm_refused({ because: result.because }),
      });
    }
    redirect(303, '?done=confirmed');
  }),

  confirm_email: answering(async ({ locals, params, request }) => {
    const { id } = await organisationFor(locals, params.org);
    const values = valuesOf(await request.formData(), ['email_until']);
    const validUntil = readUntil(values['email_until'] ?? '');
    if (validUntil === undefined) return invalidUntil('email', values);
    const result = await confirmByEmailDomain(locals.platform, locals.actor, { organisationId: id, validUntil });
    if (result.kind === 'refused') {
      return fail<FormAnswer>(422, {
        form: 'email',
        values,
        message: m.admin_confirm_refused({ because: result.because }),
      });
    }
    redirect(303, '?done=confirmed');
  }),

  confirm_register: answering(async ({ locals, params, request }) => {
    const { id } = await organisationFor(locals, params.org);
    const values = valuesOf(await request.formData(), ['register', 'number', 'register_until']);
    const validUntil = readUntil(values['register_until'] ?? '');
    if (validUntil === undefined) return invalidUntil('register', values);
    const entry = registerEntrySchema.safeParse(values);
    if (!entry.success) {
      const wrong = new Set(entry.error.issues.map(({ path }) => path[0]));
      const errors = {
        ...(wrong.has('register') ? { register: m.organisations_problem_register_missing() } : {}),
        ...(wrong.has('number') ? { number: m.organisations_problem_number_missing() } : {}),
      };
      return fail<FormAnswer>(422, { form: 'register', values, errors });
    }
    const result = await confirmByRegisterNumber(locals.platform, locals.actor, {
      organisationId: id,
      validUntil,
      ...entry.data,
    });
    if (result.kind === 'refused') {
      return fail<FormAnswer>(422, {
        form: 'register',
        values,
        message: m.admin_confirm_refused({ because: result.because }),
      });
    }
    redirect(303, '?done=confirmed');
  }),

  withdraw: answering(async ({ locals, params, request }) => {
    const { id } = await organisationFor(locals, params.org);
    const confirmationId = idOf(await request.formData(), 'confirmation');
    await withdrawConfirmation(locals.platform, locals.actor, { organisationId: id, confirmationId });
    redirect(303, '?done=withdrawn');
  }),
};
