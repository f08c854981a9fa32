import { answering } from '#platform/server/answering.ts';
import { auditPage } from '../../../../audit-trail/audit-page.ts';
import { ownOrganisation } from '../../own-organisation.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { id } = await ownOrganisation(locals, params.org);
  return { trail: await auditPage(locals, url.searchParams, { organisationId: id }) };
});
