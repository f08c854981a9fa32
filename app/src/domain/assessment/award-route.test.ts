import { expect, test } from 'vitest';
import { opens, ruleFor } from './award-route.ts';
import {
  applyAwardRule,
  awardRuleSchema,
  awaitsConfirmation,
  type AwardRule,
  type LearnerFacts,
} from './award-rule.ts';
import { evidenceProblems, linksIn, mostLinks, withoutReason } from './evidence.ts';

const quiz = '01890000-0000-7000-8000-000000000001';
const rule: AwardRule = {
  requires: [
    { kind: 'assessment-passed', assessmentId: quiz },
    { kind: 'lessons-done' },
    { kind: 'attendance', percent: 80 },
    { kind: 'required-sessions' },
    { kind: 'overall-score', percent: 60 },
    { kind: 'confirmed' },
  ],
  grades: [{ name: 'Pass', from: 50 }],
  routes: ['prior-learning'],
};
const nobody = { attended: 0, of: 4, required: { attended: 0, of: 2 } };
const facts: LearnerFacts = {
  judgements: [{ assessmentId: quiz, passed: true, score: 8, outOf: 10 }],
  lessons: { done: 0, of: 9 },
  attendance: nobody,
  confirmed: true,
};

test('who takes the assessment alone is asked for all but lessons, attendance and sessions', () => {
  const alone = ruleFor(rule, 'assessment-only');
  expect(alone.requires.map(({ kind }) => kind)).toEqual(['assessment-passed', 'overall-score', 'confirmed']);
  expect(alone.grades).toEqual(rule.grades);
  expect(applyAwardRule(alone, facts).granted).toBe(true);
  expect(applyAwardRule(ruleFor(rule, 'taught'), facts).granted).toBe(false);
});

test('who is recognised is asked for every outcome and a registrar’s word, and no quiz that they passed stands for it', () => {
  const prior = ruleFor(rule, 'prior-learning');
  expect(prior).toEqual({ requires: [{ kind: 'prior-learning-recognised' }, { kind: 'confirmed' }] });
  expect(applyAwardRule(prior, facts).granted).toBe(false);
  expect(applyAwardRule(prior, { ...facts, judgements: [], recognised: true }).granted).toBe(true);
  expect(awaitsConfirmation(prior, { ...facts, confirmed: false, recognised: true })).toBe(true);
  expect(applyAwardRule(ruleFor(rule, 'taught'), { ...facts, judgements: [], recognised: true }).granted).toBe(false);
});

test('a version opens the routes that its rule names, and being taught always', () => {
  expect(opens(rule, 'prior-learning')).toBe(true);
  expect(opens(rule, 'assessment-only')).toBe(false);
  expect(opens({ requires: [] }, 'taught')).toBe(true);
  expect(opens({ requires: [] }, 'prior-learning')).toBe(false);
  expect(awardRuleSchema.parse(rule).routes).toEqual(['prior-learning']);
  expect(awardRuleSchema.safeParse({ requires: [{ kind: 'prior-learning-recognised' }] }).success).toBe(false);
});

test('links are whole addresses of the web, one a line, and not too many', () => {
  expect(linksIn(' https://one.example/a \n\nhttp://two.example')).toEqual([
    'https://one.example/a',
    'http://two.example',
  ]);
  expect(linksIn('')).toEqual([]);
  for (const typed of ['javascript:alert(1)', 'one.example', 'https://one.example\nno link']) {
    expect(linksIn(typed)).toBeUndefined();
  }
  expect(linksIn('https://one.example\n'.repeat(mostLinks + 1))).toBeUndefined();
});

test('evidence says something of every outcome, and what is found not shown says why', () => {
  const evidence = [{ outcomeId: 'a', text: 'Ten years of it.', links: [] }];
  expect(evidenceProblems(evidence, ['a'])).toEqual([]);
  expect(evidenceProblems(evidence, ['a', 'b'])).toEqual([{ outcomeId: 'b', because: 'empty' }]);
  expect(evidenceProblems([{ outcomeId: 'a', text: 'x'.repeat(10_001), links: [] }], ['a'])).toEqual([
    { outcomeId: 'a', because: 'too-long' },
  ]);
  expect(
    withoutReason([
      { criterionId: 'a', level: 0, feedback: ' ' },
      { criterionId: 'b', level: 0, feedback: 'Nothing later than 2010.' },
      { criterionId: 'c', level: 1, feedback: '' },
    ]),
  ).toEqual(['a']);
});
