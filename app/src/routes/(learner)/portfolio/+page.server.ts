import { answering } from '#platform/server/answering.ts';
import { eqfLevel } from '#domain/catalogue/levels.ts';
import { organisationsByIds } from '#domain/organisations/server/api.ts';
import { myAwards } from '#domain/awards/server/api.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals }) => {
  const held = await myAwards(locals.platform, locals.actor);
  const bodies = await organisationsByIds(locals.platform, [...new Set(held.map(({ award }) => award.awardingBodyId))]);
  return {
    awards: held.map(({ award, version, state }) => {
      const body = bodies.find(({ id }) => id === award.awardingBodyId);
      return {
        id: award.id,
        title: version.record.title,
        level: eqfLevel(version.record.level),
        field: version.record.field,
        hours: version.record.workloadHours,
        ects: version.record.ects,
        provider: body?.name ?? '',
        colour: body?.colour ?? '#2B6549',
        awardedAt: award.awardedAt,
        state,
      };
    }),
  };
});
