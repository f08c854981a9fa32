import { fewestHours, mostHours, weekdays, type PlanProblem, type PlanWishes } from '#domain/learning/plan.ts';
import { m } from '#messages';

/** What was typed into the form, to show it again when something is wrong with it. */
export interface PlanValues {
  readonly hours: string;
  readonly days: readonly string[];
  readonly finishBy: string;
  readonly zone: string;
  readonly reminds: boolean;
}

export function planValues(form: FormData): PlanValues {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  return {
    hours: text('hours'),
    days: form.getAll('days').map(String),
    finishBy: text('finish-by'),
    zone: text('zone'),
    reminds: form.has('reminds'),
  };
}

/** People write `2.5` or `2,5`; what is no number plans nothing, and is said to be wrong. */
export function wishesOf({ hours, days, finishBy }: PlanValues): PlanWishes {
  return {
    minutesAWeek: hours === '' ? 0 : Math.round(Number(hours.replace(',', '.')) * 60),
    weekdays: weekdays.filter((day) => days.includes(String(day))),
    finishBy: finishBy === '' ? null : finishBy,
  };
}

/** A sentence at each field that is wrong. */
export function planErrors(problems: readonly PlanProblem[]): Readonly<Record<string, string>> {
  const words: Record<PlanProblem, () => readonly [string, string]> = {
    hours: () => ['hours', m.learning_plan_hours_wrong({ fewest: fewestHours, most: mostHours })],
    weekdays: () => ['days', m.learning_plan_days_wrong()],
    'finish-by': () => ['finish-by', m.learning_plan_finish_by_wrong()],
    zone: () => ['zone', m.learning_plan_zone_wrong()],
  };
  return Object.fromEntries(problems.map((problem) => words[problem]()));
}
