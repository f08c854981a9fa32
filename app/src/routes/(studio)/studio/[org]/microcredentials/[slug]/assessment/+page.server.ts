import { fail, redirect } from '@sveltejs/kit';
import { m } from '#messages';
import { answering } from '#platform/server/answering.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { studioMicrocredential } from '#domain/catalogue/server/api.ts';
import { draftOutcomes } from '#domain/catalogue/record.ts';
import {
  addQuiz,
  assessmentsForAuthor,
  keepInBank,
  moveQuestion,
  orderQuestions,
  removeQuestion,
  saveQuiz,
} from '#domain/assessment/server/api.ts';
import { readQuiz } from './quiz-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { draft, published } = await studioMicrocredential(locals.platform, locals.actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  const version = draft ?? published;
  if (!version) throw new NotFound('microcredential');
  const { assessments } = await assessmentsForAuthor(locals.platform, locals.actor, version.id);
  return {
    base: `/studio/${params.org}/microcredentials/${params.slug}`,
    frozen: version.status === 'published',
    outcomes: draftOutcomes(version.record),
    assessments,
    saved: url.searchParams.has('saved'),
  };
});

export const actions: Actions = {
  add: answering(async ({ locals, params, request }) => {
    const form = await request.formData();
    const { draft } = await studioMicrocredential(locals.platform, locals.actor, {
      organisationSlug: params.org,
      slug: params.slug,
    });
    if (!draft) throw new NotFound('draft');
    const read = readQuiz(form);
    if ('errors' in read) return fail(422, { ...read, assessmentId: null });
    await addQuiz(locals.platform, locals.actor, { versionId: draft.id, ...read.quiz });
    redirect(303, '?saved');
  }),
  save: answering(async ({ locals, request }) => {
    const form = await request.formData();
    const assessmentId = String(form.get('assessment') ?? '');
    const read = readQuiz(form);
    if ('errors' in read) return fail(422, { ...read, assessmentId });
    await saveQuiz(locals.platform, locals.actor, { assessmentId, ...read.quiz });
    redirect(303, '?saved');
  }),
  move: answering(async ({ locals, request }) => {
    const form = await request.formData();
    await moveQuestion(locals.platform, locals.actor, {
      ...named(form),
      direction: form.get('direction') === 'earlier' ? 'earlier' : 'later',
    });
    redirect(303, '?saved');
  }),
  order: answering(async ({ locals, request }) => {
    const form = await request.formData();
    const { assessmentId } = named(form);
    const order = String(form.get('order') ?? '').split(',');
    const ordered = await orderQuestions(locals.platform, locals.actor, { assessmentId, order });
    if (ordered.kind === 'refused') return fail(409, { orderRefused: m.learning_studio_order_changed() });
    redirect(303, '?saved');
  }),
  bank: answering(async ({ locals, params, request }) => {
    const questionId = String((await request.formData()).get('bankQuestion') ?? '');
    const address = { organisationSlug: params.org, slug: params.slug };
    await keepInBank(locals.platform, locals.actor, address, { questionId, keep: true });
    redirect(303, '?saved');
  }),
  remove: answering(async ({ locals, request }) => {
    await removeQuestion(locals.platform, locals.actor, named(await request.formData()));
    redirect(303, '?saved');
  }),
};

function named(form: FormData): { readonly assessmentId: string; readonly questionVersionId: string } {
  return {
    assessmentId: String(form.get('assessment') ?? ''),
    questionVersionId: String(form.get('question') ?? ''),
  };
}
