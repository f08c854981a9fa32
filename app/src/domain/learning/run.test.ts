import { expect, test } from 'vitest';
import { endOf, runRefusal } from './run.ts';

const at = (day: number) => new Date(Date.UTC(2027, 0, day));
const run = { startsAt: at(10), endsAt: at(20) };
const usual = { extendedUntil: null };

test('what is self-paced neither begins nor ends', () => {
  const selfPaced = { startsAt: null, endsAt: null };
  expect(runRefusal(selfPaced, usual, at(1))).toBeNull();
  expect(endOf(selfPaced, { extendedUntil: at(30) })).toBeNull();
});

test('a run is assessed from its beginning until its end', () => {
  expect(runRefusal(run, usual, new Date(at(10).getTime() - 1))).toBe('run-not-begun');
  expect(runRefusal(run, usual, at(10))).toBeNull();
  expect(runRefusal(run, usual, new Date(at(20).getTime() - 1))).toBeNull();
  expect(runRefusal(run, usual, at(20))).toBe('run-over');
});

test('whoever was given longer ends later, and never earlier than the run', () => {
  expect(runRefusal(run, { extendedUntil: at(25) }, at(24))).toBeNull();
  expect(runRefusal(run, { extendedUntil: at(25) }, at(25))).toBe('run-over');
  expect(endOf(run, { extendedUntil: at(15) })).toEqual(at(20));
});
