import { answering } from '#platform/server/answering.ts';
import { gravestFirst } from '#domain/assessment/item-analysis.ts';
import { askedAnalysis } from './asked-analysis.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { analysis, everywhere, base, query } = await askedAnalysis(locals, params, url);
  return {
    base,
    query,
    everywhere,
    title: analysis.assessment.title,
    versionNumber: analysis.versionNumber,
    questions: gravestFirst(analysis.questions).map(({ item, number, isDrawn, analysis: found }) => ({
      id: item.questionVersionId,
      prompt: item.body.prompt,
      number,
      isDrawn,
      ...(found.kind === 'withheld'
        ? { figures: null }
        : { figures: { asked: found.asked, facility: found.facility, discrimination: found.discrimination } }),
      flags: found.kind === 'withheld' ? [] : [...new Set(found.flags.map(({ kind }) => kind))],
    })),
    time: analysis.time,
    others: analysis.all.filter(({ id }) => id !== params.quiz),
  };
});
