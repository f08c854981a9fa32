/**
 * The figures of classical test theory for one question, from groups of learners who earned the same for it. A share is
 * a number from 0 to 1. The rest is what somebody earned for everything else that the attempt asked, as a share too, so
 * that papers whose questions were drawn anew can be compared.
 */

/** Learners who were alike in what they earned for a question. */
export interface ScoreGroup {
  readonly points: number;
  readonly outOf: number;
  readonly learners: number;
  /** How many of them were asked something else besides, and so have a rest. */
  readonly withRest: number;
  readonly sumOfRests: number;
  readonly sumOfSquaredRests: number;
  /** How many of them belong to the group that did best in the rest, and worst. */
  readonly upper: number;
  readonly lower: number;
}

/** The part of the learners that makes the upper and the lower group, where nobody is tied at the border. */
export const groupShare = 0.27;

/**
 * How much of the points was earned on average: 1 when everybody earned all. For a question that is right or wrong it is
 * the part who were right, its facility (Lord and Novick, Statistical Theories of Mental Test Scores, 1968, ch. 15).
 * Null without learners.
 */
export function facility(groups: readonly ScoreGroup[]): number | null {
  return meanShare(groups, ({ learners }) => learners);
}

/**
 * Pearson's correlation of the share earned for the question with the rest: the item-total correlation, corrected for
 * the question's own part in the total (Henrysson, Psychometrika 28, 1963, 211-218). For a question that is right or
 * wrong it is the point-biserial one. Null where either doesn't vary, since nothing can go along with it then.
 */
export function discrimination(groups: readonly ScoreGroup[]): number | null {
  const n = sum(groups, ({ withRest }) => withRest);
  const meanOfShares = meanShare(groups, ({ withRest }) => withRest);
  if (n < 2 || meanOfShares === null) return null;
  const meanOfRests = sum(groups, ({ sumOfRests }) => sumOfRests) / n;
  const away = (group: ScoreGroup): number => shareOf(group) - meanOfShares;
  const shares = sum(groups, (group) => group.withRest * away(group) ** 2);
  const rests = sum(groups, ({ sumOfSquaredRests }) => sumOfSquaredRests) - n * meanOfRests ** 2;
  const together = sum(groups, (group) => away(group) * (group.sumOfRests - group.withRest * meanOfRests));
  if (shares <= smallest * n || rests <= smallest * n) return null;
  return Math.max(-1, Math.min(1, together / Math.sqrt(shares * rests)));
}

/** Below this a variance is what rounding leaves of none. */
const smallest = 1e-12;

export interface Extremes {
  readonly upper: { readonly learners: number; readonly share: number };
  readonly lower: { readonly learners: number; readonly share: number };
  /** How much more the upper group earned: from -1 to 1. */
  readonly difference: number;
}

/**
 * What those earned who did best in the rest, and worst: 27 in 100 each, where the two differ most surely (Kelley,
 * Journal of Educational Psychology 30, 1939, 17-24). Null where nobody can be told from the others by the rest.
 */
export function extremes(groups: readonly ScoreGroup[]): Extremes | null {
  const upper = meanShare(groups, (group) => group.upper);
  const lower = meanShare(groups, (group) => group.lower);
  if (upper === null || lower === null) return null;
  return {
    upper: { learners: sum(groups, (group) => group.upper), share: upper },
    lower: { learners: sum(groups, (group) => group.lower), share: lower },
    difference: upper - lower,
  };
}

function shareOf({ points, outOf }: ScoreGroup): number {
  return points / outOf;
}

function meanShare(groups: readonly ScoreGroup[], weight: (group: ScoreGroup) => number): number | null {
  const total = sum(groups, weight);
  return total === 0 ? null : sum(groups, (group) => weight(group) * shareOf(group)) / total;
}

function sum(groups: readonly ScoreGroup[], of: (group: ScoreGroup) => number): number {
  return groups.reduce((total, group) => total + of(group), 0);
}
