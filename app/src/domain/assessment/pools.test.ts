import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawFrom, fitsPool, guaranteedOutcomes, isShort, supplyOf, tagsIn, type Pool } from './pools.ts';

const placeBy =
  (seed: string) =>
  (name: string): string =>
    createHash('sha256').update(`${seed}:${name}`).digest('hex');
const outcomesOf = (question: number): readonly string[] => ['a', 'b', 'c'].filter((_, bit) => (question >> bit) % 2);
const aPool = (position: number, draws: number, questions: readonly number[]): Pool => ({
  id: `p${position}`,
  assessmentId: 'quiz',
  position,
  draws,
  points: position,
  outcomeId: null,
  difficulty: null,
  tag: null,
  candidates: questions.map((question) => ({
    questionId: `q${question}`,
    questionVersionId: `v${question}`,
    outcomes: outcomesOf(question),
  })),
});
const somePools = fc
  .array(
    fc.record({
      draws: fc.integer({ min: 1, max: 4 }),
      questions: fc.uniqueArray(fc.integer({ min: 0, max: 15 }), { maxLength: 12 }),
    }),
    { maxLength: 4 },
  )
  .map((pools) => pools.map(({ draws, questions }, index) => aPool(index + 1, draws, questions)));
const someFixed = fc.uniqueArray(
  fc.integer({ min: 0, max: 15 }).map((question) => `q${question}`),
  { maxLength: 4 },
);
const seeds = fc.string({ minLength: 1, maxLength: 8 });

test('pools that are not short draw in full from every seed, and no question twice', () => {
  fc.assert(
    fc.property(somePools, someFixed, seeds, (pools, fixed, seed) => {
      const drawn = drawFrom(pools, fixed, placeBy(seed));
      const ids = [...fixed, ...drawn.map(({ questionVersionId }) => questionVersionId.replace('v', 'q'))];
      expect(new Set(ids).size).toBe(ids.length);
      if (supplyOf(pools, fixed).some(isShort)) return;
      expect(drawn).toHaveLength(pools.reduce((sum, { draws }) => sum + draws, 0));
    }),
  );
});

test('every draw covers the outcomes that its pool guarantees', () => {
  fc.assert(
    fc.property(somePools, someFixed, seeds, (pools, fixed, seed) => {
      if (supplyOf(pools, fixed).some(isShort)) return;
      const drawn = drawFrom(pools, fixed, placeBy(seed));
      for (const pool of pools) {
        const own = drawn.filter(({ points }) => points === pool.points);
        const covered = own.flatMap(({ questionVersionId }) => outcomesOf(Number(questionVersionId.slice(1))));
        for (const outcome of guaranteedOutcomes(pool, fixed)) expect(covered).toContain(outcome);
      }
    }),
  );
});

test('the same seed draws the same, whatever order the candidates come in; another seed draws otherwise', () => {
  const pool = aPool(1, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  const turned = { ...pool, candidates: pool.candidates.toReversed() };
  const drawBy = (one: Pool, seed: string) => JSON.stringify(drawFrom([one], [], placeBy(seed)));
  expect(drawBy(turned, 'x')).toBe(drawBy(pool, 'x'));
  expect(new Set(['a', 'b', 'c', 'd', 'e'].map((seed) => drawBy(pool, seed))).size).toBeGreaterThan(1);
});

test('an outcome counts only when no draw could miss it', () => {
  // 1 has a, 2 has b, 3 has both.
  expect(guaranteedOutcomes(aPool(1, 1, [1, 2, 3]), [])).toEqual([]);
  expect(guaranteedOutcomes(aPool(1, 2, [1, 2, 3]), [])).toEqual(['a', 'b']);
  expect(guaranteedOutcomes(aPool(1, 1, [1, 3]), [])).toEqual(['a']);
  // The quiz asks 3 anyway, so that the pool is left with 1 and 2; asked for three, it is short and promises nothing.
  expect(guaranteedOutcomes(aPool(1, 1, [1, 2, 3]), ['q3'])).toEqual([]);
  expect(guaranteedOutcomes(aPool(1, 3, [1, 2, 3]), ['q3'])).toEqual([]);
});

test('pools that share questions may be short together', () => {
  const pools = [aPool(1, 2, [1, 2, 3]), aPool(2, 2, [2, 3, 4])];
  expect(supplyOf(pools, []).map(({ available }) => available)).toEqual([3, 1]);
});

test('a pool asks for outcome, difficulty and tag together, and for nothing that it leaves open', () => {
  const question = { outcomes: ['a'], difficulty: 'hard', tags: ['knots'] } as const;
  const open = { outcomeId: null, difficulty: null, tag: null };
  expect(fitsPool(open, question)).toBe(true);
  expect(fitsPool({ outcomeId: 'a', difficulty: 'hard', tag: 'knots' }, question)).toBe(true);
  expect(fitsPool({ ...open, outcomeId: 'b' }, question)).toBe(false);
  expect(fitsPool({ ...open, difficulty: 'easy' }, question)).toBe(false);
  expect(fitsPool({ ...open, tag: 'knot' }, question)).toBe(false);
});

test('tags are kept in small letters, each once', () => {
  expect(tagsIn(' Bowline,  two  ends , bowline,, ')).toEqual(['bowline', 'two ends']);
});
