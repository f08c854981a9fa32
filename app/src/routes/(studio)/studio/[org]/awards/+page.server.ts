import { isId } from '#platform/server/ids.ts';
import { answering } from '#platform/server/answering.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { organisationBySlug } from '#domain/organisations/server/api.ts';
import { awardsForProvider } from '#domain/awards/server/api.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const organisation = await organisationBySlug(locals.platform, params.org);
  if (!organisation) throw new NotFound('organisation');
  const before = url.searchParams.get('before') ?? undefined;
  const { awards, next } = await awardsForProvider(locals.platform, locals.actor, {
    organisationId: organisation.id,
    before: before !== undefined && isId(before) ? before : undefined,
  });
  return {
    base: `/studio/${params.org}/awards`,
    next,
    awards: awards.map(({ award, version, credential, state }) => ({
      id: award.id,
      credentialId: credential.id,
      name: award.nameOnAward,
      title: version.record.title,
      awardedAt: award.awardedAt,
      state,
    })),
  };
});
