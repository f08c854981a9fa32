import type { Platform } from '#platform/server/platform.ts';
import { lessonsOf, type Enrolment } from '../../learning.ts';
import { assumedMinutes, laidPlan, type LaidPlan, type PlannedItem } from '../../plan.ts';
import { findModulesOf } from '../content/content.store.ts';
import { contentFor } from '../enrolment/enrolments.ts';
import { findProgress } from '../enrolment/progress.store.ts';
import type { Plan } from './plan.store.ts';

/** What comes after the lessons: assessments, which a later domain knows and its caller brings along. */
export type FurtherItems = (platform: Platform, enrolment: Enrolment) => Promise<readonly PlannedItem[]>;

/** A plan as it stands now. */
export async function lay(
  platform: Platform,
  plan: Plan,
  enrolment: Enrolment,
  further: FurtherItems,
): Promise<LaidPlan> {
  const lessons = lessonsOf(contentFor(enrolment, await findModulesOf(platform.db, enrolment.versionId)));
  const progress = await findProgress(platform.db, { personId: enrolment.personId }, [enrolment.versionId]);
  const doneAt = new Map(progress.map((one) => [one.lessonId, one.doneAt]));
  const items = lessons.map(({ id, slug, title, minutes }) => ({
    id,
    title,
    minutes: minutes || assumedMinutes,
    path: `lessons/${slug}`,
    doneAt: doneAt.get(id) ?? null,
  }));
  return laidPlan([...items, ...(await further(platform, enrolment))], plan, platform.clock());
}
