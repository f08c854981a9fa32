import type { Actor } from '#domain/identity/identity.ts';
import { requirePerson } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { LaidPlan } from '../../plan.ts';
import { findEnrolmentsOf } from '../enrolment/enrolments.store.ts';
import { outline, type Learning } from '../enrolment/enrolments.ts';
import { lay, type FurtherItems } from './lay-plan.ts';
import { calendarUrlOf } from './plan-calendar.ts';
import { findPlan, findPlansOf, type Plan } from './plan.store.ts';

export interface PlanPage {
  readonly learning: Learning;
  readonly plan: (Plan & LaidPlan & { readonly calendarUrl: string | undefined }) | undefined;
}

export async function planOf(
  platform: Platform,
  actor: Actor,
  { enrolmentId, further }: { readonly enrolmentId: string; readonly further: FurtherItems },
): Promise<PlanPage> {
  const learning = await outline(platform, actor, enrolmentId);
  const plan = await findPlan(platform.db, enrolmentId);
  if (plan === undefined) return { learning, plan };
  const [laid, calendarUrl] = await Promise.all([
    lay(platform, plan, learning.enrolment, further),
    calendarUrlOf(platform, plan.id),
  ]);
  return { learning, plan: { ...plan, ...laid, calendarUrl } };
}

/** The asker's plans for what is under way, by enrolment. */
export async function myPlans(
  platform: Platform,
  actor: Actor,
  further: FurtherItems,
): Promise<ReadonlyMap<string, LaidPlan>> {
  const { personId } = requirePerson(actor);
  const plans = await findPlansOf(platform.db, personId);
  if (plans.length === 0) return new Map();
  const enrolments = new Map((await findEnrolmentsOf(platform.db, personId)).map((one) => [one.id, one]));
  const laid = await Promise.all(
    plans.map(async (plan) => {
      const enrolment = enrolments.get(plan.enrolmentId);
      const isUnderWay = enrolment?.completedAt === null;
      return isUnderWay ? [[enrolment.id, await lay(platform, plan, enrolment, further)] as const] : [];
    }),
  );
  return new Map(laid.flat());
}
