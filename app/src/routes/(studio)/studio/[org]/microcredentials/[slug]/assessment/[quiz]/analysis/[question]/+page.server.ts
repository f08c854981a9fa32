import { NotFound } from '#domain/identity/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { askedAnalysis } from '../asked-analysis.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { analysis, everywhere, base, query } = await askedAnalysis(locals, params, url);
  const question = analysis.questions.find(({ item }) => item.questionVersionId === params.question);
  if (!question) throw new NotFound('question');
  return {
    back: `${base}/${params.quiz}/analysis${query}`,
    erratum: `/studio/${params.org}/microcredentials/${params.slug}/errata/${params.question}`,
    everywhere,
    title: analysis.assessment.title,
    versionNumber: analysis.versionNumber,
    number: question.number,
    prompt: question.item.body.prompt,
    found: question.analysis,
  };
});
