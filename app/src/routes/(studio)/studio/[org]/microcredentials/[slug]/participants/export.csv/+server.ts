import { studioMicrocredential } from '#domain/catalogue/server/api.ts';
import { exportParticipantsCsv } from '#domain/learning/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { csvResponse } from '#platform/server/csv.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = answering(async ({ locals, params }) => {
  const { microcredential } = await studioMicrocredential(locals.platform, locals.actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  const lines = await exportParticipantsCsv(locals.platform, locals.actor, microcredential.id);
  return csvResponse(lines, `participants-${microcredential.slug}.csv`);
});
