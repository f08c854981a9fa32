import { expect, test } from 'vitest';
import { masteryOf } from './mastery.ts';

const attempt = (
  assessmentId: string,
  score: number,
  outOf: number,
  outcomes: readonly [string, number, number][],
) => ({
  assessmentId,
  score,
  outOf,
  outcomes: outcomes.map(([outcomeId, points, of]) => ({ outcomeId, points, outOf: of })),
});

test('mastery of an outcome is what the best attempt at each assessment earned for it', () => {
  const attempts = [
    attempt('quiz', 2, 4, [
      ['listen', 1, 2],
      ['look', 1, 2],
    ]),
    attempt('quiz', 3, 4, [
      ['listen', 2, 2],
      ['look', 1, 2],
    ]),
    attempt('quiz', 3, 4, [
      ['listen', 0, 2],
      ['look', 2, 2],
    ]),
    attempt('task', 5, 10, [['listen', 5, 10]]),
  ];
  expect(masteryOf(attempts)).toEqual([
    { outcomeId: 'listen', points: 7, outOf: 12 },
    { outcomeId: 'look', points: 1, outOf: 2 },
  ]);
});

test('better is by share, not by points', () => {
  const attempts = [attempt('quiz', 3, 10, [['look', 3, 10]]), attempt('quiz', 2, 4, [['look', 2, 4]])];
  expect(masteryOf(attempts)).toEqual([{ outcomeId: 'look', points: 2, outOf: 4 }]);
});

test('nothing attempted is nothing mastered', () => {
  expect(masteryOf([])).toEqual([]);
});
