import { redirect } from '@sveltejs/kit';
import { answering } from '#platform/server/answering.ts';
import { assessmentsInBrief, attemptForLearner, saveAnswers } from '#domain/assessment/server/api.ts';
import { askForAward, awardDecisionFor, handInOverdue, submitAttempt } from '#domain/awards/server/api.ts';
import { versionById } from '#domain/catalogue/server/api.ts';
import { answersIn } from './responses.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { platform, actor } = locals;
  await handInOverdue(platform, actor, params.enrolment);
  const page = await attemptForLearner(platform, actor, {
    enrolmentId: params.enrolment,
    attemptId: params.attempt,
  });
  const enrolmentId = params.enrolment;
  if (page.kind === 'open') {
    const step = url.searchParams.get('step') === 'review' ? ('review' as const) : ('answer' as const);
    const behind = url.searchParams.get('behind')?.split(',') ?? [];
    return {
      ...page,
      enrolmentId,
      step,
      page: platform.newId(),
      saved: url.searchParams.has('saved'),
      behind: page.questions.filter(({ questionVersionId: id }) => behind.includes(id)).map(({ number }) => number),
    };
  }
  const version = await versionById(platform, page.assessment.versionId);
  return {
    ...page,
    enrolmentId,
    decision: await awardDecisionFor(platform, actor, enrolmentId),
    outcomes: version?.status === 'published' ? version.record.outcomes : [],
    assessments: await assessmentsInBrief(platform, page.assessment.versionId),
  };
});

export const actions: Actions = {
  save: answering(async (event) => redirect(303, await saved(event, 'saved'))),
  review: answering(async (event) => redirect(303, await saved(event, 'step=review'))),
  submit: answering(async ({ locals, params, request }) => {
    const answers = answersIn(await request.formData());
    await submitAttempt(locals.platform, locals.actor, { attemptId: params.attempt, ...answers });
    redirect(303, `/learning/${params.enrolment}/attempts/${params.attempt}`);
  }),
  decide: answering(async ({ locals, params }) => {
    await askForAward(locals.platform, locals.actor, params.enrolment);
    redirect(303, `/learning/${params.enrolment}/attempts/${params.attempt}`);
  }),
};

/** Keeps a posted paper, and says where to go on: what was newer elsewhere is named there, and where time is up, the result is. */
async function saved({ locals, params, request }: RequestEvent, then: string): Promise<string> {
  const answers = answersIn(await request.formData());
  const result = await saveAnswers(locals.platform, locals.actor, { attemptId: params.attempt, ...answers });
  if (result.kind === 'refused') return `/learning/${params.enrolment}/attempts/${params.attempt}`;
  return result.behind.length === 0 ? `?${then}` : `?${then}&behind=${result.behind.join(',')}`;
}
