import { z } from 'zod';
import { supervisionKinds } from './supervision.ts';
import type { Task } from './task.ts';

export const quizSettingsSchema = z.object({
  /** Per cent of the points needed to pass. Above 0, so that a paper left empty never passes. */
  passMark: z.number().int().min(1).max(100),
  /** How many attempts a learner has; null means no limit. */
  attemptLimit: z.number().int().min(1).max(100).nullable(),
  /** Minutes from starting to handing in, by the server's clock. Absent: as long as one likes. */
  timeLimitMinutes: z.number().int().min(1).max(1440).optional(),
  /** Hours between the end of one attempt and the start of the next. Absent: none. */
  coolDownHours: z.number().int().min(1).max(720).optional(),
  /** How an attempt has to be supervised for a pass to count; absent: not at all. */
  supervision: z.enum(supervisionKinds).optional(),
});
export type QuizSettings = z.infer<typeof quizSettingsSchema>;

/** As they are for one learner, whatever was arranged for them. */
export interface OwnSettings extends QuizSettings {
  /** No pause is asked for after attempts that had ended by then. */
  readonly pauseOverSince?: Date;
}

export interface Assessment {
  readonly id: string;
  readonly versionId: string;
  readonly title: string;
  readonly instructions: string;
  readonly settings: QuizSettings;
  /** The rubric of a task, which a person judges; a quiz has none. */
  readonly task?: Task;
}

/** What was given for one question. `points` of `outOf`; the outcomes it is aligned to. */
export interface Mark {
  readonly questionVersionId: string;
  readonly points: number;
  readonly outOf: number;
  readonly outcomes: readonly string[];
}

export interface OutcomeResult {
  readonly outcomeId: string;
  readonly points: number;
  readonly outOf: number;
}

export interface Verdict {
  readonly score: number;
  readonly outOf: number;
  readonly passed: boolean;
  readonly outcomes: readonly OutcomeResult[];
  readonly marks: readonly Mark[];
}

/**
 * The verdict on a paper. Compares in whole numbers (score × 100 against pass mark × points), so that 70% of 10
 * points is 7 exactly; a paper without points is never passed.
 */
export function judge(marks: readonly Mark[], settings: QuizSettings): Verdict {
  const score = sum(marks.map((mark) => mark.points));
  const outOf = sum(marks.map((mark) => mark.outOf));
  return {
    score,
    outOf,
    passed: outOf > 0 && score * 100 >= settings.passMark * outOf,
    outcomes: byOutcome(marks),
    marks,
  };
}

function byOutcome(marks: readonly Mark[]): readonly OutcomeResult[] {
  const ids = [...new Set(marks.flatMap((mark) => mark.outcomes))].sort();
  return ids.map((outcomeId) => {
    const aligned = marks.filter((mark) => mark.outcomes.includes(outcomeId));
    return {
      outcomeId,
      points: sum(aligned.map((mark) => mark.points)),
      outOf: sum(aligned.map((mark) => mark.outOf)),
    };
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Score in per cent, rounded down: 69.9% is never shown as a passed 70%. */
export function percent(score: number, outOf: number): number {
  return outOf === 0 ? 0 : Math.floor((score * 100) / outOf);
}

export type StartRefusal =
  'already-passed' | 'no-attempts-left' | 'cooling-down' | 'nothing-to-answer' | 'being-judged';

/** An attempt as far as it bears on starting another one. */
export interface EarlierAttempt {
  readonly passed: boolean | null;
  /** When it was handed in or given up; null while it is open. */
  readonly endedAt: Date | null;
}

/** Whether another attempt may begin, from the attempts made so far. */
export function mayStart(
  settings: OwnSettings,
  attempts: readonly EarlierAttempt[],
  { questionCount, at }: { readonly questionCount: number; readonly at: Date },
): StartRefusal | null {
  if (questionCount === 0) return 'nothing-to-answer';
  if (attempts.some((attempt) => attempt.passed === true)) return 'already-passed';
  if (settings.attemptLimit !== null && attempts.length >= settings.attemptLimit) return 'no-attempts-left';
  const from = coolsDownUntil(settings, attempts);
  return from !== null && at < from ? 'cooling-down' : null;
}

/** When the pause after the latest attempt is over; null where none is asked for. */
export function coolsDownUntil(settings: OwnSettings, attempts: readonly EarlierAttempt[]): Date | null {
  if (settings.coolDownHours === undefined) return null;
  const latest = Math.max(...attempts.map(({ endedAt }) => endedAt?.getTime() ?? -Infinity));
  if (latest === -Infinity || latest <= (settings.pauseOverSince?.getTime() ?? -Infinity)) return null;
  return new Date(latest + settings.coolDownHours * 3_600_000);
}

/** What is on its way when time runs out still counts: as many seconds late as this, and learners are told so. */
export const graceSeconds = 30;

/** When time runs out for an attempt begun then; null without a time limit. */
export function dueAt(settings: QuizSettings, startedAt: Date): Date | null {
  if (settings.timeLimitMinutes === undefined) return null;
  return new Date(startedAt.getTime() + settings.timeLimitMinutes * 60_000);
}

/** Whether nothing is taken any more: the time and the grace after it have passed. */
export function isOver(attempt: { readonly dueAt: Date | null }, at: Date): boolean {
  return attempt.dueAt !== null && at.getTime() > attempt.dueAt.getTime() + graceSeconds * 1000;
}
