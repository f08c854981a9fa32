import { fail, redirect } from '@sveltejs/kit';
import { answering } from '#platform/server/answering.ts';
import { m } from '#messages';
import { settlements, type Settlement } from '#domain/assessment/second-marking.ts';
import { markingRefusalSentence, settlingRefusalSentence } from '#domain/assessment/second-marking-words.ts';
import {
  askSecondMarking,
  claimSecondMarking,
  releaseSecondMarking,
  secondMarkingPage,
} from '#domain/assessment/server/api.ts';
import { markTaskSecond, settleSecondMarking } from '#domain/awards/server/api.ts';
import { textOf } from '../../../../form.ts';
import { levelsMissing, rubricIn } from '../../rubric-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params }) => ({
  ...(await secondMarkingPage(locals.platform, locals.actor, params.submission)),
  back: `/studio/${params.org}/submissions/second-markings`,
}));

/** The page with how it stands now. */
function again(params: { readonly org: string; readonly submission: string }): never {
  redirect(303, `/studio/${params.org}/submissions/${params.submission}/second-marking`);
}

export const actions: Actions = {
  ask: answering(async ({ locals, params, request }) => {
    const reason = textOf(await request.formData(), 'reason');
    const asked = await askSecondMarking(locals.platform, locals.actor, { submissionId: params.submission, reason });
    if (asked.kind === 'asked' || asked.because === 'asked-already') again(params);
    if (asked.because === 'reason-missing') {
      return fail(422, answer({ reason }, { reason: m.tasks_second_reason_missing() }));
    }
    const sentence = asked.because === 'own-work' ? m.tasks_judge_own() : m.tasks_second_not_judged();
    return fail(409, answer({ reason }, {}, sentence));
  }),
  claim: answering(async ({ locals, params }) => {
    const claimed = await claimSecondMarking(locals.platform, locals.actor, params.submission);
    if (claimed.kind === 'refused') return fail(409, answer({}, {}, markingRefusalSentence(claimed.because)));
    again(params);
  }),
  release: answering(async ({ locals, params }) => {
    await releaseSecondMarking(locals.platform, locals.actor, params.submission);
    redirect(303, `/studio/${params.org}/submissions`);
  }),
  mark: answering(async ({ locals, params, request }) => {
    const form = await request.formData();
    const { page } = await secondMarkingPage(locals.platform, locals.actor, params.submission);
    const { values, choices } = rubricIn(form, page.task);
    const input = { submissionId: params.submission, choices, feedback: textOf(form, 'feedback') };
    const marked = await markTaskSecond(locals.platform, locals.actor, input);
    // Pressed twice: the first one counts, and the page shows how it stands.
    if (marked.kind !== 'refused' || marked.because === 'marked') again(params);
    if (marked.because === 'incomplete') {
      return fail(422, answer(values, levelsMissing(choices, page.task), m.tasks_judge_incomplete()));
    }
    return fail(409, answer(values, {}, markingRefusalSentence(marked.because)));
  }),
  settle: answering(async ({ locals, params, request }) => {
    const form = await request.formData();
    const { page } = await secondMarkingPage(locals.platform, locals.actor, params.submission);
    const rubric = rubricIn(form, page.task);
    const reason = textOf(form, 'reason');
    const as = settlements.find((one) => one === textOf(form, 'as'));
    const values = { ...rubric.values, reason, as: as ?? '' };
    if (!isChosen(as)) return fail(422, answer(values, { as: m.tasks_second_settle_as_missing() }));
    const settled = await settleSecondMarking(locals.platform, locals.actor, {
      submissionId: params.submission,
      as,
      reason,
      choices: rubric.choices,
      feedback: textOf(form, 'feedback'),
    });
    if (settled.kind === 'settled' || settled.because === 'settled') again(params);
    if (settled.because === 'reason-missing') {
      return fail(422, answer(values, { reason: m.tasks_second_reason_missing() }));
    }
    if (settled.because === 'incomplete') {
      return fail(422, answer(values, levelsMissing(rubric.choices, page.task), m.tasks_judge_incomplete()));
    }
    return fail(409, answer(values, {}, settlingRefusalSentence(settled.because)));
  }),
};

function isChosen(as: Settlement | undefined): as is Exclude<Settlement, 'agreed'> {
  return as !== undefined && as !== 'agreed';
}

function answer(values: Record<string, string>, errors: Record<string, string>, message?: string) {
  return { values, errors, message };
}
