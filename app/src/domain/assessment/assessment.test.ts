import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  coolsDownUntil,
  dueAt,
  graceSeconds,
  isOver,
  judge,
  mayStart,
  percent,
  quizSettingsSchema,
  type Mark,
} from './assessment.ts';
import { markSingleChoice, singleChoiceProblems } from './question-kinds/single-choice.ts';

const mark = (points: number, outOf: number, outcomes: readonly string[] = ['a']): Mark => ({
  questionVersionId: `q${points}-${outOf}-${outcomes.join()}`,
  points,
  outOf,
  outcomes,
});
const settings = { passMark: 70, attemptLimit: 2 };

test('exactly the pass mark is a pass, one point below is not', () => {
  expect(judge([mark(7, 10)], settings).passed).toBe(true);
  expect(judge([mark(6, 10)], settings).passed).toBe(false);
  expect(judge([mark(2, 3)], { ...settings, passMark: 67 }).passed).toBe(false);
});

test('a paper without points is never passed', () => {
  expect(judge([], settings)).toEqual({ score: 0, outOf: 0, passed: false, outcomes: [], marks: [] });
});

test('each outcome gets the points of the questions aligned to it', () => {
  const verdict = judge([mark(1, 1, ['b', 'a']), mark(0, 2, ['a'])], settings);
  expect(verdict.outcomes).toEqual([
    { outcomeId: 'a', points: 1, outOf: 3 },
    { outcomeId: 'b', points: 1, outOf: 1 },
  ]);
  expect([verdict.score, verdict.outOf]).toEqual([1, 3]);
});

test('a score just below the pass mark is not rounded up to it', () => {
  expect(percent(699, 1000)).toBe(69);
  expect(percent(0, 0)).toBe(0);
  expect(percent(3, 3)).toBe(100);
});

test('passed agrees with the share of points for every paper', () => {
  const paper = fc.array(
    fc.nat(5).chain((outOf) => fc.nat(outOf).map((points) => mark(points, outOf))),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(paper, fc.integer({ min: 1, max: 100 }), (marks, passMark) => {
      const { score, outOf, passed } = judge(marks, { passMark, attemptLimit: null });
      expect(passed).toBe(outOf > 0 && score / outOf >= passMark / 100 - 1e-12);
    }),
  );
});

const noon = new Date('2026-10-14T12:00:00Z');
const later = (hours: number) => new Date(noon.getTime() + hours * 3_600_000);
const asked = (at = noon) => ({ questionCount: 3, at });
const failed = { passed: false, endedAt: noon };

test('a further attempt is refused once passed, when none is left, and when there is nothing to answer', () => {
  expect(mayStart(settings, [], asked())).toBeNull();
  expect(mayStart(settings, [failed], asked())).toBeNull();
  expect(mayStart(settings, [failed, failed], asked())).toBe('no-attempts-left');
  expect(
    mayStart(
      settings,
      [
        { ...failed, passed: null },
        { ...failed, passed: true },
      ],
      asked(),
    ),
  ).toBe('already-passed');
  expect(mayStart({ ...settings, attemptLimit: null }, Array(50).fill(failed), asked())).toBeNull();
  expect(mayStart(settings, [], { ...asked(), questionCount: 0 })).toBe('nothing-to-answer');
});

test('a further attempt waits until the pause after the latest one is over, to the second', () => {
  const paused = { ...settings, attemptLimit: 3, coolDownHours: 2 };
  expect(mayStart(paused, [], asked())).toBeNull();
  expect(mayStart(paused, [failed], asked(later(1.999)))).toBe('cooling-down');
  expect(mayStart(paused, [failed], asked(later(2)))).toBeNull();
  expect(mayStart(paused, [{ passed: false, endedAt: later(1) }, failed], asked(later(2)))).toBe('cooling-down');
  expect(mayStart(paused, [failed, failed, failed], asked())).toBe('no-attempts-left');
  expect(mayStart(paused, [{ passed: null, endedAt: null }], asked())).toBeNull();
  expect(coolsDownUntil(paused, [failed])).toEqual(later(2));
});

test('time runs out so many minutes after the start, and what is on its way for a moment longer still counts', () => {
  expect(dueAt(settings, noon)).toBeNull();
  const due = dueAt({ ...settings, timeLimitMinutes: 90 }, noon);
  expect(due).toEqual(later(1.5));
  const after = (seconds: number) => isOver({ dueAt: due }, new Date(later(1.5).getTime() + seconds * 1000));
  expect([after(0), after(graceSeconds), after(graceSeconds + 0.001)]).toEqual([false, false, true]);
  expect(isOver({ dueAt: null }, later(9_999))).toBe(false);
});

test('only the right option earns the points', () => {
  const key = { correct: 'x', explanation: '' };
  expect(markSingleChoice(key, 3, { option: 'x' })).toBe(3);
  expect(markSingleChoice(key, 3, { option: 'y' })).toBe(0);
  expect(markSingleChoice(key, 3, null)).toBe(0);
});

test('a question that cannot be asked fairly is named with everything wrong in it', () => {
  const options = [
    { id: 'x', text: 'One' },
    { id: 'y', text: 'Two' },
  ];
  const body = { prompt: 'Which?', options };
  const key = { correct: 'x', explanation: '' };
  expect(singleChoiceProblems(body, key)).toEqual([]);
  expect(singleChoiceProblems({ ...body, prompt: ' ' }, key)).toEqual(['prompt-missing']);
  expect(singleChoiceProblems({ ...body, options: options.slice(0, 1) }, key)).toEqual(['too-few-options']);
  expect(singleChoiceProblems({ ...body, options: [...options, { id: 'z', text: '' }] }, key)).toEqual([
    'option-empty',
  ]);
  expect(singleChoiceProblems({ ...body, options: [...options, { id: 'z', text: 'Two ' }] }, key)).toEqual([
    'options-alike',
  ]);
  expect(singleChoiceProblems(body, { ...key, correct: 'w' })).toEqual(['no-correct-option']);
  const nine = Array.from({ length: 9 }, (_, index) => ({ id: `x${index}`, text: `Option ${index}` }));
  expect(singleChoiceProblems({ ...body, options: nine }, { ...key, correct: 'x1' })).toEqual(['too-many-options']);
});

test('a pass mark is a whole number from 1 to 100, so that an empty paper never passes', () => {
  const isKept = (passMark: number) => quizSettingsSchema.safeParse({ passMark, attemptLimit: null }).success;
  expect([0, 1, 50, 100, 101, 49.5].map(isKept)).toEqual([false, true, true, true, false, false]);
});

test('attempts are without limit, or a whole number from 1 to 100', () => {
  const isKept = (attemptLimit: number | null) => quizSettingsSchema.safeParse({ passMark: 50, attemptLimit }).success;
  expect([null, 0, 1, 3, 100, 101, 1.5].map(isKept)).toEqual([true, false, true, true, true, false, false]);
});

test('a time limit is of 1 to 1440 minutes, a pause of 1 to 720 hours, and either may be absent', () => {
  const isKept = (more: object) => quizSettingsSchema.safeParse({ passMark: 50, attemptLimit: null, ...more }).success;
  expect([0, 1, 60, 1440, 1441].map((timeLimitMinutes) => isKept({ timeLimitMinutes }))).toEqual([
    ...[false, true, true, true, false],
  ]);
  expect([0, 1, 24, 720, 721].map((coolDownHours) => isKept({ coolDownHours }))).toEqual([
    ...[false, true, true, true, false],
  ]);
  expect(isKept({})).toBe(true);
});

test('there is no pause where none is asked for, and none before an attempt has ended', () => {
  const ended = { passed: false, endedAt: new Date('2026-03-01T12:00:00Z') };
  expect(coolsDownUntil({ passMark: 50, attemptLimit: null }, [ended])).toBeNull();
  const settings = { passMark: 50, attemptLimit: null, coolDownHours: 2 };
  expect(coolsDownUntil(settings, [])).toBeNull();
  expect(coolsDownUntil(settings, [{ passed: null, endedAt: null }])).toBeNull();
});
