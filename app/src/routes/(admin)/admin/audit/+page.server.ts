import { answering } from '#platform/server/answering.ts';
import { auditPage } from '../../../audit-trail/audit-page.ts';
import { operatorFilter } from './operator-filter.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, url }) => ({
  trail: await auditPage(locals, url.searchParams, await operatorFilter(locals, url.searchParams)),
}));
