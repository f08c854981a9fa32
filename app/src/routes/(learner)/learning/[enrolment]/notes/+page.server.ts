import { notebook } from '#domain/learning/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params }) => {
  const { learning, entries } = await notebook(locals.platform, locals.actor, params.enrolment);
  const { title, language } = learning.version.record;
  return { enrolmentId: learning.enrolment.id, title, language, entries, first: learning.modules[0]?.lessons[0]?.slug };
});
