import { participantResults } from '#domain/assessment/server/api.ts';
import { studioMicrocredential } from '#domain/catalogue/server/api.ts';
import { exportParticipantsCsv, type FurtherColumns } from '#domain/learning/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { csvResponse } from '#platform/server/csv.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = answering(async ({ locals, params, url }) => {
  const { microcredential, offerings } = await studioMicrocredential(locals.platform, locals.actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  const offeringId = offerings.find(({ id }) => id === url.searchParams.get('offering'))?.id;
  const results: FurtherColumns = {
    names: ['assessments_passed', 'assessments', 'score_percent', 'sessions_attended', 'sessions', 'confirmed'],
    async of(participants) {
      const found = await participantResults(locals.platform, participants);
      return new Map(
        [...found].map(([id, { passed, of, percent, attendance, isConfirmed }]) => [
          id,
          [passed, of, percent ?? '', attendance.attended, attendance.of, isConfirmed ? 'yes' : 'no'].map(String),
        ]),
      );
    },
  };
  const of = { microcredentialId: microcredential.id, offeringId };
  const lines = await exportParticipantsCsv(locals.platform, locals.actor, of, results);
  return csvResponse(lines, `participants-${microcredential.slug}.csv`);
});
