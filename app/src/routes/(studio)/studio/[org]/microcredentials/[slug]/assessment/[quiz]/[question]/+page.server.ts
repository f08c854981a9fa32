import { fail, redirect } from '@sveltejs/kit';
import { answering } from '#platform/server/answering.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { studioMicrocredential } from '#domain/catalogue/server/api.ts';
import { draftOutcomes } from '#domain/catalogue/record.ts';
import { assessmentsForAuthor, saveQuestion } from '#domain/assessment/server/api.ts';
import { onlyUploads, takePicture } from '../../question-picture.ts';
import { problemSentences, readQuestion, valuesOf } from './question-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { draft } = await studioMicrocredential(locals.platform, locals.actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  if (!draft) throw new NotFound('draft');
  const { assessments } = await assessmentsForAuthor(locals.platform, locals.actor, draft.id);
  const quiz = assessments.find(({ id }) => id === params.quiz);
  const index = quiz?.items.findIndex(({ questionVersionId }) => questionVersionId === params.question) ?? -1;
  if (!quiz || (params.question !== 'new' && index < 0)) throw new NotFound('question');
  return {
    back: `/studio/${params.org}/microcredentials/${params.slug}/assessment`,
    quizTitle: quiz.title,
    number: index < 0 ? null : index + 1,
    outcomes: draftOutcomes(draft.record),
    values: valuesOf(quiz.items[index], url.searchParams.get('kind')),
  };
});

export const actions: Actions = {
  default: answering(async ({ locals, params, request }) => {
    const form = await request.formData();
    const unkept = await takePicture(locals, { organisationSlug: params.org, slug: params.slug }, form);
    const values = readQuestion(form);
    if (unkept) return fail(422, { values: values.typed, errors: { pictureFile: unkept } });
    if (onlyUploads(form)) return { values: values.typed, errors: undefined };
    if (values.points === undefined)
      return fail(422, { values: values.typed, errors: problemSentences(['points'], values.typed.kind) });
    const saved = await saveQuestion(locals.platform, locals.actor, {
      assessmentId: params.quiz,
      questionVersionId: params.question === 'new' ? null : params.question,
      ...values.question,
      outcomes: values.typed.outcomes,
      points: values.points,
    });
    if (saved.kind === 'refused')
      return fail(422, { values: values.typed, errors: problemSentences(saved.problems, values.typed.kind) });
    redirect(303, `/studio/${params.org}/microcredentials/${params.slug}/assessment?saved`);
  }),
};
