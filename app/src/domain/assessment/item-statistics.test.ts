import fc from 'fast-check';
import { expect, test } from 'vitest';
import { discrimination, extremes, facility, type ScoreGroup } from './item-statistics.ts';

interface Learner {
  readonly points: number;
  readonly outOf: number;
  /** Null where nothing else was asked. */
  readonly rest: number | null;
  readonly group?: 'upper' | 'lower';
}

/** As the database groups them: by what they earned. */
function grouped(learners: readonly Learner[]): ScoreGroup[] {
  return [...Map.groupBy(learners, ({ points, outOf }) => `${points}/${outOf}`).values()].map((alike) => {
    const rests = alike.flatMap(({ rest }) => (rest === null ? [] : [rest]));
    return {
      points: alike[0]?.points ?? 0,
      outOf: alike[0]?.outOf ?? 1,
      learners: alike.length,
      withRest: rests.length,
      sumOfRests: rests.reduce((sum, rest) => sum + rest, 0),
      sumOfSquaredRests: rests.reduce((sum, rest) => sum + rest ** 2, 0),
      upper: alike.filter(({ group }) => group === 'upper').length,
      lower: alike.filter(({ group }) => group === 'lower').length,
    };
  });
}
const learnersOf = (points: readonly number[], outOf: number, rests: readonly number[]): Learner[] =>
  points.map((earned, index) => ({ points: earned, outOf, rest: rests[index] ?? null }));

test('facility is the mean share of the points, in parts too', () => {
  expect(facility(grouped(learnersOf([2, 2, 1, 0, 0], 2, [])))).toBe(0.5);
  expect(facility([])).toBeNull();
});

test('discrimination of a question that is right or wrong is the point-biserial correlation with the rest', () => {
  // By hand: mean rest of the six who were right is 7, of the others 4; the rests' standard deviation is 2.18174;
  // (7 - 4) / 2.18174 × √(0.6 × 0.4) = 0.67363.
  const learners = learnersOf([1, 1, 1, 1, 1, 0, 0, 1, 0, 0], 1, [0.9, 0.8, 0.8, 0.7, 0.6, 0.6, 0.5, 0.4, 0.3, 0.2]);
  expect(discrimination(grouped(learners))).toBeCloseTo(0.6736330697, 9);
});

test('with parts of the points it is Pearson’s correlation', () => {
  // Reference: statistics.correlation of Python 3.
  const learners = learnersOf([2, 2, 1, 2, 0, 1, 0, 0], 2, [1, 0.875, 0.875, 0.625, 0.625, 0.375, 0.25, 0.125]);
  expect(discrimination(grouped(learners))).toBeCloseTo(0.7262730392, 9);
});

test('whatever was earned: the same as by definition, from -1 to 1, and nothing where one of the two doesn’t vary', () => {
  const learner = fc.record({
    points: fc.integer({ min: 0, max: 4 }),
    outOf: fc.constant(4),
    rest: fc.option(
      fc.integer({ min: 0, max: 20 }).map((earned) => earned / 20),
      { freq: 8 },
    ),
  });
  fc.assert(
    fc.property(fc.array(learner, { minLength: 2, maxLength: 40 }), (learners) => {
      const found = discrimination(grouped(learners));
      const pairs = learners.flatMap(({ points, outOf, rest }) =>
        rest === null ? [] : [[points / outOf, rest] as const],
      );
      const varies = [0, 1].every((side) => new Set(pairs.map((pair) => pair[side === 0 ? 0 : 1])).size > 1);
      if (!varies) return found === null;
      return found !== null && found >= -1 && found <= 1 && Math.abs(found - byDefinition(pairs)) < 1e-9;
    }),
  );
});

function byDefinition(pairs: readonly (readonly [number, number])[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(pairs.map(([share]) => share));
  const y = mean(pairs.map(([, rest]) => rest));
  const along = mean(pairs.map(([share, rest]) => (share - x) * (rest - y)));
  const spread = (of: (pair: readonly [number, number]) => number) =>
    Math.sqrt(mean(pairs.map((pair) => of(pair) ** 2)));
  return along / (spread(([share]) => share - x) * spread(([, rest]) => rest - y));
}

test('the best and the weakest by the rest are compared, and nobody where they can’t be told apart', () => {
  const learners: Learner[] = [
    { points: 2, outOf: 2, rest: 1, group: 'upper' },
    { points: 1, outOf: 2, rest: 0.9, group: 'upper' },
    { points: 1, outOf: 2, rest: 0.5 },
    { points: 0, outOf: 2, rest: 0.2, group: 'lower' },
    { points: 1, outOf: 2, rest: 0.1, group: 'lower' },
  ];
  expect(extremes(grouped(learners))).toEqual({
    upper: { learners: 2, share: 0.75 },
    lower: { learners: 2, share: 0.25 },
    difference: 0.5,
  });
  expect(extremes(grouped(learnersOf([1, 0], 1, [0.5, 0.5])))).toBeNull();
});
