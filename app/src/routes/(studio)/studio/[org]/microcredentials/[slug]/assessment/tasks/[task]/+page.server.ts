import { fail, redirect } from '@sveltejs/kit';
import { answering } from '#platform/server/answering.ts';
import { m } from '#messages';
import { NotFound } from '#domain/identity/server/api.ts';
import { studioMicrocredential } from '#domain/catalogue/server/api.ts';
import { draftOutcomes } from '#domain/catalogue/record.ts';
import { addTask, assessmentsForAuthor, saveTask } from '#domain/assessment/server/api.ts';
import { readTask, valuesOfTask } from './task-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params }) => {
  const { draft } = await studioMicrocredential(locals.platform, locals.actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  if (!draft) throw new NotFound('draft');
  const { assessments } = await assessmentsForAuthor(locals.platform, locals.actor, draft.id);
  const task = assessments.find(({ id, task: rubric }) => id === params.task && rubric);
  if (!task && params.task !== 'new') throw new NotFound('task');
  return {
    base: `/studio/${params.org}/microcredentials/${params.slug}`,
    title: task?.title,
    outcomes: draftOutcomes(draft.record),
    values: valuesOfTask(task),
  };
});

export const actions: Actions = {
  default: answering(async ({ locals, params, request }) => {
    const form = await request.formData();
    const { draft } = await studioMicrocredential(locals.platform, locals.actor, {
      organisationSlug: params.org,
      slug: params.slug,
    });
    if (!draft) throw new NotFound('draft');
    const read = readTask(form, {
      newId: locals.platform.newId,
      outcomes: draftOutcomes(draft.record).map(({ id }) => id),
    });
    if ('errors' in read) return fail(422, read);
    const saved =
      params.task === 'new'
        ? await addTask(locals.platform, locals.actor, { versionId: draft.id, ...read.task })
        : await saveTask(locals.platform, locals.actor, { assessmentId: params.task, ...read.task });
    if (saved.kind === 'refused') {
      const values = valuesOfTask(undefined);
      return fail(422, { values, errors: { 'criterion-0-title': m.tasks_problem_no_criteria() } });
    }
    redirect(303, `/studio/${params.org}/microcredentials/${params.slug}/assessment?saved`);
  }),
};
