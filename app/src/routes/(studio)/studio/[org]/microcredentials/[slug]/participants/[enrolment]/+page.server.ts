import { fail, redirect } from '@sveltejs/kit';
import {
  arrangementsFor,
  assessmentsInBrief,
  confirmLearner,
  participantResults,
  recordDocumentCheck,
} from '#domain/assessment/server/api.ts';
import { overallPercent, applyAwardRule } from '#domain/assessment/award-rule.ts';
import { requirementSentence, standing } from '#domain/assessment/award-rule-words.ts';
import { percent } from '#domain/assessment/assessment.ts';
import { offeringById, studioMicrocredential, versionById } from '#domain/catalogue/server/api.ts';
import { hasRole } from '#domain/identity/identity.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { formOf } from '#domain/assessment/supervision.ts';
import { endOf } from '#domain/learning/run.ts';
import {
  extendParticipant,
  participantsByIds,
  sessionsOfEnrolment,
  type NotExtended,
} from '#domain/learning/server/api.ts';
import { m } from '#messages';
import { answering } from '#platform/server/answering.ts';
import { isId } from '#platform/server/ids.ts';
import { textOf, valuesOf } from '../../../../../form.ts';
import { instantIn } from '../../offerings/zoned-time.ts';
import { stateOfParticipant } from '../participant-state.ts';
import { arrangementActions } from './arrangement-actions.ts';
import type { Actions, PageServerLoad } from './$types';

interface Asked {
  readonly locals: App.Locals;
  readonly params: { readonly org: string; readonly slug: string; readonly enrolment: string };
}

/** A participant of this very microcredential, for its provider's assessors and registrars. */
async function asked({ locals, params }: Asked) {
  const { microcredential } = await studioMicrocredential(locals.platform, locals.actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  const [participant] = await participantsByIds(locals.platform, locals.actor, {
    microcredentialId: microcredential.id,
    ids: isId(params.enrolment) ? [params.enrolment] : [],
  });
  if (participant === undefined) throw new NotFound('participant');
  return { microcredential, participant };
}

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { platform, actor } = locals;
  const { microcredential, participant } = await asked({ locals, params });
  const { enrolment, name } = participant;
  const [version, offering, assessments, sessions, results] = await Promise.all([
    versionById(platform, enrolment.versionId),
    offeringById(platform, enrolment.offeringId),
    assessmentsInBrief(platform, enrolment.versionId),
    sessionsOfEnrolment(platform.db, enrolment),
    participantResults(platform, [participant]),
  ]);
  const result = results.get(enrolment.id);
  if (version?.status !== 'published' || !offering || !result) throw new NotFound('participant');
  const { facts, rule } = result;
  const { met } = applyAwardRule(rule, facts);
  const mayRegister = hasRole(actor, microcredential.organisationId, ['registrar']);
  return {
    name,
    done: (['extended', 'confirmed', 'checked', 'arranged', 'granted'] as const).find((what) =>
      url.searchParams.has(what),
    ),
    mayRegister,
    // Assessors don't see it, so that it can't colour what they think of anyone's work.
    arrangements: mayRegister ? await arrangementsFor(platform, actor, enrolment.id) : null,
    state: stateOfParticipant(enrolment),
    route: enrolment.route,
    isWaiting: result.awaitsConfirmation,
    run: offering.mode === 'run' ? { zone: offering.zone, endsAt: endOf(offering, enrolment) } : null,
    requirements: rule.requires.map((requirement) => ({
      isMet: met.includes(requirement),
      sentence: requirementSentence(requirement, assessments),
      standing: standing(requirement, facts, overallPercent(rule, facts)),
    })),
    attempts: result.attempts.map(
      ({ attemptId, assessmentId, number, submittedAt, score, outOf, passed, supervision }) => ({
        id: attemptId,
        title: assessments.find(({ id }) => id === assessmentId)?.title ?? '',
        number,
        submittedAt,
        percent: percent(score, outOf),
        passed,
        supervision: formOf(supervision),
        isChecked: supervision.includes('document-checked'),
      }),
    ),
    mastery: version.record.outcomes.map(({ id, text }) => {
      const { points, outOf } = result.mastery.find(({ outcomeId }) => outcomeId === id) ?? { points: 0, outOf: 0 };
      return { id, text, points, outOf };
    }),
    sessions: sessions
      .filter(({ cancelledAt }) => cancelledAt === null)
      .map(({ id, title, startsAt, state }) => ({ id, title, startsAt, state })),
  };
});

const sentences: Record<NotExtended['because'], () => string> = {
  'reason-missing': m.learning_extend_reason_missing,
  'not-a-run': m.learning_extend_not_later,
  'not-later': m.learning_extend_not_later,
  completed: m.learning_remove_completed,
  left: m.learning_remove_left,
};

export const actions: Actions = {
  extend: answering(async ({ locals, params, request }) => {
    const { participant } = await asked({ locals, params });
    const values = valuesOf(await request.formData(), ['until', 'reason']);
    const offering = await offeringById(locals.platform, participant.enrolment.offeringId);
    const until = instantIn(values['until'] ?? '', offering?.zone ?? 'UTC');
    if (until === undefined) return fail(422, { values, errors: { until: m.learning_extend_until_missing() } });
    const extended = await extendParticipant(locals.platform, locals.actor, {
      enrolmentId: participant.enrolment.id,
      until,
      reason: values['reason'] ?? '',
    });
    if (extended.kind === 'refused') {
      const field = extended.because === 'reason-missing' ? 'reason' : 'until';
      return fail(422, { values, errors: { [field]: sentences[extended.because]() } });
    }
    redirect(303, '?extended');
  }),
  check: answering(async ({ locals, params, request }) => {
    const { participant } = await asked({ locals, params });
    const attemptId = textOf(await request.formData(), 'attempt');
    const { id: enrolmentId } = participant.enrolment;
    await recordDocumentCheck(locals.platform, locals.actor, { enrolmentId, attemptId });
    redirect(303, '?checked');
  }),
  confirm: answering(async ({ locals, params }) => {
    const { participant } = await asked({ locals, params });
    const confirmed = await confirmLearner(locals.platform, locals.actor, { enrolmentId: participant.enrolment.id });
    if (confirmed.kind === 'refused') {
      return fail(409, { values: {}, errors: {}, message: m.learning_participant_not_awaited() });
    }
    redirect(303, '?confirmed');
  }),
  accommodate: arrangementActions.accommodate,
  resit: arrangementActions.resit,
};
