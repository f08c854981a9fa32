import { redirect } from '@sveltejs/kit';
import { answering } from '#platform/server/answering.ts';
import { bankForAuthor, keepInBank } from '#domain/assessment/server/api.ts';
import { fitsPool, tagsIn } from '#domain/assessment/pools.ts';
import { difficultyIn } from './bank-words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { questions, outcomes } = await bankForAuthor(locals.platform, locals.actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  const asked = {
    outcomeId: url.searchParams.get('outcome') || null,
    difficulty: difficultyIn(url.searchParams.get('difficulty') ?? ''),
    tag: tagsIn(url.searchParams.get('tag') ?? '')[0] ?? null,
  };
  return {
    base: `/studio/${params.org}/microcredentials/${params.slug}`,
    outcomes,
    asked,
    tags: [...new Set(questions.flatMap(({ tags }) => tags))].sort(),
    total: questions.length,
    questions: questions.filter((question) => fitsPool(asked, question)),
    saved: url.searchParams.has('saved'),
  };
});

export const actions: Actions = {
  remove: answering(async ({ locals, params, request }) => {
    const questionId = String((await request.formData()).get('question') ?? '');
    const address = { organisationSlug: params.org, slug: params.slug };
    await keepInBank(locals.platform, locals.actor, address, { questionId, keep: false });
    redirect(303, '?saved');
  }),
};
