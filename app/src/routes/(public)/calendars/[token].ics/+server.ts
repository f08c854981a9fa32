import { assessmentsToPlan } from '#domain/assessment/server/api.ts';
import { planCalendar } from '#domain/learning/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import type { RequestHandler } from './$types';

/** A learner's plan for calendar programs: whoever holds the address may read it, and nobody else. */
export const GET: RequestHandler = answering(async ({ locals, params }) => {
  const text = await planCalendar(locals.platform, { token: params.token, further: assessmentsToPlan });
  return new Response(text, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
    },
  });
});
