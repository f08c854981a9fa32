import { fail, redirect } from '@sveltejs/kit';
import { answering } from '#platform/server/answering.ts';
import {
  assessmentsForLearner,
  newerVersionOffered,
  participantResults,
  priorLearningFor,
  takeNewerVersion,
} from '#domain/assessment/server/api.ts';
import { offeringById } from '#domain/catalogue/server/api.ts';
import { awardOfEnrolment } from '#domain/awards/server/api.ts';
import { contentFileUrl, lessonsOf } from '#domain/learning/learning.ts';
import { outcomeProgress, timeLeft } from '#domain/learning/progress.ts';
import { endOf } from '#domain/learning/run.ts';
import { licenceOf, outline, sessionsOfEnrolment, withdraw } from '#domain/learning/server/api.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { platform, actor } = locals;
  const { enrolment, version, provider, modules, done, progress, next } = await outline(
    platform,
    actor,
    params.enrolment,
  );
  const [assessments, award, licence, offering, sessions, results, newer, prior] = await Promise.all([
    assessmentsForLearner(platform, actor, enrolment.id),
    awardOfEnrolment(platform, enrolment.id),
    licenceOf(platform, version.id),
    offeringById(platform, enrolment.offeringId),
    sessionsOfEnrolment(platform.db, enrolment),
    participantResults(platform, [{ enrolment, name: '', progress }]),
    newerVersionOffered(platform, actor, enrolment.id),
    enrolment.route === 'prior-learning' ? priorLearningFor(platform, actor, enrolment.id) : null,
  ]);
  const { title, licence: licenceLine, outcomes } = version.record;
  const lessons = lessonsOf(modules);
  const mastery = new Map(results.get(enrolment.id)?.mastery.map((one) => [one.outcomeId, one]));
  const reached = new Map(outcomeProgress(outcomes, lessons, done).map((one) => [one.outcomeId, one]));
  return {
    enrolmentId: enrolment.id,
    route: enrolment.route,
    evidence: prior && { state: prior.state, isOpen: prior.isOpen },
    newer: newer && {
      number: newer.version.number,
      own: version.number,
      toRead: newer.changes.toRead,
      // Done, and the same in the newer one.
      stay: [...done].filter((id) => newer.changes.same.has(id)).length,
    },
    tookNewer: url.searchParams.has('newer'),
    isCompleted: enrolment.completedAt !== null,
    title,
    slug: version.slug,
    provider: provider.name,
    outcomes: outcomes.map(({ id, text }) => ({
      id,
      text,
      done: reached.get(id)?.done ?? 0,
      of: reached.get(id)?.of ?? 0,
      mastery: mastery.get(id),
    })),
    modules: modules
      .filter(({ lessons }) => lessons.length > 0)
      .map((module) => ({
        id: module.id,
        title: module.title,
        lessons: module.lessons.map(({ slug, title, minutes, id }) => ({ slug, title, minutes, isDone: done.has(id) })),
      })),
    progress,
    timeLeft: timeLeft(lessons, done),
    next: next && { slug: next.slug, title: next.title },
    assessments: assessments.map((one) => ({
      id: one.id,
      title: one.title,
      isTask: one.task !== undefined,
      questionCount: one.questionCount,
      passMark: one.settings.passMark,
      attempts: one.attempts.length,
      state: one.passed
        ? ('passed' as const)
        : one.openAttemptId
          ? ('open' as const)
          : one.refusal === 'being-judged'
            ? ('judging' as const)
            : one.attempts.length > 0
              ? ('failed' as const)
              : ('new' as const),
    })),
    awardId: award?.id,
    zone: offering?.zone ?? 'UTC',
    endsAt: (offering && endOf(offering, enrolment)) ?? null,
    isExtended: enrolment.extendedUntil !== null,
    // Meetings are part of being taught.
    sessions: (enrolment.route === 'taught' ? sessions : []).map(({ cancelledAt, offeringId: _, ...session }) => ({
      ...session,
      isCancelled: cancelledAt !== null,
    })),
    licence: { line: licenceLine, href: licence && contentFileUrl(version.id, licence.path, licence.sha256) },
  };
});

export const actions: Actions = {
  takeNewer: answering(async ({ locals, params }) => {
    const taken = await takeNewerVersion(locals.platform, locals.actor, { enrolmentId: params.enrolment });
    if (taken.kind === 'refused') return fail(409, { because: taken.because });
    redirect(303, '?newer');
  }),
  withdraw: answering(async ({ locals, params }) => {
    const result = await withdraw(locals.platform, locals.actor, { enrolmentId: params.enrolment });
    if (result.kind === 'refused') return fail(409, { because: result.because });
    redirect(303, '/learning');
  }),
};
