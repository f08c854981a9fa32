import { z } from 'zod';
import type { EarlierAttempt, OwnSettings, QuizSettings } from './assessment.ts';

/** What is arranged for one learner, so that a limit made for everyone is fair to them. */
export const accommodationSchema = z.object({
  /** On top of each time limit, in per cent of it. */
  extraTimePercent: z.number().int().min(0).max(300),
  /** On top of each limit of attempts. */
  moreAttempts: z.number().int().min(0).max(20),
});
export type Accommodation = z.infer<typeof accommodationSchema>;

/** All that a learner has beyond what everyone has, in one assessment. */
export interface Allowance extends Accommodation {
  /** Further attempts that a registrar granted. */
  readonly resits: number;
  readonly lastResitAt: Date | null;
}

/**
 * A quiz's settings as they are for one learner. Minutes are rounded up, so that nobody gets less than was arranged. A
 * resit may begin as soon as it is granted: a registrar has looked at the case, so no pause after what came before it.
 */
export function settingsFor(settings: QuizSettings, allowance: Allowance): OwnSettings {
  const { attemptLimit, timeLimitMinutes } = settings;
  return {
    ...settings,
    attemptLimit: attemptLimit === null ? null : attemptLimit + allowance.moreAttempts + allowance.resits,
    ...(timeLimitMinutes === undefined
      ? {}
      : { timeLimitMinutes: Math.ceil((timeLimitMinutes * (100 + allowance.extraTimePercent)) / 100) }),
    ...(allowance.lastResitAt ? { pauseOverSince: allowance.lastResitAt } : {}),
  };
}

export type ResitRefusal = 'passed' | 'attempts-left';

/** Whether a further attempt may be granted: to a learner who has used every one, of which none is open or passed. */
export function mayGrantResit(
  { attemptLimit }: Pick<OwnSettings, 'attemptLimit'>,
  attempts: readonly EarlierAttempt[],
): ResitRefusal | null {
  if (attempts.some(({ passed }) => passed === true)) return 'passed';
  const isSpent = attemptLimit !== null && attempts.length >= attemptLimit;
  return isSpent && attempts.every(({ endedAt }) => endedAt !== null) ? null : 'attempts-left';
}
