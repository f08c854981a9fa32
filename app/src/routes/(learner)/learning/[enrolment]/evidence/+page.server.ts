import { fail, redirect } from '@sveltejs/kit';
import { answering } from '#platform/server/answering.ts';
import { m } from '#messages';
import { linksIn } from '#domain/assessment/evidence.ts';
import {
  handInEvidence,
  priorLearningFor,
  saveEvidence,
  type EvidenceHandedIn,
} from '#domain/assessment/server/api.ts';
import { awardOfEnrolment } from '#domain/awards/server/api.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { version, ...page } = await priorLearningFor(locals.platform, locals.actor, params.enrolment);
  return {
    ...page,
    enrolmentId: params.enrolment,
    title: version.record.title,
    saved: url.searchParams.has('saved'),
    awardId: (await awardOfEnrolment(locals.platform, params.enrolment))?.id,
  };
});

export const actions: Actions = {
  save: answering(async ({ locals, params, request }) => {
    const { values, errors, evidence, outcomes } = await typed(locals, params.enrolment, request);
    if (Object.keys(errors).length > 0) return fail(422, answer(values, errors));
    const saved = await saveEvidence(locals.platform, locals.actor, { enrolmentId: params.enrolment, evidence });
    if (saved.kind === 'refused') return fail(422, { values, ...problemOf(saved, outcomes) });
    redirect(303, '?saved');
  }),
  handIn: answering(async ({ locals, params, request }) => {
    const { values, errors, evidence, outcomes } = await typed(locals, params.enrolment, request);
    if (Object.keys(errors).length > 0) return fail(422, answer(values, errors));
    const handedIn = await handInEvidence(locals.platform, locals.actor, {
      enrolmentId: params.enrolment,
      evidence,
      ownWork: values['ownWork'] === 'on',
      aiUse: values['aiUse'] ?? '',
    });
    // Pressed twice: the first one was taken.
    if (handedIn.kind === 'refused' && handedIn.because !== 'handed-in') {
      return fail(422, { values, ...problemOf(handedIn, outcomes) });
    }
    redirect(303, `/learning/${params.enrolment}/evidence`);
  }),
};

type Fields = Readonly<Record<string, string>>;
type Outcomes = readonly { readonly id: string; readonly title: string }[];

/** What was typed for each outcome, as fields and as evidence; links that are none are told. */
async function typed(locals: App.Locals, enrolmentId: string, request: Request) {
  const { task } = await priorLearningFor(locals.platform, locals.actor, enrolmentId);
  const form = await request.formData();
  const field = (name: string): string => {
    const value = form.get(name);
    // Browsers send line ends as two characters.
    return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : '';
  };
  const values: Record<string, string> = { ownWork: field('ownWork'), aiUse: field('aiUse') };
  const errors: Record<string, string> = {};
  const evidence = task.criteria.map(({ id }) => {
    values[`text-${id}`] = field(`text-${id}`);
    values[`links-${id}`] = field(`links-${id}`);
    const links = linksIn(field(`links-${id}`));
    if (!links) errors[`links-${id}`] = m.prior_problem_links();
    return { outcomeId: id, text: field(`text-${id}`), links: [...(links ?? [])] };
  });
  return { values, errors, evidence, outcomes: task.criteria };
}

function answer(values: Fields, errors: Fields, message?: string) {
  return { values, errors, message };
}

function problemOf(
  refusal: Extract<EvidenceHandedIn, { kind: 'refused' }>,
  outcomes: Outcomes,
): { readonly errors: Fields; readonly message: string | undefined } {
  const only = (errors: Fields, message?: string) => ({ errors, message });
  switch (refusal.because) {
    case 'unfit': {
      const titles = new Map(outcomes.map(({ id, title }) => [id, title]));
      return only(
        Object.fromEntries(
          refusal.problems.map(({ outcomeId, because }) => {
            const outcome = titles.get(outcomeId) ?? '';
            const words = because === 'empty' ? m.prior_problem_empty : m.prior_problem_too_long;
            return [`text-${outcomeId}`, words({ outcome })];
          }),
        ),
      );
    }
    case 'not-declared':
      return only({ ownWork: m.prior_problem_not_declared() });
    case 'ai-use-missing':
      return only({ aiUse: m.tasks_problem_ai_use() });
    case 'handed-in':
      return only({}, m.prior_problem_handed_in());
    case 'withdrawn':
      return only({}, m.prior_problem_withdrawn());
  }
}
