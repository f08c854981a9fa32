import { studioMicrocredential } from '#domain/catalogue/server/api.ts';
import { draftTitle } from '#domain/catalogue/record.ts';
import { answering } from '#platform/server/answering.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = answering(async ({ locals, params }) => {
  const { microcredential, draft, published } = await studioMicrocredential(locals.platform, locals.actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  return {
    microcredential: {
      slug: microcredential.slug,
      title: draftTitle((draft ?? published)?.record ?? {}),
      retired: microcredential.retiredAt !== null,
      draftNumber: draft?.number,
      publishedNumber: published?.number,
    },
  };
});
