import { fail, redirect } from '@sveltejs/kit';
import { answering } from '#platform/server/answering.ts';
import { m } from '#messages';
import { withoutReason } from '#domain/assessment/evidence.ts';
import { judgingRefusalSentence } from '#domain/assessment/task-words.ts';
import {
  claimNextSubmission,
  claimSubmission,
  releaseSubmission,
  returnSubmission,
  submissionForAssessor,
} from '#domain/assessment/server/api.ts';
import { judgeTask } from '#domain/awards/server/api.ts';
import { textOf } from '../../../form.ts';
import { levelsMissing, rubricIn } from '../rubric-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => ({
  ...(await submissionForAssessor(locals.platform, locals.actor, params.submission)),
  back: `/studio/${params.org}/submissions`,
  /** The one that was judged just before. */
  judgedBefore: url.searchParams.get('judged'),
}));

export const actions: Actions = {
  claim: answering(async ({ locals, params }) => {
    const claimed = await claimSubmission(locals.platform, locals.actor, params.submission);
    if (claimed.kind === 'refused') return fail(409, answer({}, {}, judgingRefusalSentence(claimed.because)));
    redirect(303, `/studio/${params.org}/submissions/${params.submission}`);
  }),
  release: answering(async ({ locals, params }) => {
    await releaseSubmission(locals.platform, locals.actor, params.submission);
    redirect(303, `/studio/${params.org}/submissions`);
  }),
  judge: answering(async ({ locals, params, request }) => {
    const form = await request.formData();
    const { task, organisationId, submission } = await submissionForAssessor(
      locals.platform,
      locals.actor,
      params.submission,
    );
    const { values, choices } = rubricIn(form, task);
    const judged = await judgeTask(locals.platform, locals.actor, {
      submissionId: params.submission,
      choices,
      feedback: textOf(form, 'feedback'),
    });
    if (judged.kind === 'refused' && judged.because === 'incomplete') {
      const isEvidence = submission.assessmentId === null;
      const errors: Record<string, string> = { ...levelsMissing(choices, task) };
      const unexplained = isEvidence ? withoutReason(choices) : [];
      for (const { id, title } of task.criteria.filter((one) => unexplained.includes(one.id))) {
        errors[`feedback-${id}`] = m.prior_judge_reason_missing({ outcome: title });
      }
      return fail(422, answer(values, errors, isEvidence ? m.prior_judge_incomplete() : m.tasks_judge_incomplete()));
    }
    // Settled meanwhile, by a double click or somebody else: the page shows how it stands.
    if (judged.kind === 'refused' && judged.because !== 'incomplete' && judged.because !== 'settled') {
      return fail(409, answer(values, {}, judgingRefusalSentence(judged.because)));
    }
    const here = `/studio/${params.org}/submissions`;
    if (textOf(form, 'then') !== 'next') redirect(303, `${here}/${params.submission}`);
    const next = await claimNextSubmission(locals.platform, locals.actor, organisationId);
    redirect(
      303,
      next === null ? `${here}?judged=${params.submission}` : `${here}/${next}?judged=${params.submission}`,
    );
  }),
  return: answering(async ({ locals, params, request }) => {
    const reason = textOf(await request.formData(), 'reason');
    const returned = await returnSubmission(locals.platform, locals.actor, {
      submissionId: params.submission,
      reason,
    });
    if (returned.kind === 'refused' && returned.because === 'reason-missing') {
      return fail(422, answer({}, { reason: m.tasks_judge_reason_missing() }));
    }
    if (returned.kind === 'refused' && returned.because !== 'reason-missing' && returned.because !== 'settled') {
      return fail(409, answer({ reason }, {}, judgingRefusalSentence(returned.because)));
    }
    redirect(303, `/studio/${params.org}/submissions/${params.submission}`);
  }),
};

function answer(values: Record<string, string>, errors: Record<string, string>, message?: string) {
  return { values, errors, message };
}
