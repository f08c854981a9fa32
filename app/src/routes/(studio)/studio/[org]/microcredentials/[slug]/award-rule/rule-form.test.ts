import { expect, test } from 'vitest';
import type { AwardRule } from '#domain/assessment/award-rule.ts';
import { ruleFrom, ruleValues, typedValues } from './rule-form.ts';

const quiz = '01890000-0000-7000-8000-000000000001';
const task = '01890000-0000-7000-8000-000000000002';
const form = (fields: readonly (readonly [string, string])[]) => {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
};

const rule: AwardRule = {
  requires: [
    { kind: 'assessment-passed', assessmentId: quiz },
    { kind: 'lessons-done' },
    { kind: 'overall-score', percent: 60 },
    { kind: 'attendance', percent: 80 },
    { kind: 'required-sessions' },
    { kind: 'confirmed' },
  ],
  weights: [
    { assessmentId: quiz, weight: 1 },
    { assessmentId: task, weight: 3 },
  ],
  grades: [
    { name: 'Distinction', from: 85 },
    { name: 'Pass', from: 50 },
  ],
};

test('a rule that is shown in the form and sent back as it stands is the same rule', () => {
  const fields = Object.entries(ruleValues(rule)).map(([name, value]): [string, string] =>
    name.startsWith('passed-') ? ['assessments', name.slice('passed-'.length)] : [name, value],
  );
  expect(ruleFrom(form(fields), [quiz, task])).toEqual({ rule });
  expect(typedValues(form(fields))).toEqual(ruleValues(rule));
});

test('what stands in a field whose box isn’t ticked belongs to no rule', () => {
  const fields = [
    ['assessments', quiz],
    ['overallPercent', 'much'],
    ['attendancePercent', ''],
    [`weight-${quiz}`, ''],
  ] as const;
  expect(ruleFrom(form(fields), [quiz])).toEqual({
    rule: { requires: [{ kind: 'assessment-passed', assessmentId: quiz }] },
  });
});

test('what cannot be is told at its field', () => {
  const fields = [
    ['assessments', quiz],
    ['overall', 'on'],
    ['overallPercent', '101'],
    ['attendance', 'on'],
    ['attendancePercent', 'all'],
    [`weight-${quiz}`, '0'],
    ['grade-0', ''],
    ['from-0', '50'],
    ['grade-1', 'Merit'],
    ['from-1', ''],
  ] as const;
  const read = ruleFrom(form(fields), [quiz]);
  expect('errors' in read && Object.keys(read.errors).sort()).toEqual(
    ['overallPercent', 'attendancePercent', `weight-${quiz}`, 'grade-0', 'from-1'].sort(),
  );
  const unknown = ruleFrom(form([['assessments', 'quiz']]), [quiz]);
  expect('errors' in unknown && Object.keys(unknown.errors)).toEqual(['assessments']);
});
