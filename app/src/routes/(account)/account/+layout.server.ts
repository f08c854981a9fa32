import { requirePerson } from '#domain/identity/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = answering(({ locals }) => {
  requirePerson(locals.actor);
});
