import { exportCourse, zipOf } from '#domain/assessment/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = answering(async ({ locals, params }) => {
  const address = { organisationSlug: params.org, slug: params.slug };
  const files = await exportCourse(locals.platform, locals.actor, address);
  return new Response(zipOf(files), {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${params.slug}.zip"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  });
});
