import { saveAnswers } from '#domain/assessment/server/api.ts';
import { Fault, problemResponse, toProblem } from '#platform/server/problem.ts';
import { answersIn } from '../responses.ts';
import type { RequestHandler } from './$types';

/** Keeps the answers that an open paper sends by itself, a question or a few at a time, and says what became of them. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  try {
    const answers = answersIn(await request.formData());
    const saved = await saveAnswers(locals.platform, locals.actor, { attemptId: params.attempt, ...answers });
    return Response.json(saved, { headers: { 'cache-control': 'no-store' } });
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.status >= 500) throw thrown;
    return problemResponse(toProblem(thrown, locals.requestId));
  }
};
