import { answering } from '#platform/server/answering.ts';
import { exportQuiz } from '#domain/assessment/server/api.ts';
import { zipResponse } from '../../bank/zip-response.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = answering(async ({ locals, params }) =>
  zipResponse(await exportQuiz(locals.platform, locals.actor, params.quiz), params.slug),
);
