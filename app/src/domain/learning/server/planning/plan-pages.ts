import type { Actor } from '#domain/identity/identity.ts';
import { requirePerson } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { lessonsOf, type Enrolment } from '../../learning.ts';
import { assumedMinutes, laidPlan, type LaidPlan, type PlannedItem } from '../../plan.ts';
import { findModulesOf } from '../content/content.store.ts';
import { findEnrolmentsOf } from '../enrolment/enrolments.store.ts';
import { outline, type Learning } from '../enrolment/enrolments.ts';
import { findProgress } from '../enrolment/progress.store.ts';
import { findPlan, findPlansOf, type Plan } from './plan.store.ts';

/** What comes after the lessons: assessments, which a later domain knows and its caller brings along. */
export type FurtherItems = (enrolment: Enrolment) => Promise<readonly PlannedItem[]>;

export interface PlanPage {
  readonly learning: Learning;
  readonly plan: (Plan & LaidPlan) | undefined;
}

export async function planOf(
  platform: Platform,
  actor: Actor,
  { enrolmentId, further }: { readonly enrolmentId: string; readonly further: FurtherItems },
): Promise<PlanPage> {
  const learning = await outline(platform, actor, enrolmentId);
  const plan = await findPlan(platform.db, enrolmentId);
  return { learning, plan: plan && { ...plan, ...(await lay(platform, plan, learning.enrolment, further)) } };
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

/** A plan as it stands now. */
export async function lay(
  platform: Platform,
  plan: Plan,
  enrolment: Enrolment,
  further: FurtherItems,
): Promise<LaidPlan> {
  const lessons = lessonsOf(await findModulesOf(platform.db, enrolment.versionId));
  const progress = await findProgress(platform.db, { personId: enrolment.personId }, [enrolment.versionId]);
  const doneAt = new Map(progress.map((one) => [one.lessonId, one.doneAt]));
  const items = lessons.map(({ id, slug, title, minutes }) => ({
    id,
    title,
    minutes: minutes || assumedMinutes,
    path: `lessons/${slug}`,
    doneAt: doneAt.get(id) ?? null,
  }));
  return laidPlan([...items, ...(await further(enrolment))], plan, platform.clock());
}
