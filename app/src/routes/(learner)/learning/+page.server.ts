import { answering } from '#platform/server/answering.ts';
import { assessmentsToPlan, openAttempts } from '#domain/assessment/server/api.ts';
import { awardOfEnrolment } from '#domain/awards/server/api.ts';
import { offeringsByIds } from '#domain/catalogue/server/api.ts';
import { lessonsOf } from '#domain/learning/learning.ts';
import type { LaidPlan } from '#domain/learning/plan.ts';
import { timeLeft } from '#domain/learning/progress.ts';
import { endOf } from '#domain/learning/run.ts';
import { myLearning, myPlans, type Learning } from '#domain/learning/server/api.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals }) => {
  const learning = await myLearning(locals.platform, locals.actor);
  const completed = learning.filter(({ enrolment }) => enrolment.completedAt !== null);
  const awards = await Promise.all(completed.map(({ enrolment }) => awardOfEnrolment(locals.platform, enrolment.id)));
  const [attempts, ends, plans] = await Promise.all([
    openAttempts(locals.platform, locals.actor),
    endsOf(locals, learning),
    myPlans(locals.platform, locals.actor, assessmentsToPlan),
  ]);
  const underWay = learning.filter(({ enrolment }) => enrolment.completedAt === null);
  return {
    underWay: underWay.map((one) => ({
      ...entry(one),
      timeLeft: timeLeft(lessonsOf(one.modules), one.done),
      attempt: attempts.find(({ enrolmentId }) => enrolmentId === one.enrolment.id),
      ends: ends.get(one.enrolment.offeringId),
      plan: planned(plans.get(one.enrolment.id)),
    })),
    done: completed.map((one, index) => ({ ...entry(one), awardId: awards[index]?.id })),
  };
});

/** The next day of a plan, and how much is behind. */
function planned(plan: LaidPlan | undefined) {
  const day = plan?.schedule.days[0];
  return plan && { date: day?.date, titles: day?.items.map(({ title }) => title) ?? [], behind: plan.behind.length };
}

/** When the runs end that are learnt in; self-paced offerings have no end. */
async function endsOf({ platform }: App.Locals, learning: readonly Learning[]) {
  const offerings = await offeringsByIds(platform, [...new Set(learning.map(({ enrolment }) => enrolment.offeringId))]);
  const now = platform.clock();
  const byId = new Map(offerings.map((offering) => [offering.id, offering]));
  return new Map(
    learning.flatMap(({ enrolment }) => {
      const offering = byId.get(enrolment.offeringId);
      const at = offering ? endOf(offering, enrolment) : null;
      return offering && at ? [[offering.id, { at, zone: offering.zone, isOver: at < now }] as const] : [];
    }),
  );
}

function entry({ enrolment, version, provider, progress, next }: Learning) {
  const { title, field, level } = version.record;
  return {
    id: enrolment.id,
    title,
    provider: provider.name,
    badge: { colour: provider.colour, field, level: level === null ? undefined : Number(level.value) || undefined },
    route: enrolment.route,
    progress,
    next: next && { slug: next.slug, title: next.title },
    isBegun: progress.done > 0,
    completedAt: enrolment.completedAt,
  };
}
