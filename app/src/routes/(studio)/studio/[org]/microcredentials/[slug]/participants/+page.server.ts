import { participantResults, waitingForConfirmation } from '#domain/assessment/server/api.ts';
import type { Offering } from '#domain/catalogue/catalogue.ts';
import { studioMicrocredential } from '#domain/catalogue/server/api.ts';
import { hasRole } from '#domain/identity/identity.ts';
import { participants } from '#domain/learning/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { isId } from '#platform/server/ids.ts';
import { stateOfParticipant } from './participant-state.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { microcredential, offerings } = await studioMicrocredential(locals.platform, locals.actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  const before = url.searchParams.get('before') ?? '';
  const offering = offerings.find(({ id }) => id === url.searchParams.get('offering'));
  const page = await participants(locals.platform, locals.actor, {
    microcredentialId: microcredential.id,
    offeringId: offering?.id,
    beforeId: isId(before) ? before : undefined,
  });
  const mayRegister = hasRole(locals.actor, microcredential.organisationId, ['registrar']);
  const waiting = await waitingForConfirmation(locals.platform, locals.actor, microcredential.id);
  const onlyWaiting = url.searchParams.has('waiting');
  const shown = onlyWaiting ? waiting : page.participants;
  const results = await participantResults(locals.platform, shown);
  return {
    done: (['removed', 'confirmed'] as const).find((what) => url.searchParams.has(what)),
    mayRegister,
    count: page.count,
    waiting: waiting.length,
    onlyWaiting,
    offering: offering?.id,
    offerings: offerings.map(brief),
    nextBeforeId: onlyWaiting ? undefined : page.nextBeforeId,
    participants: shown.map(({ enrolment, name, progress }) => {
      const result = results.get(enrolment.id);
      return {
        id: enrolment.id,
        name,
        enrolledAt: enrolment.enrolledAt,
        lastSeenAt: enrolment.lastSeenAt,
        progress,
        result: {
          passed: result?.passed ?? 0,
          of: result?.of ?? 0,
          percent: result?.percent ?? null,
          attended: result?.attendance.attended ?? 0,
          sessions: result?.attendance.of ?? 0,
        },
        isWaiting: result?.awaitsConfirmation === true,
        state: stateOfParticipant(enrolment),
      };
    }),
  };
});

function brief({ id, mode, startsAt, zone }: Offering) {
  return { id, mode, startsAt, zone };
}
