/** Whole seconds until time runs out, 0 from then on. */
export function secondsLeft(dueAt: Date, now: Date): number {
  return Math.max(0, Math.ceil((dueAt.getTime() - now.getTime()) / 1000));
}

const warnings = [1, 5] as const;

/**
 * Of how many minutes left a reader is warned now: when the last five begin, and the last one; and by whoever opens the
 * paper within them. `before` is what was left at the look before this one.
 */
export function warningAt(before: number | undefined, left: number): number | undefined {
  if (left === 0) return undefined;
  return warnings.find((minutes) => left <= minutes * 60 && (before === undefined || before > minutes * 60));
}
