import { fail, redirect } from '@sveltejs/kit';
import { partnerRoles, partnershipState, type PartnerRole } from '#domain/catalogue/partners.ts';
import type { DraftRecord } from '#domain/catalogue/record.ts';
import {
  askPartner,
  endPartnership,
  partnersOf,
  saveDraft,
  studioMicrocredential,
  type PartnerOf,
} from '#domain/catalogue/server/api.ts';
import { NotFound, requireRole } from '#domain/identity/server/api.ts';
import { m } from '#messages';
import { answering } from '#platform/server/answering.ts';
import { isId } from '#platform/server/ids.ts';
import { idOf, textOf, valuesOf } from '../../../../form.ts';
import { slugIn } from './slug-in.ts';
import type { Actions, PageServerLoad } from './$types';

interface Asked {
  readonly locals: App.Locals;
  readonly params: { readonly org: string; readonly slug: string };
}

async function asked({ locals, params }: Asked) {
  const found = await studioMicrocredential(locals.platform, locals.actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  requireRole(locals.actor, found.organisation.id, 'author');
  return found;
}

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { microcredential, organisation, draft, published } = await asked({ locals, params });
  const partners = await partnersOf(locals.platform, locals.actor, microcredential.id);
  const own = { value: organisation.id, label: organisation.name };
  return {
    done: url.searchParams.get('done'),
    frozen: published?.number ?? 1,
    draft: draft && {
      basedOn: draft.updatedAt.toISOString(),
      awards: named(draft.record, 'awardingBodyId', organisation.id),
      delivers: named(draft.record, 'delivererId', organisation.id),
      jointly: jointIn(draft.record),
      choices: {
        awards: [own, ...choicesOf(partners, 'awards')],
        delivers: [own, ...choicesOf(partners, 'delivers')],
        jointly: [
          // Beside another awarding body, the provider itself may be a joint one.
          ...(named(draft.record, 'awardingBodyId', organisation.id) === organisation.id ? [] : [own]),
          ...choicesOf(partners, 'awards-jointly'),
        ],
      },
    },
    partners: partners.toReversed().map(({ partnership, organisation: partner }) => ({
      id: partnership.id,
      role: partnership.role,
      note: partnership.note,
      askedAt: partnership.askedAt,
      state: partnershipState(partnership),
      name: partner.name,
      slug: partner.slug,
    })),
  };
});

function named(record: DraftRecord, element: 'awardingBodyId' | 'delivererId', otherwise: string): string {
  const id = record[element];
  return typeof id === 'string' && id !== '' ? id : otherwise;
}

function jointIn({ jointAwardingBodyIds }: DraftRecord): readonly string[] {
  return Array.isArray(jointAwardingBodyIds) ? jointAwardingBodyIds.filter((id) => typeof id === 'string') : [];
}

/** Those asked to be named so who have not said no; who has not answered is told apart. */
function choicesOf(partners: readonly PartnerOf[], role: PartnerRole) {
  return partners
    .filter(({ partnership }) => partnership.role === role)
    .flatMap(({ partnership, organisation }) => {
      const state = partnershipState(partnership);
      if (state === 'agreed') return [{ value: organisation.id, label: organisation.name }];
      return state === 'waiting'
        ? [{ value: organisation.id, label: m.catalogue_partners_not_agreed({ name: organisation.name }) }]
        : [];
    });
}

export const actions: Actions = {
  name: answering(async ({ locals, params, request }) => {
    const { draft } = await asked({ locals, params });
    if (draft === undefined) throw new NotFound('draft');
    const form = await request.formData();
    const basedOn = new Date(textOf(form, 'basedOn'));
    const saved = await saveDraft(locals.platform, locals.actor, {
      versionId: draft.id,
      record: {
        awardingBodyId: idOf(form, 'awards'),
        delivererId: idOf(form, 'delivers'),
        jointAwardingBodyIds: form.getAll('jointly').filter((id) => typeof id === 'string' && isId(id)),
      },
      ...(Number.isNaN(basedOn.getTime()) ? {} : { basedOn }),
    });
    if (saved.kind === 'refused') {
      return fail(409, { message: m.catalogue_partners_refused({ because: saved.because }), errors: {}, values: {} });
    }
    redirect(303, '?done=saved');
  }),
  ask: answering(async ({ locals, params, request }) => {
    const { microcredential } = await asked({ locals, params });
    const values = valuesOf(await request.formData(), ['organisation', 'role', 'note']);
    const { organisation = '', role = '', note = '' } = values;
    const result = await askPartner(locals.platform, locals.actor, {
      microcredentialId: microcredential.id,
      slug: slugIn(organisation),
      role: partnerRoles.find((one) => one === role) ?? 'awards',
      note,
    });
    if (result.kind === 'refused') {
      const field = result.because === 'too-long' ? 'note' : 'organisation';
      return fail(422, {
        message: undefined,
        values,
        errors: { [field]: m.catalogue_partners_refused({ because: result.because }) },
      });
    }
    redirect(303, '?done=asked');
  }),
  end: answering(async ({ locals, params, request }) => {
    const { partnerships } = await asked({ locals, params });
    const id = idOf(await request.formData(), 'partnership');
    if (!partnerships.some((partnership) => partnership.id === id)) throw new NotFound('partnership');
    await endPartnership(locals.platform, locals.actor, { partnershipId: id });
    redirect(303, '?done=ended');
  }),
};
