import { dayAfter, type LaidPlan, type PlannedItem } from './plan.ts';

/** Days without a visit after which reminders rest: whoever is gone is not followed. */
const restAfterDays = 28;

export interface Reminder {
  /** Planned for tomorrow. */
  readonly tomorrow: readonly PlannedItem[];
  /** Planned for earlier, and not done. */
  readonly behind: readonly PlannedItem[];
}

/**
 * What to remind of today: that something is planned for tomorrow, or that something has just fallen behind. Undefined
 * when there is neither, or the learner hasn't been here for four weeks.
 */
export function reminderOf(
  { schedule, behind, newlyBehind, today }: LaidPlan,
  { lastSeenAt, now }: { readonly lastSeenAt: Date; readonly now: Date },
): Reminder | undefined {
  if (now.getTime() - lastSeenAt.getTime() > restAfterDays * 86_400_000) return undefined;
  const tomorrow = schedule.days.find(({ date }) => date === dayAfter(today))?.items ?? [];
  return tomorrow.length > 0 || newlyBehind.length > 0 ? { tomorrow, behind } : undefined;
}
