/** Something to learn or to pass, in the order in which it comes. */
export interface PlanItem {
  readonly id: string;
  readonly title: string;
  readonly minutes: number;
}

/** A lesson or an assessment of an enrolment, as its plan sees it. */
export interface PlannedItem extends PlanItem {
  /** Its page, beneath the enrolment's. */
  readonly path: string;
  readonly doneAt: Date | null;
}

/** 1 is Monday, 7 Sunday, as in ISO 8601. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
export type Weekday = (typeof weekdays)[number];

export interface PlanWishes {
  readonly minutesAWeek: number;
  /** At least one. */
  readonly weekdays: readonly Weekday[];
  /** A plain date (`2026-10-14`); null to take as long as it takes. */
  readonly finishBy: string | null;
}

/** A day with what is to be done on it. */
export interface PlanDay<Item extends PlanItem = PlanItem> {
  readonly date: string;
  readonly items: readonly Item[];
  readonly minutes: number;
}

/**
 * `as-wished`: by the date, in the hours. `faster`: by the date, in more hours a week. `too-late`: no chosen day is left
 * before the date, so the plan goes beyond it.
 */
export type Pace = 'as-wished' | 'faster' | 'too-late';

export interface Schedule<Item extends PlanItem = PlanItem> {
  readonly days: readonly PlanDay<Item>[];
  readonly pace: Pace;
  /** What the fullest week asks for; more than was wished where the date, or one long item, asks for it. */
  readonly minutesAWeek: number;
  /** Null when nothing is left to plan. */
  readonly endsOn: string | null;
}

/** The plain date that it is at a moment in a zone. */
export function dateIn(zone: string, at: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    at,
  );
}

/**
 * Lays what is not done yet on the chosen days from today on, in order. A week (Monday to Sunday) holds no more than
 * was wished, except that one item longer than that has a week to itself, and that the date to finish by comes first:
 * then the weeks hold as little more as half hours allow, and the schedule says so.
 */
export function planFor<Item extends PlanItem>(
  items: readonly Item[],
  wishes: PlanWishes,
  today: Date,
  zone: string,
): Schedule<Item> {
  const from = dateIn(zone, today);
  const wished = layOut(items, wishes, wishes.minutesAWeek, from);
  if (endsBy(wished, wishes.finishBy)) return schedule(wished, 'as-wished');
  const most = items.reduce((sum, { minutes }) => sum + minutes, 0) * 7;
  // At this many minutes a week everything fits on the first chosen day: when that is too late, no hours help.
  if (!endsBy(layOut(items, wishes, wishes.minutesAWeek + most, from), wishes.finishBy))
    return schedule(wished, 'too-late');
  let tooFew = 0;
  let enough = Math.ceil(most / step);
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (endsBy(layOut(items, wishes, wishes.minutesAWeek + middle * step, from), wishes.finishBy)) enough = middle;
    else tooFew = middle;
  }
  const inTime = schedule(layOut(items, wishes, wishes.minutesAWeek + enough * step, from), 'faster');
  return inTime.minutesAWeek > wishes.minutesAWeek ? inTime : { ...inTime, pace: 'as-wished' };
}

const step = 30;

function endsBy(days: readonly PlanDay[], date: string | null): boolean {
  const last = days.at(-1);
  return date === null || last === undefined || last.date <= date;
}

function schedule<Item extends PlanItem>(days: readonly PlanDay<Item>[], pace: Pace): Schedule<Item> {
  const weeks = new Map<string, number>();
  for (const { date, minutes } of days) weeks.set(mondayOf(date), (weeks.get(mondayOf(date)) ?? 0) + minutes);
  return { days, pace, minutesAWeek: Math.max(0, ...weeks.values()), endsOn: days.at(-1)?.date ?? null };
}

/** One after another: on the day at hand while that has its share and its week has room, else on the next. */
function layOut<Item extends PlanItem>(
  items: readonly Item[],
  { weekdays }: PlanWishes,
  minutesAWeek: number,
  from: string,
): readonly PlanDay<Item>[] {
  const share = minutesAWeek / weekdays.length;
  const days: { date: string; items: Item[]; minutes: number }[] = [];
  let date = firstOf(weekdays, from);
  let inWeek = 0;
  for (const item of items) {
    for (;;) {
      const day = days.at(-1)?.date === date ? days.at(-1) : undefined;
      const fitsDay = day === undefined || day.minutes + item.minutes <= share;
      const fitsWeek = inWeek === 0 || inWeek + item.minutes <= minutesAWeek;
      if (fitsDay && fitsWeek) {
        if (day === undefined) days.push({ date, items: [item], minutes: item.minutes });
        else {
          day.items.push(item);
          day.minutes += item.minutes;
        }
        inWeek += item.minutes;
        break;
      }
      const next = firstOf(weekdays, dayAfter(date));
      if (mondayOf(next) !== mondayOf(date)) inWeek = 0;
      date = next;
    }
  }
  return days;
}

function firstOf(weekdays: readonly Weekday[], from: string): string {
  let date = from;
  while (!weekdays.some((day) => day === weekdayOf(date))) date = dayAfter(date);
  return date;
}

/** 1 is Monday. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

export function dayAfter(date: string): string {
  return shifted(date, 1);
}

function mondayOf(date: string): string {
  return shifted(date, 1 - weekdayOf(date));
}

function shifted(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** What the plan had for days before today and is still not done, by the schedule as it was laid. */
export function behindIn<Item extends PlanItem>(
  laid: Schedule<Item>,
  isDone: (item: Item) => boolean,
  today: string,
): readonly Item[] {
  return laid.days.filter(({ date }) => date < today).flatMap(({ items }) => items.filter((item) => !isDone(item)));
}

export const fewestHours = 0.5;
export const mostHours = 60;
/** What a lesson counts for that says no time. */
export const assumedMinutes = 30;

export type PlanProblem = 'hours' | 'weekdays' | 'finish-by' | 'zone';

const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);

/** What is wrong with the wishes; empty when a plan can be laid by them. */
export function planProblems(wishes: PlanWishes, zone: string): readonly PlanProblem[] {
  const problems: PlanProblem[] = [];
  const { minutesAWeek, finishBy } = wishes;
  if (!Number.isInteger(minutesAWeek) || minutesAWeek < fewestHours * 60 || minutesAWeek > mostHours * 60)
    problems.push('hours');
  if (wishes.weekdays.length === 0) problems.push('weekdays');
  if (finishBy !== null && !isPlainDate(finishBy)) problems.push('finish-by');
  if (!zones.has(zone)) problems.push('zone');
  return problems;
}

function isPlainDate(text: string): boolean {
  return /^2\d{3}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && shifted(text, 0) === text;
}

export interface LaidPlan {
  /** What is not done yet, laid anew from today on: so it adjusts to whoever is behind, or ahead. */
  readonly schedule: Schedule<PlannedItem>;
  readonly behind: readonly PlannedItem[];
  /** Of those, what was planned for yesterday. */
  readonly newlyBehind: readonly PlannedItem[];
  readonly today: string;
}

/** A plan that was laid at one moment, as it stands at a later one. */
export function laidPlan(
  items: readonly PlannedItem[],
  plan: PlanWishes & { readonly zone: string; readonly laidAt: Date },
  now: Date,
): LaidPlan {
  const today = dateIn(plan.zone, now);
  const left = items.filter(({ doneAt }) => doneAt === null);
  const leftThen = items.filter(({ doneAt }) => doneAt === null || doneAt >= plan.laidAt);
  const laid = planFor(leftThen, plan, plan.laidAt, plan.zone);
  const isDone = ({ doneAt }: PlannedItem) => doneAt !== null;
  const behind = behindIn(laid, isDone, today);
  const longBehind = new Set(behindIn(laid, isDone, shifted(today, -1)));
  return {
    schedule: planFor(left, plan, now, plan.zone),
    behind,
    newlyBehind: behind.filter((item) => !longBehind.has(item)),
    today,
  };
}
