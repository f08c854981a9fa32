import { expect, test } from 'vitest';
import { secondsLeft, warningAt } from './time-left.ts';

const dueAt = new Date('2026-10-14T12:00:00Z');

test('what is left is never less than nothing', () => {
  const before = (milliseconds: number) => secondsLeft(dueAt, new Date(dueAt.getTime() - milliseconds));
  expect([90_000, 1_500, 1, 0, -5_000].map(before)).toEqual([90, 2, 1, 0, 0]);
});

test('a reader is warned once when five minutes are left and once when one is, also after the computer slept', () => {
  const warned: (readonly [number, number])[] = [];
  let before: number | undefined;
  for (let left = 400; left >= 0; left -= 1) {
    const minutes = warningAt(before, left);
    if (minutes !== undefined) warned.push([left, minutes]);
    before = left;
  }
  expect(warned).toEqual([
    [300, 5],
    [60, 1],
  ]);
  expect(warningAt(1_000, 200)).toBe(5);
  expect(warningAt(1_000, 20)).toBe(1);
  expect(warningAt(undefined, 200)).toBe(5);
  expect(warningAt(undefined, 900)).toBeUndefined();
});
