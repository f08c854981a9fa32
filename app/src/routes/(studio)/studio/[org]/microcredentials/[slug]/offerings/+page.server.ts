import { fail, redirect } from '@sveltejs/kit';
import { seatRefusal } from '#domain/catalogue/catalogue.ts';
import { changeCapacity, closeOffering, createOffering, studioMicrocredential } from '#domain/catalogue/server/api.ts';
import { NotFound, requireRole } from '#domain/identity/server/api.ts';
import { mayOffer } from '#domain/organisations/organisations.ts';
import { m } from '#messages';
import { answering } from '#platform/server/answering.ts';
import { textOf, valuesOf } from '../../../../form.ts';
import { capacityFrom, offeringFields, offeringFrom } from './offering-form.ts';
import type { Actions, PageServerLoad } from './$types';

interface Asked {
  readonly locals: App.Locals;
  readonly params: { readonly org: string; readonly slug: string };
}

/** The microcredential, for those who may change its offerings. */
async function asked({ locals, params }: Asked) {
  const found = await studioMicrocredential(locals.platform, locals.actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  requireRole(locals.actor, found.organisation.id, 'author', 'registrar');
  return found;
}

/** An offering of this very microcredential that a form names. */
async function named(event: Asked, form: FormData) {
  const { offerings } = await asked(event);
  const offering = offerings.find(({ id }) => id === form.get('offering'));
  if (offering === undefined) throw new NotFound('offering');
  return offering;
}

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { organisation, microcredential, published, publishedVersions, offerings } = await asked({ locals, params });
  const now = locals.platform.clock();
  return {
    done: (['opened', 'closed', 'changed'] as const).find((what) => url.searchParams.has(what)),
    canOffer: published !== undefined && microcredential.retiredAt === null,
    offerings: offerings.map((offering) => ({
      id: offering.id,
      number: publishedVersions.find(({ id }) => id === offering.versionId)?.number ?? 0,
      price: { amount: offering.priceMinor, currency: offering.currency },
      mode: offering.mode,
      place: offering.place,
      startsAt: offering.startsAt,
      endsAt: offering.endsAt,
      zone: offering.zone,
      enrolFrom: offering.enrolFrom,
      enrolUntil: offering.enrolUntil,
      closed: offering.closedAt !== null,
      capacity: offering.capacity,
      taken: offering.taken,
      state: seatRefusal({ offering, ...microcredential, providerMayOffer: mayOffer(organisation) }, now) ?? 'open',
    })),
    zones: Intl.supportedValuesOf('timeZone'),
  };
});

export const actions: Actions = {
  open: answering(async ({ locals, params, request }) => {
    const { microcredential } = await asked({ locals, params });
    const values = valuesOf(await request.formData(), offeringFields);
    const read = offeringFrom(values);
    if ('problems' in read) {
      const errors = Object.fromEntries(
        read.problems.map(({ field, because }) => [field, m.catalogue_offering_problem({ because })]),
      );
      return fail(422, { form: 'open' as const, values, errors });
    }
    const created = await createOffering(locals.platform, locals.actor, {
      ...read,
      microcredentialId: microcredential.id,
    });
    if (created.kind === 'refused') {
      return fail(409, {
        form: 'open' as const,
        values,
        errors: {},
        message: m.catalogue_offering_problem({ because: created.because }),
      });
    }
    redirect(303, '?opened');
  }),
  close: answering(async ({ locals, params, request }) => {
    const { id } = await named({ locals, params }, await request.formData());
    await closeOffering(locals.platform, locals.actor, { offeringId: id });
    redirect(303, '?closed');
  }),
  capacity: answering(async ({ locals, params, request }) => {
    const form = await request.formData();
    const { id } = await named({ locals, params }, form);
    const typed = textOf(form, 'capacity');
    const field = `capacity-${id}`;
    const capacity = capacityFrom(typed);
    if (capacity === undefined) {
      return fail(422, {
        form: 'capacity' as const,
        values: { [field]: typed },
        errors: { [field]: m.catalogue_offering_problem({ because: 'capacity' }) },
      });
    }
    const changed = await changeCapacity(locals.platform, locals.actor, { offeringId: id, capacity });
    if (changed.kind === 'refused') {
      return fail(409, {
        form: 'capacity' as const,
        values: { [field]: typed },
        errors: { [field]: m.catalogue_offering_below_taken({ taken: changed.taken }) },
      });
    }
    redirect(303, '?changed');
  }),
};
