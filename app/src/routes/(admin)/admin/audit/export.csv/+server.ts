import { answering } from '#platform/server/answering.ts';
import { auditCsv } from '../../../../audit-trail/audit-page.ts';
import { operatorFilter } from '../operator-filter.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = answering(async ({ locals, url }) =>
  auditCsv(locals, url.searchParams, await operatorFilter(locals, url.searchParams)),
);
