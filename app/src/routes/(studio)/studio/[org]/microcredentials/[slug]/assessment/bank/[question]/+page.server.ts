import { fail, redirect } from '@sveltejs/kit';
import { answering } from '#platform/server/answering.ts';
import { bankForAuthor, bankQuestionForAuthor, saveBankQuestion } from '#domain/assessment/server/api.ts';
import { tagsIn } from '#domain/assessment/pools.ts';
import { onlyUploads, takePicture } from '../../question-picture.ts';
import { problemSentences, readQuestion, valuesOf } from '../../[quiz]/[question]/question-form.ts';
import { difficultyIn } from '../bank-words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const address = { organisationSlug: params.org, slug: params.slug };
  const back = `/studio/${params.org}/microcredentials/${params.slug}/assessment/bank`;
  if (params.question === 'new') {
    const { outcomes } = await bankForAuthor(locals.platform, locals.actor, address);
    const values = valuesOf(undefined, url.searchParams.get('kind'));
    return { back, isNew: true, outcomes, values, difficulty: '', tags: '' };
  }
  const { question, outcomes } = await bankQuestionForAuthor(locals.platform, locals.actor, {
    ...address,
    questionId: params.question,
  });
  return {
    back,
    isNew: false,
    outcomes,
    values: valuesOf({ ...question, points: 1 }, null),
    difficulty: question.difficulty ?? '',
    tags: question.tags.join(', '),
  };
});

export const actions: Actions = {
  default: answering(async ({ locals, params, request }) => {
    const form = await request.formData();
    const address = { organisationSlug: params.org, slug: params.slug };
    const unkept = await takePicture(locals, address, form);
    const { typed, question } = readQuestion(form);
    if (unkept) return fail(422, { values: typed, errors: { pictureFile: unkept } });
    if (onlyUploads(form)) return { values: typed, errors: undefined };
    const difficulty = difficultyIn(typed.fields['difficulty'] ?? '');
    const saved = await saveBankQuestion(locals.platform, locals.actor, address, {
      ...question,
      questionId: params.question === 'new' ? null : params.question,
      outcomes: typed.outcomes,
      difficulty,
      tags: tagsIn(typed.fields['tags'] ?? ''),
    });
    if (saved.kind === 'refused')
      return fail(422, { values: typed, errors: problemSentences(saved.problems, typed.kind) });
    redirect(303, `/studio/${params.org}/microcredentials/${params.slug}/assessment/bank?saved`);
  }),
};
