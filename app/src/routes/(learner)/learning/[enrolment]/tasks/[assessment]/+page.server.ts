import { fail, redirect } from '@sveltejs/kit';
import { answering } from '#platform/server/answering.ts';
import { m } from '#messages';
import { refusalSentence } from '#domain/assessment/assessment-words.ts';
import { handInTask, saveSubmissionDraft, taskForLearner, type HandedIn } from '#domain/assessment/server/api.ts';
import { awardOfEnrolment } from '#domain/awards/server/api.ts';
import { versionById } from '#domain/catalogue/server/api.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { platform, actor } = locals;
  const page = await taskForLearner(platform, actor, {
    enrolmentId: params.enrolment,
    assessmentId: params.assessment,
  });
  const version = await versionById(platform, page.assessment.versionId);
  return {
    ...page,
    enrolmentId: params.enrolment,
    saved: url.searchParams.has('saved'),
    outcomes: version?.status === 'published' ? version.record.outcomes : [],
    awardId: (await awardOfEnrolment(platform, params.enrolment))?.id,
  };
});

export const actions: Actions = {
  save: answering(async ({ locals, params, request }) => {
    const { text, values } = await typed(request);
    const saved = await saveSubmissionDraft(locals.platform, locals.actor, { ...placeOf(params), text });
    if (saved.kind === 'refused') return fail(422, { values, ...problemOf(saved.because) });
    redirect(303, '?saved');
  }),
  handIn: answering(async ({ locals, params, request }) => {
    const { text, values } = await typed(request);
    const handedIn = await handInTask(locals.platform, locals.actor, {
      ...placeOf(params),
      text,
      ownWork: values.ownWork,
      aiUse: values.aiUse,
    });
    // Pressed twice: the first one was taken.
    if (handedIn.kind === 'refused' && handedIn.because !== 'being-judged') {
      return fail(422, { values, ...problemOf(handedIn.because) });
    }
    redirect(303, `/learning/${params.enrolment}/tasks/${params.assessment}`);
  }),
};

function placeOf(params: { enrolment: string; assessment: string }) {
  return { enrolmentId: params.enrolment, assessmentId: params.assessment };
}

async function typed(request: Request) {
  const form = await request.formData();
  const field = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  // Browsers send line ends as two characters.
  const text = field('text').replaceAll('\r\n', '\n');
  return { text, values: { text, ownWork: form.has('ownWork'), aiUse: field('aiUse') } };
}

type Because = Extract<HandedIn, { kind: 'refused' }>['because'];

function problemOf(because: Because): { readonly errors: Readonly<Record<string, string>>; readonly message?: string } {
  switch (because) {
    case 'empty':
      return { errors: { text: m.tasks_problem_empty() } };
    case 'too-long':
      return { errors: { text: m.tasks_problem_too_long() } };
    case 'not-declared':
      return { errors: { ownWork: m.tasks_problem_not_declared() } };
    case 'ai-use-missing':
      return { errors: { aiUse: m.tasks_problem_ai_use() } };
    default:
      return { errors: {}, message: refusalSentence(because) };
  }
}
