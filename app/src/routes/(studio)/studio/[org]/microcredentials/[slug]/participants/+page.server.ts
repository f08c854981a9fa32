import { studioMicrocredential } from '#domain/catalogue/server/api.ts';
import { hasRole } from '#domain/identity/identity.ts';
import { participants } from '#domain/learning/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { isId } from '#platform/server/ids.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { microcredential } = await studioMicrocredential(locals.platform, locals.actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  const before = url.searchParams.get('before') ?? '';
  const page = await participants(locals.platform, locals.actor, {
    microcredentialId: microcredential.id,
    beforeId: isId(before) ? before : undefined,
  });
  return {
    isRemoved: url.searchParams.has('removed'),
    mayRegister: hasRole(locals.actor, microcredential.organisationId, ['registrar']),
    count: page.count,
    nextBeforeId: page.nextBeforeId,
    participants: page.participants.map(({ enrolment, name, progress }) => ({
      id: enrolment.id,
      name,
      enrolledAt: enrolment.enrolledAt,
      lastSeenAt: enrolment.lastSeenAt,
      progress,
      state:
        enrolment.completedAt !== null
          ? ('completed' as const)
          : enrolment.withdrawnAt !== null
            ? ('withdrawn' as const)
            : ('under-way' as const),
    })),
  };
});
