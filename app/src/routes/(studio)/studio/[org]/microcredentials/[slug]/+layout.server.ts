import { studioMicrocredential } from '#domain/catalogue/server/api.ts';
import { draftTitle } from '#domain/catalogue/record.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import type { LayoutServerLoad } from './$types';

const taughtOnly = /\/(lessons|assessment|award-rule|participants)(\/|$)/;

export const load: LayoutServerLoad = answering(async ({ locals, params, route }) => {
  const { microcredential, draft, published } = await studioMicrocredential(locals.platform, locals.actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  // What is taught elsewhere has no lessons and no assessment here.
  if (microcredential.teaching === 'listed' && taughtOnly.test(route.id)) throw new NotFound('page');
  return {
    microcredential: {
      slug: microcredential.slug,
      taughtHere: microcredential.teaching === 'taught',
      title: draftTitle((draft ?? published)?.record ?? {}),
      retired: microcredential.retiredAt !== null,
      draftNumber: draft?.number,
      publishedNumber: published?.number,
    },
  };
});
