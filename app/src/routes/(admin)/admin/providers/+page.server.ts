import { organisationStatuses, type OrganisationStatus } from '#domain/organisations/organisations.ts';
import { countOrganisations, listOrganisations } from '#domain/organisations/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { cursorFrom, nextPage } from '../keyset.ts';
import type { PageServerLoad } from './$types';

const pageSize = 50;

export const load: PageServerLoad = answering(async ({ locals, url }) => {
  const { platform, actor } = locals;
  const asked = url.searchParams.get('status');
  const status = organisationStatuses.find((one): one is OrganisationStatus => one === asked);
  const beforeId = cursorFrom(url.searchParams);
  const filter = { limit: pageSize + 1, ...(status && { status }), ...(beforeId && { beforeId }) };
  const [organisations, counts] = await Promise.all([
    listOrganisations(platform, actor, filter),
    countOrganisations(platform, actor),
  ]);
  return {
    status,
    counts,
    organisations: organisations
      .slice(0, pageSize)
      .map(({ id, slug, name, kind, country, status: state, createdAt }) => ({
        id,
        slug,
        name,
        kind,
        country,
        status: state,
        createdAt,
      })),
    nextHref: nextPage(url, organisations, pageSize),
  };
});
