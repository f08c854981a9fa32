import { fail, redirect } from '@sveltejs/kit';
import { partnershipState } from '#domain/catalogue/partners.ts';
import { draftTitle } from '#domain/catalogue/record.ts';
import { answerPartner, endPartnership, partnershipsAsked } from '#domain/catalogue/server/api.ts';
import { organisationsByIds } from '#domain/organisations/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { recordText } from '../../../../version-text/record-text.ts';
import { ownOrganisation } from '../../own-organisation.ts';
import { idOf, textOf } from '../../form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const organisation = await ownOrganisation(locals, params.org);
  const asked = await partnershipsAsked(locals.platform, locals.actor, organisation.id);
  const named = asked.flatMap(({ record }) =>
    [record?.awardingBodyId, record?.delivererId, record?.jointAwardingBodyIds].flat(),
  );
  const organisations = await organisationsByIds(locals.platform, [
    ...new Set(named.filter((id) => typeof id === 'string')),
  ]);
  const names = new Map(organisations.map(({ id, name }) => [id, name]));
  return {
    done: url.searchParams.get('done'),
    asked: asked.map(({ partnership, organisation: provider, slug, record }) => ({
      id: partnership.id,
      role: partnership.role,
      note: partnership.note,
      askedAt: partnership.askedAt,
      state: partnershipState(partnership),
      provider: { name: provider.name, slug: provider.slug },
      title: draftTitle(record ?? {}) || slug,
      record: recordText(record ?? {}, names).map(({ key, title, text }) => ({ key, title, text })),
    })),
  };
});

export const actions: Actions = {
  answer: answering(async ({ locals, params, request }) => {
    await ownOrganisation(locals, params.org);
    const form = await request.formData();
    const partnershipId = idOf(form, 'partnership');
    const answer = textOf(form, 'answer') === 'agreed' ? 'agreed' : 'declined';
    const answered = await answerPartner(locals.platform, locals.actor, { partnershipId, answer });
    if (answered.kind === 'too-late') return fail(409, { because: answered.kind });
    redirect(303, `?done=${answer}`);
  }),
  end: answering(async ({ locals, params, request }) => {
    await ownOrganisation(locals, params.org);
    const partnershipId = idOf(await request.formData(), 'partnership');
    await endPartnership(locals.platform, locals.actor, { partnershipId });
    redirect(303, '?done=ended');
  }),
};
