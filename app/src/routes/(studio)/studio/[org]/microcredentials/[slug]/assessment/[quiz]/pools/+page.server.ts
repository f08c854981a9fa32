import { fail, redirect } from '@sveltejs/kit';
import { answering } from '#platform/server/answering.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { studioMicrocredential } from '#domain/catalogue/server/api.ts';
import { draftOutcomes } from '#domain/catalogue/record.ts';
import { addPool, assessmentsForAuthor, bankForAuthor, removePool } from '#domain/assessment/server/api.ts';
import { guaranteedOutcomes, tagsIn } from '#domain/assessment/pools.ts';
import { m } from '#messages';
import { difficultyIn } from '../../bank/bank-words.ts';
import { smallNumber } from '../../quiz-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const address = { organisationSlug: params.org, slug: params.slug };
  const { draft } = await studioMicrocredential(locals.platform, locals.actor, address);
  if (!draft) throw new NotFound('draft');
  const { assessments } = await assessmentsForAuthor(locals.platform, locals.actor, draft.id);
  const quiz = assessments.find(({ id }) => id === params.quiz);
  if (!quiz) throw new NotFound('assessment');
  const { questions } = await bankForAuthor(locals.platform, locals.actor, address);
  const fixed = quiz.items.map(({ questionId }) => questionId);
  return {
    back: `/studio/${params.org}/microcredentials/${params.slug}/assessment`,
    quizTitle: quiz.title,
    outcomes: draftOutcomes(draft.record),
    tags: [...new Set(questions.flatMap(({ tags }) => tags))].sort(),
    pools: quiz.pools.map((pool) => ({ ...pool, guaranteed: guaranteedOutcomes(pool, fixed) })),
    saved: url.searchParams.has('saved'),
  };
});

export const actions: Actions = {
  add: answering(async ({ locals, params, request }) => {
    const form = await request.formData();
    const typed = (name: string): string => String(form.get(name) ?? '').trim();
    const values = {
      draws: typed('draws'),
      points: typed('points'),
      outcome: typed('outcome'),
      difficulty: typed('difficulty'),
      tag: typed('tag'),
    };
    const draws = smallNumber(values.draws);
    const points = smallNumber(values.points);
    const wrong = {
      ...(draws === undefined ? { draws: m.bank_pool_problem_number() } : {}),
      ...(points === undefined ? { points: m.bank_pool_problem_number() } : {}),
    };
    if (draws === undefined || points === undefined) return fail(422, { values, errors: wrong });
    const added = await addPool(locals.platform, locals.actor, {
      assessmentId: params.quiz,
      draws,
      points,
      outcomeId: values.outcome || null,
      difficulty: difficultyIn(values.difficulty),
      tag: tagsIn(values.tag)[0] ?? null,
    });
    if (added.kind === 'refused') {
      const errors: Record<string, string> =
        added.because === 'unknown-outcome'
          ? { outcome: m.bank_pool_problem_outcome() }
          : { draws: m.bank_pool_problem_too_many() };
      return fail(422, { values, errors });
    }
    redirect(303, '?saved');
  }),
  remove: answering(async ({ locals, params, request }) => {
    const poolId = String((await request.formData()).get('pool') ?? '');
    await removePool(locals.platform, locals.actor, { assessmentId: params.quiz, poolId });
    redirect(303, '?saved');
  }),
};
