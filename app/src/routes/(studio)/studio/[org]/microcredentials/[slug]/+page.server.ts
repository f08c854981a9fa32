import { fail, redirect } from '@sveltejs/kit';
import { copyAssessment } from '#domain/assessment/server/api.ts';
import { seatRefusal } from '#domain/catalogue/catalogue.ts';
import {
  approvalsByIds,
  approvalSummary,
  duplicateMicrocredential,
  publishVersion,
  resumeMicrocredential,
  retireMicrocredential,
  startNewVersion,
  studioMicrocredential,
} from '#domain/catalogue/server/api.ts';
import { namesOf, NotFound } from '#domain/identity/server/api.ts';
import { copyContent } from '#domain/learning/server/api.ts';
import { m } from '#messages';
import { mayOffer } from '#domain/organisations/organisations.ts';
import { answering } from '#platform/server/answering.ts';
import { textOf } from '../../../form.ts';
import { checklistOf } from './checklist.ts';
import type { Actions, PageServerLoad } from './$types';

interface Asked {
  readonly locals: App.Locals;
  readonly params: { readonly org: string; readonly slug: string };
}

const asked = ({ locals, params }: Asked) =>
  studioMicrocredential(locals.platform, locals.actor, { organisationSlug: params.org, slug: params.slug });

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { organisation, microcredential, draft, published, publishedVersions, offerings, parts, partnerships } =
    await asked({
      locals,
      params,
    });
  const now = locals.platform.clock();
  const providerMayOffer = mayOffer(organisation);
  const isOpen = (offering: (typeof offerings)[number]) =>
    seatRefusal({ offering, ...microcredential, providerMayOffer }, now) === null;
  const approval = draft && (await approvalSummary(locals.platform, locals.actor, draft));
  const under = await approvalsByIds(locals.platform, locals.actor, {
    organisationId: organisation.id,
    ids: publishedVersions.flatMap(({ approvalId }) => approvalId ?? []),
  });
  const names = await namesOf(
    locals.platform,
    under.flatMap(({ answeredBy }) => answeredBy ?? []),
  );
  const approvedBy = ({ approvalId }: { readonly approvalId: string | null }) => {
    const found = under.find(({ id }) => id === approvalId);
    return found && (names.get(found.answeredBy ?? '') ?? m.approval_somebody_gone());
  };
  return {
    justPublished: url.searchParams.has('published'),
    mayOffer: providerMayOffer,
    draft: draft && { number: draft.number, checklist: checklistOf(draft, parts, partnerships) },
    approval: approval && {
      state: approval.state,
      // Whether the draft could be published as far as colleagues are concerned.
      stands: approval.state === 'approved' || !approval.needed,
      needed: approval.needed,
    },
    published: published && {
      number: published.number,
      publishedAt: published.publishedAt,
      contentHash: published.contentHash,
      approvedBy: approvedBy(published),
    },
    versions: publishedVersions.map(({ number, publishedAt }) => ({ number, publishedAt })),
    openOfferings: offerings.filter(isOpen).length,
    enrolled: offerings.reduce((sum, { taken }) => sum + taken, 0),
  };
});

export const actions: Actions = {
  publish: answering(async ({ locals, params }) => {
    const { draft } = await asked({ locals, params });
    if (draft === undefined) throw new NotFound('draft');
    const published = await publishVersion(locals.platform, locals.actor, { versionId: draft.id });
    if (published.kind === 'refused') return fail(409, { refused: 'publish', because: published.because, title: '' });
    redirect(303, '?published');
  }),
  newVersion: answering(async ({ locals, params }) => {
    const { microcredential } = await asked({ locals, params });
    const started = await startNewVersion(locals.platform, locals.actor, { microcredentialId: microcredential.id }, [
      copyContent,
      copyAssessment,
    ]);
    if (started.kind === 'refused') return fail(409, { refused: 'newVersion', because: started.because, title: '' });
    redirect(303, `/studio/${params.org}/microcredentials/${params.slug}`);
  }),
  duplicate: answering(async ({ locals, params, request }) => {
    const { microcredential } = await asked({ locals, params });
    const title = textOf(await request.formData(), 'title');
    const copy = await duplicateMicrocredential(
      locals.platform,
      locals.actor,
      { microcredentialId: microcredential.id, title },
      [copyContent, copyAssessment],
    );
    if (copy.kind === 'refused') return fail(422, { refused: 'duplicate', because: copy.because, title });
    redirect(303, `/studio/${params.org}/microcredentials/${copy.slug}`);
  }),
  retire: answering(async ({ locals, params }) => {
    const { microcredential } = await asked({ locals, params });
    await retireMicrocredential(locals.platform, locals.actor, { microcredentialId: microcredential.id });
    redirect(303, `/studio/${params.org}/microcredentials/${params.slug}`);
  }),
  resume: answering(async ({ locals, params }) => {
    const { microcredential } = await asked({ locals, params });
    await resumeMicrocredential(locals.platform, locals.actor, { microcredentialId: microcredential.id });
    redirect(303, `/studio/${params.org}/microcredentials/${params.slug}`);
  }),
};
