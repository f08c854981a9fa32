import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  applyAwardRule,
  awardRuleSchema,
  coveredOutcomes,
  requiredAssessments,
  type AwardRule,
  type LearnerFacts,
} from './award-rule.ts';

const quiz = '01890000-0000-7000-8000-000000000001';
const task = '01890000-0000-7000-8000-000000000002';
const passQuiz: AwardRule = { requires: [{ kind: 'assessment-passed', assessmentId: quiz }] };
const passQuizAndRead: AwardRule = { requires: [...passQuiz.requires, { kind: 'lessons-done' }] };
const facts = (passed: readonly [string, boolean][], done = 0, of = 0): LearnerFacts => ({
  judgements: passed.map(([assessmentId, ok]) => ({ assessmentId, passed: ok })),
  lessons: { done, of },
});

test('a learner who passed what the rule requires is granted the award', () => {
  const decision = applyAwardRule(passQuiz, facts([[quiz, true]]));
  expect(decision).toEqual({ granted: true, met: passQuiz.requires, missing: [] });
});

test('a learner who failed is refused, and told what is missing', () => {
  const decision = applyAwardRule(passQuiz, facts([[quiz, false]]));
  expect(decision).toEqual({ granted: false, met: [], missing: passQuiz.requires });
});

test('one pass among failed attempts is a pass', () => {
  expect(
    applyAwardRule(
      passQuiz,
      facts([
        [quiz, false],
        [quiz, true],
        [quiz, false],
      ]),
    ).granted,
  ).toBe(true);
});

test('passing another assessment does not stand in for the required one', () => {
  expect(applyAwardRule(passQuiz, facts([[task, true]])).granted).toBe(false);
});

test('where lessons are required, every one has to be done', () => {
  expect(applyAwardRule(passQuizAndRead, facts([[quiz, true]], 3, 4)).missing).toEqual([{ kind: 'lessons-done' }]);
  expect(applyAwardRule(passQuizAndRead, facts([[quiz, true]], 4, 4)).granted).toBe(true);
  // A lesson done under an earlier version may bring the count above what this version has.
  expect(applyAwardRule(passQuizAndRead, facts([[quiz, true]], 5, 4)).granted).toBe(true);
});

test('a rule that requires nothing to be passed grants nothing', () => {
  expect(applyAwardRule({ requires: [] }, facts([[quiz, true]])).granted).toBe(false);
  expect(applyAwardRule({ requires: [{ kind: 'lessons-done' }] }, facts([], 4, 4)).granted).toBe(false);
});

test('only outcomes of assessments that must be passed count as covered, each once, in order', () => {
  const assessments = [
    { id: quiz, outcomes: ['b', 'a', 'b'] },
    { id: task, outcomes: ['c'] },
  ];
  expect(coveredOutcomes(passQuiz, assessments)).toEqual(['a', 'b']);
  expect(coveredOutcomes({ requires: [{ kind: 'lessons-done' }] }, assessments)).toEqual([]);
});

const ids = fc.constantFrom(quiz, task, '01890000-0000-7000-8000-000000000003');
const anyRule = fc.record({
  requires: fc.array(
    fc.oneof(
      ids.map((assessmentId) => ({ kind: 'assessment-passed' as const, assessmentId })),
      fc.constant({ kind: 'lessons-done' as const }),
    ),
    { maxLength: 5 },
  ),
});
const anyFacts = fc.record({
  judgements: fc.array(fc.record({ assessmentId: ids, passed: fc.boolean() }), { maxLength: 8 }),
  lessons: fc.nat(6).chain((of) => fc.record({ done: fc.nat(of), of: fc.constant(of) })),
});

test('no facts grant an award while an assessment that the rule requires has no passing judgement', () => {
  fc.assert(
    fc.property(anyRule, anyFacts, (rule, learner) => {
      const passed = new Set<string>(learner.judgements.filter((one) => one.passed).map((one) => one.assessmentId));
      const unpassed = requiredAssessments(rule).some((id) => !passed.has(id));
      if (unpassed) expect(applyAwardRule(rule, learner).granted).toBe(false);
    }),
  );
});

test('doing more never takes a granted award away', () => {
  fc.assert(
    fc.property(
      anyRule,
      anyFacts,
      fc.array(fc.record({ assessmentId: ids, passed: fc.boolean() })),
      (rule, learner, more) => {
        if (!applyAwardRule(rule, learner).granted) return;
        expect(applyAwardRule(rule, { ...learner, judgements: [...learner.judgements, ...more] }).granted).toBe(true);
      },
    ),
  );
});

test('a rule as it was kept is read back with every requirement', () => {
  expect(awardRuleSchema.parse(passQuizAndRead)).toEqual(passQuizAndRead);
  expect(awardRuleSchema.parse({ requires: [] })).toEqual({ requires: [] });
});

test('a rule with a requirement that is not known, or with more than sixty, is refused rather than applied in part', () => {
  expect(awardRuleSchema.safeParse({}).success).toBe(false);
  expect(awardRuleSchema.safeParse({ requires: [{ kind: 'paid' }] }).success).toBe(false);
  expect(awardRuleSchema.safeParse({ requires: [{ kind: '' }] }).success).toBe(false);
  expect(awardRuleSchema.safeParse({ requires: [{ kind: 'assessment-passed', assessmentId: 'quiz' }] }).success).toBe(
    false,
  );
  const lessons = Array.from({ length: 61 }, () => ({ kind: 'lessons-done' }));
  expect(awardRuleSchema.safeParse({ requires: lessons }).success).toBe(false);
  expect(awardRuleSchema.safeParse({ requires: lessons.slice(1) }).success).toBe(true);
});
