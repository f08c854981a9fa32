import { analysisCsv } from '#domain/assessment/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { csvResponse } from '#platform/server/csv.ts';
import { askedAnalysis } from '../asked-analysis.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = answering(async ({ locals, params, url }) => {
  const { analysis } = await askedAnalysis(locals, params, url);
  return csvResponse(analysisCsv(analysis.questions), `questions-${params.slug}-${analysis.versionNumber}.csv`);
});
