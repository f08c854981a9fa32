import { answering } from '#platform/server/answering.ts';
import { exportBank } from '#domain/assessment/server/api.ts';
import { zipResponse } from '../zip-response.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = answering(async ({ locals, params }) =>
  zipResponse(
    await exportBank(locals.platform, locals.actor, { organisationSlug: params.org, slug: params.slug }),
    params.slug,
  ),
);
