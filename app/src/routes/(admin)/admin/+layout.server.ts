import { requireOperator } from '#domain/identity/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import type { LayoutServerLoad } from './$types';

/** Each page and action asks again for itself: a layout is not run for every request. */
export const load: LayoutServerLoad = answering(({ locals }) => {
  requireOperator(locals.actor);
  return {};
});
