import { expect, test } from 'vitest';
import { outcomeProgress, timeLeft } from './progress.ts';

const lessons = [
  { id: 'a', minutes: 50, outcomes: ['calm'] },
  { id: 'b', minutes: 30, outcomes: ['calm', 'refer'] },
  { id: 'c', minutes: 0, outcomes: [] },
];

test('an outcome is as far as the lessons that serve it, and a lesson may serve several', () => {
  expect(outcomeProgress([{ id: 'calm' }, { id: 'refer' }, { id: 'rest' }], lessons, new Set(['b']))).toEqual([
    { outcomeId: 'calm', done: 1, of: 2 },
    { outcomeId: 'refer', done: 1, of: 1 },
    { outcomeId: 'rest', done: 0, of: 0 },
  ]);
});

test('the time left is what the lessons not done say, and those that say none are counted apart', () => {
  expect(timeLeft(lessons, new Set())).toEqual({ hours: 1, minutes: 20, untimed: 1 });
  expect(timeLeft(lessons, new Set(['a', 'c']))).toEqual({ hours: 0, minutes: 30, untimed: 0 });
  expect(timeLeft(lessons, new Set(['a', 'b', 'c']))).toEqual({ hours: 0, minutes: 0, untimed: 0 });
});
