import { errataForRegistrar } from '#domain/assessment/server/api.ts';
import { questionKind } from '#domain/assessment/question-kinds.ts';
import { questionKindName } from '#domain/assessment/assessment-words.ts';
import { answering } from '#platform/server/answering.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const address = { organisationSlug: params.org, slug: params.slug };
  const { questions, errata, inDoubt } = await errataForRegistrar(locals.platform, locals.actor, address);
  return {
    corrected: url.searchParams.has('corrected'),
    questions: questions.map(({ questionVersionId, version, kind, body, key }) => ({
      id: questionVersionId,
      version,
      kind: questionKindName(kind),
      prompt: body.prompt,
      answers: questionKind(kind).outline(body, key),
    })),
    errata: errata.map(({ id, prompt, reason, madeAt, markedAt, changed }) => ({
      ...{ id, prompt, reason, madeAt, changed },
      isMarked: markedAt !== null,
    })),
    inDoubt,
  };
});
