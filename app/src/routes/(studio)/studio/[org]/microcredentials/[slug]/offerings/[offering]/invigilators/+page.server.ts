import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import {
  assessmentsInBrief,
  invigilatorsOf,
  inviteInvigilator,
  withdrawInvigilator,
} from '#domain/assessment/server/api.ts';
import { studioMicrocredential } from '#domain/catalogue/server/api.ts';
import { NotFound, requireRole } from '#domain/identity/server/api.ts';
import { m } from '#messages';
import { answering } from '#platform/server/answering.ts';
import { idOf, textOf } from '../../../../../../form.ts';
import type { Actions, PageServerLoad } from './$types';

interface Asked {
  readonly locals: App.Locals;
  readonly params: { readonly org: string; readonly slug: string; readonly offering: string };
}

/** The offering of this very microcredential, for its provider's registrars. */
async function asked({ locals, params }: Asked) {
  const { offerings, organisation } = await studioMicrocredential(locals.platform, locals.actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  requireRole(locals.actor, organisation.id, 'registrar');
  const offering = offerings.find(({ id }) => id === params.offering);
  if (offering === undefined) throw new NotFound('offering');
  return offering;
}

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const offering = await asked({ locals, params });
  const assessments = await assessmentsInBrief(locals.platform, offering.versionId);
  return {
    ...(await invigilatorsOf(locals.platform, locals.actor, offering.id)),
    zone: offering.zone,
    isSupervised: assessments.some(({ settings }) => settings.supervision !== undefined),
    done: (['invited', 'withdrawn'] as const).find((what) => url.searchParams.has(what)),
  };
});

const address = z.string().trim().toLowerCase().pipe(z.email().max(254));

export const actions: Actions = {
  invite: answering(async ({ locals, params, request }) => {
    const offering = await asked({ locals, params });
    const typed = textOf(await request.formData(), 'email');
    const email = address.safeParse(typed);
    if (!email.success) return fail(422, { email: typed, errors: { email: m.invigilation_studio_email_invalid() } });
    const result = await inviteInvigilator(locals.platform, locals.actor, {
      offeringId: offering.id,
      email: email.data,
    });
    if (result.kind === 'invited') redirect(303, '?invited');
    return fail(422, { email: typed, errors: { email: m.invigilation_studio_refused({ because: result.because }) } });
  }),
  withdraw: answering(async ({ locals, params, request }) => {
    const offering = await asked({ locals, params });
    const invigilationId = idOf(await request.formData(), 'invigilation');
    await withdrawInvigilator(locals.platform, locals.actor, { offeringId: offering.id, invigilationId });
    redirect(303, '?withdrawn');
  }),
};
