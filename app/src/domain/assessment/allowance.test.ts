import { expect, test } from 'vitest';
import { mayGrantResit, settingsFor } from './allowance.ts';
import { coolsDownUntil, mayStart } from './assessment.ts';

const noon = new Date('2026-10-14T12:00:00Z');
const later = (hours: number) => new Date(noon.getTime() + hours * 3_600_000);
const none = { extraTimePercent: 0, moreAttempts: 0, resits: 0, lastResitAt: null };
const failed = (endedAt: Date | null) => ({ passed: endedAt && false, endedAt });

test('minutes are rounded up, and what has no limit gets none', () => {
  const timed = { passMark: 50, attemptLimit: 2, timeLimitMinutes: 45 };
  expect(settingsFor(timed, { ...none, extraTimePercent: 25 }).timeLimitMinutes).toBe(57);
  expect(settingsFor(timed, { ...none, moreAttempts: 3, resits: 1 })).toMatchObject({ attemptLimit: 6 });
  const free = { passMark: 50, attemptLimit: null };
  expect(settingsFor(free, { ...none, extraTimePercent: 100, moreAttempts: 3 })).toEqual(free);
});

test('a resit may begin at once after a pause was asked for; after the resit the pause is asked for again', () => {
  const quiz = { passMark: 50, attemptLimit: 1, coolDownHours: 24 };
  const granted = settingsFor(quiz, { ...none, resits: 1, lastResitAt: later(1) });
  const asked = { questionCount: 1, at: later(1) };
  expect(mayStart(settingsFor(quiz, { ...none, moreAttempts: 1 }), [failed(noon)], asked)).toBe('cooling-down');
  expect(mayStart(granted, [failed(noon)], asked)).toBeNull();
  expect(coolsDownUntil(granted, [failed(later(1))])).toBeNull();
  expect(coolsDownUntil(granted, [failed(noon), failed(later(2))])).toEqual(later(26));
});

test('a resit is for whoever has used every attempt, with none open or passed', () => {
  const quiz = { attemptLimit: 2 };
  expect(mayGrantResit(quiz, [failed(noon)])).toBe('attempts-left');
  expect(mayGrantResit(quiz, [failed(noon), failed(null)])).toBe('attempts-left');
  expect(mayGrantResit(quiz, [failed(noon), { passed: true, endedAt: noon }])).toBe('passed');
  expect(mayGrantResit({ attemptLimit: null }, [failed(noon), failed(noon)])).toBe('attempts-left');
  expect(mayGrantResit(quiz, [failed(noon), failed(noon)])).toBeNull();
});
