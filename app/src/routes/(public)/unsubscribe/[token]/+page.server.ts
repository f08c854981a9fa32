import { stopReminders } from '#domain/learning/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import type { Actions, PageServerLoad } from './$types';

/** Opening the page stops nothing: programs open links to look at them. */
export const load: PageServerLoad = () => ({});

export const actions: Actions = {
  default: answering(async ({ locals, params }) => {
    await stopReminders(locals.platform, params.token);
    return { isStopped: true };
  }),
};
