import type { OutcomeResult } from './assessment.ts';

interface Judged {
  readonly assessmentId: string;
  readonly score: number;
  readonly outOf: number;
  readonly outcomes: readonly OutcomeResult[];
}

/** How far somebody has mastered each outcome: the points of their best attempt at each assessment, added up. */
export function masteryOf(attempts: readonly Judged[]): readonly OutcomeResult[] {
  const best = [...Map.groupBy(attempts, ({ assessmentId }) => assessmentId).values()].map((own) =>
    own.reduce((better, one) => (one.score * better.outOf > better.score * one.outOf ? one : better)),
  );
  const totals = new Map<string, { points: number; outOf: number }>();
  for (const { outcomeId, points, outOf } of best.flatMap(({ outcomes }) => outcomes)) {
    const total = totals.get(outcomeId) ?? { points: 0, outOf: 0 };
    totals.set(outcomeId, { points: total.points + points, outOf: total.outOf + outOf });
  }
  return [...totals].map(([outcomeId, total]) => ({ outcomeId, ...total }));
}
