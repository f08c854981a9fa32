import { microcredentialsOf } from '#domain/catalogue/server/api.ts';
import { draftTitle } from '#domain/catalogue/record.ts';
import { answering } from '#platform/server/answering.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params }) => {
  const { microcredentials } = await microcredentialsOf(locals.platform, locals.actor, {
    organisationSlug: params.org,
  });
  return {
    microcredentials: microcredentials.map(({ slug, retiredAt, draft, published }) => ({
      slug,
      title: draftTitle((draft ?? published)?.record ?? {}),
      retired: retiredAt !== null,
      draftNumber: draft?.number,
      publishedNumber: published?.number,
      changedAt: (draft ?? published)?.updatedAt,
    })),
  };
});
