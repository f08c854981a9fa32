import { redirect } from '@sveltejs/kit';
import { answering } from '#platform/server/answering.ts';
import { attemptForLearner, saveAnswers } from '#domain/assessment/server/api.ts';
import { askForAward, awardDecisionFor, submitAttempt } from '#domain/awards/server/api.ts';
import { versionById } from '#domain/catalogue/server/api.ts';
import { responsesIn } from './responses.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { platform, actor } = locals;
  const page = await attemptForLearner(platform, actor, {
    enrolmentId: params.enrolment,
    attemptId: params.attempt,
  });
  const enrolmentId = params.enrolment;
  if (page.kind === 'open') {
    const step = url.searchParams.get('step') === 'review' ? ('review' as const) : ('answer' as const);
    return { ...page, enrolmentId, step, saved: url.searchParams.has('saved') };
  }
  const version = await versionById(platform, page.assessment.versionId);
  return {
    ...page,
    enrolmentId,
    decision: await awardDecisionFor(platform, actor, enrolmentId),
    outcomes: version?.status === 'published' ? version.record.outcomes : [],
  };
});

export const actions: Actions = {
  save: answering(async ({ locals, params, request }) => {
    const responses = responsesIn(await request.formData());
    await saveAnswers(locals.platform, locals.actor, { attemptId: params.attempt, responses });
    redirect(303, '?saved');
  }),
  review: answering(async ({ locals, params, request }) => {
    const responses = responsesIn(await request.formData());
    await saveAnswers(locals.platform, locals.actor, { attemptId: params.attempt, responses });
    redirect(303, '?step=review');
  }),
  submit: answering(async ({ locals, params, request }) => {
    const responses = responsesIn(await request.formData());
    await submitAttempt(locals.platform, locals.actor, { attemptId: params.attempt, responses });
    redirect(303, `/learning/${params.enrolment}/attempts/${params.attempt}`);
  }),
  decide: answering(async ({ locals, params }) => {
    await askForAward(locals.platform, locals.actor, params.enrolment);
    redirect(303, `/learning/${params.enrolment}/attempts/${params.attempt}`);
  }),
};
