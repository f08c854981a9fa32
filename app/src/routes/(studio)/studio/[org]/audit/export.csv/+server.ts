import { answering } from '#platform/server/answering.ts';
import { auditCsv } from '../../../../../audit-trail/audit-page.ts';
import { ownOrganisation } from '../../../own-organisation.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = answering(async ({ locals, params, url }) => {
  const { id } = await ownOrganisation(locals, params.org);
  return auditCsv(locals, url.searchParams, { organisationId: id });
});
