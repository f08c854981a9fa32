import { expect, test } from 'vitest';
import { applyAwardRule, type AwardRule } from '#domain/assessment/award-rule.ts';
import { factsOf, madeUp, samplesFrom } from './sample-learners.ts';

const tried = { assessments: [{ id: 'quiz', settings: { passMark: 70 } }], lessons: 3 };
const rule: AwardRule = {
  requires: [
    { kind: 'assessment-passed', assessmentId: 'quiz' },
    { kind: 'lessons-done' },
    { kind: 'attendance', percent: 80 },
    { kind: 'confirmed' },
  ],
};

test('of the made-up learners one is awarded, one just missed the pass mark, one came too rarely', () => {
  const missing = madeUp(tried).map((sample) =>
    applyAwardRule(rule, factsOf(sample, tried)).missing.map(({ kind }) => kind),
  );
  expect(missing).toEqual([[], ['assessment-passed'], ['attendance', 'confirmed']]);
});

test('what the address says is held to what can be; an assessment left empty was never attempted', () => {
  expect(samplesFrom(new URLSearchParams(), tried)).toBeUndefined();
  const query = new URLSearchParams({
    tried: '',
    'score-0-quiz': '70',
    'lessons-0': '99',
    'sessions-0': '-4',
    'required-0': '1.9',
    'confirmed-0': 'on',
    'score-1-quiz': 'all',
  });
  expect(samplesFrom(query, tried)).toEqual([
    { scores: { quiz: 70 }, lessons: 3, sessions: 0, required: 1, confirmed: true },
    { scores: { quiz: 0 }, lessons: 0, sessions: 0, required: 0, confirmed: false },
    { scores: { quiz: null }, lessons: 0, sessions: 0, required: 0, confirmed: false },
  ]);
  const [first, , third] = samplesFrom(query, tried) ?? [];
  expect(first && factsOf(first, tried).judgements).toEqual([
    { assessmentId: 'quiz', passed: true, score: 70, outOf: 100 },
  ]);
  expect(third && factsOf(third, tried).judgements).toEqual([]);
});
