import { fail, redirect } from '@sveltejs/kit';
import { answering } from '#platform/server/answering.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { handInOverdue } from '#domain/awards/server/api.ts';
import { assessmentsForLearner, isWatchedNow, startAttempt } from '#domain/assessment/server/api.ts';
import { textOf } from '../../../../../(studio)/studio/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params }) => {
  await handInOverdue(locals.platform, locals.actor, params.enrolment);
  const assessments = await assessmentsForLearner(locals.platform, locals.actor, params.enrolment);
  const assessment = assessments.find(({ id }) => id === params.assessment);
  if (!assessment) throw new NotFound('assessment');
  if (assessment.task) redirect(303, `/learning/${params.enrolment}/tasks/${assessment.id}`);
  const isWatched =
    assessment.settings.supervision !== undefined &&
    (await isWatchedNow(locals.platform, locals.actor, {
      enrolmentId: params.enrolment,
      assessmentId: params.assessment,
    }));
  return { assessment, enrolmentId: params.enrolment, isWatched };
});

export const actions: Actions = {
  start: answering(async ({ locals, params, request }) => {
    const started = await startAttempt(locals.platform, locals.actor, {
      enrolmentId: params.enrolment,
      assessmentId: params.assessment,
      code: textOf(await request.formData(), 'code'),
    });
    if (started.kind === 'refused') return fail(409, { because: started.because });
    redirect(303, `/learning/${params.enrolment}/attempts/${started.attemptId}`);
  }),
};
