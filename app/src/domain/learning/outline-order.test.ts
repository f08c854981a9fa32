import { expect, test } from 'vitest';
import { holdTheSame, placedBefore, withLessonIn } from './outline-order.ts';

const order = [
  { id: 'one', lessons: ['a', 'b'] },
  { id: 'two', lessons: [] },
];

test('a lesson goes before another, to the end, or into a module that has none', () => {
  expect(placedBefore(['a', 'b', 'c'], 'c', 'a')).toEqual(['c', 'a', 'b']);
  expect(placedBefore(['a', 'b', 'c'], 'a', null)).toEqual(['b', 'c', 'a']);
  expect(placedBefore(['a', 'b', 'c'], 'a', 'c')).toEqual(['b', 'a', 'c']);
  expect(withLessonIn(order, 'a', { module: 'two', before: null })).toEqual([
    { id: 'one', lessons: ['b'] },
    { id: 'two', lessons: ['a'] },
  ]);
  expect(withLessonIn(order, 'b', { module: 'one', before: 'a' })[0]?.lessons).toEqual(['b', 'a']);
});

test('an order holds the same only with every module and lesson once', () => {
  expect(
    holdTheSame(order, [
      { id: 'two', lessons: ['b'] },
      { id: 'one', lessons: ['a'] },
    ]),
  ).toBe(true);
  expect(holdTheSame(order, [{ id: 'one', lessons: ['a', 'b'] }])).toBe(false);
  expect(
    holdTheSame(order, [
      { id: 'one', lessons: ['a'] },
      { id: 'two', lessons: [] },
    ]),
  ).toBe(false);
  expect(
    holdTheSame(order, [
      { id: 'one', lessons: ['a', 'a'] },
      { id: 'two', lessons: [] },
    ]),
  ).toBe(false);
  expect(
    holdTheSame(order, [
      { id: 'one', lessons: ['a', 'b'] },
      { id: 'one', lessons: [] },
    ]),
  ).toBe(false);
  expect(
    holdTheSame(order, [
      { id: 'one', lessons: ['a', 'x'] },
      { id: 'two', lessons: [] },
    ]),
  ).toBe(false);
});
