import { fail, redirect } from '@sveltejs/kit';
import { correctKey, previewCorrection, questionToCorrect, type NotCorrected } from '#domain/assessment/server/api.ts';
import { m } from '#messages';
import { answering } from '#platform/server/answering.ts';
import { problemSentences, readQuestion, valuesOf } from '../../assessment/[quiz]/[question]/question-form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params }) => {
  const { question, erratum } = await questionToCorrect(locals.platform, locals.actor, addressOf(params));
  const { kind, fields } = valuesOf({ ...question, outcomes: [], points: 1 }, null);
  return {
    kind,
    prompt: question.body.prompt,
    fields: { ...fields, reason: '', since: erratum?.id ?? '' },
    before: erratum ? { madeAt: erratum.madeAt, reason: erratum.reason } : null,
  };
});

function addressOf(params: { readonly org: string; readonly slug: string; readonly question: string }) {
  return { organisationSlug: params.org, slug: params.slug, questionVersionId: params.question };
}

/** A posted correction: what was typed, and the same as a question would hold it. What was asked isn't typed. */
async function posted({ locals, params, request }: RequestEvent) {
  const { question } = await questionToCorrect(locals.platform, locals.actor, addressOf(params));
  const form = await request.formData();
  form.set('kind', question.kind);
  form.set('prompt', question.body.prompt);
  const read = readQuestion(form);
  const { fields } = read.typed;
  const correction = {
    ...addressOf(params),
    typed: read.question,
    reason: fields['reason'] ?? '',
    since: fields['since'] || null,
  };
  return { fields, kind: question.kind, correction };
}
type Posted = Awaited<ReturnType<typeof posted>>;

const sentences: Record<Exclude<NotCorrected['because'], 'key-incomplete' | 'reason-missing'>, () => string> = {
  'question-changed': m.assessment_erratum_question_changed,
  'nothing-changed': m.assessment_erratum_nothing_changed,
  'changed-meanwhile': m.assessment_erratum_changed_meanwhile,
};

function shownAgain({ fields, kind }: Posted, { because, problems }: NotCorrected) {
  const again = { fields, effects: undefined, answers: undefined };
  if (because === 'key-incomplete') return fail(422, { ...again, errors: problemSentences(problems, kind) });
  if (because === 'reason-missing')
    return fail(422, { ...again, errors: { reason: m.assessment_erratum_no_reason() } });
  return fail(422, { ...again, errors: {}, message: sentences[because]() });
}

export const actions: Actions = {
  preview: answering(async (event) => {
    const form = await posted(event);
    const seen = await previewCorrection(event.locals.platform, event.locals.actor, form.correction);
    if (seen.kind === 'refused') return shownAgain(form, seen);
    return { fields: form.fields, effects: seen.effects, answers: seen.answers, errors: {} };
  }),
  edit: answering(async (event) => {
    const { fields } = await posted(event);
    return { fields, effects: undefined, answers: undefined, errors: {} };
  }),
  apply: answering(async (event) => {
    const form = await posted(event);
    const corrected = await correctKey(event.locals.platform, event.locals.actor, form.correction);
    if (corrected.kind === 'refused') return shownAgain(form, corrected);
    const { org, slug } = event.params;
    redirect(303, `/studio/${org}/microcredentials/${slug}/errata?corrected`);
  }),
};
