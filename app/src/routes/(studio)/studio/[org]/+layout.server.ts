import { hasRole } from '#domain/identity/identity.ts';
import { isPublic } from '#domain/organisations/organisations.ts';
import { answering } from '#platform/server/answering.ts';
import { anyRole } from '../own-organisation.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = answering(async ({ locals, params }) => {
  const organisation = await anyRole(locals, params.org);
  const { slug, name, status, statusReason } = organisation;
  return {
    organisation: { slug, name, status, statusReason, isPublic: isPublic(organisation) },
    // Each page and action asks for itself; this decides on links alone.
    may: {
      own: hasRole(locals.actor, organisation.id, []),
      write: hasRole(locals.actor, organisation.id, ['author']),
      review: hasRole(locals.actor, organisation.id, ['reviewer']),
      assess: hasRole(locals.actor, organisation.id, ['assessor']),
      register: hasRole(locals.actor, organisation.id, ['registrar']),
    },
  };
});
