import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  applyAwardRule,
  awaitsConfirmation,
  awardRuleSchema,
  coveredOutcomes,
  gradeOf,
  overallPercent,
  requiredAssessments,
  ruleProblem,
  weightsOf,
  withAssessments,
  type AwardRule,
  type LearnerFacts,
  type Requirement,
} from './award-rule.ts';

const quiz = '01890000-0000-7000-8000-000000000001';
const task = '01890000-0000-7000-8000-000000000002';
const passQuiz: AwardRule = { requires: [{ kind: 'assessment-passed', assessmentId: quiz }] };
const passQuizAnd = (...more: readonly Requirement[]): AwardRule => ({ requires: [...passQuiz.requires, ...more] });
const passQuizAndRead = passQuizAnd({ kind: 'lessons-done' });
const attended = (attended: number, of: number, required = { attended: 0, of: 0 }) => ({ attended, of, required });
const facts = (
  passed: readonly [string, boolean][],
  done = 0,
  of = 0,
  more: Partial<LearnerFacts> = {},
): LearnerFacts => ({
  judgements: passed.map(([assessmentId, ok]) => ({ assessmentId, passed: ok, score: ok ? 8 : 2, outOf: 10 })),
  lessons: { done, of },
  attendance: attended(0, 0),
  confirmed: false,
  ...more,
});
const scored = (...scores: readonly [string, number, number][]) => ({
  judgements: scores.map(([assessmentId, score, outOf]) => ({ assessmentId, passed: false, score, outOf })),
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

// Attendance

test('so many per cent of the sessions must have been attended, to the very session', () => {
  const rule = passQuizAnd({ kind: 'attendance', percent: 75 });
  const granted = (came: number, of: number) =>
    applyAwardRule(rule, facts([[quiz, true]], 0, 0, { attendance: attended(came, of) })).granted;
  expect(granted(3, 4)).toBe(true);
  expect(granted(2, 3)).toBe(false);
  expect(granted(4, 4)).toBe(true);
  expect(granted(0, 4)).toBe(false);
  // Where no session was held, or the learner was excused from all, nobody came.
  expect(granted(0, 0)).toBe(false);
});

test('every session that is marked as required must have been attended, and there must be one', () => {
  const rule = passQuizAnd({ kind: 'required-sessions' });
  const granted = (required: { attended: number; of: number }) =>
    applyAwardRule(rule, facts([[quiz, true]], 0, 0, { attendance: attended(9, 9, required) })).granted;
  expect(granted({ attended: 2, of: 2 })).toBe(true);
  expect(granted({ attended: 1, of: 2 })).toBe(false);
  expect(granted({ attended: 0, of: 0 })).toBe(false);
});

// A registrar's word

test('where a registrar has to confirm, everything else comes to nothing until they have', () => {
  const rule = passQuizAnd({ kind: 'confirmed' });
  const passed = facts([[quiz, true]]);
  expect(applyAwardRule(rule, passed).missing).toEqual([{ kind: 'confirmed' }]);
  expect(applyAwardRule(rule, { ...passed, confirmed: true }).granted).toBe(true);
});

test('a learner waits for a registrar when that is all that is missing, and not before or after', () => {
  const rule = passQuizAnd({ kind: 'lessons-done' }, { kind: 'confirmed' });
  expect(awaitsConfirmation(rule, facts([[quiz, true]], 4, 4))).toBe(true);
  expect(awaitsConfirmation(rule, facts([[quiz, true]], 3, 4))).toBe(false);
  expect(awaitsConfirmation(rule, facts([[quiz, false]], 4, 4))).toBe(false);
  expect(awaitsConfirmation(rule, facts([[quiz, true]], 4, 4, { confirmed: true }))).toBe(false);
  expect(awaitsConfirmation(passQuizAndRead, facts([[quiz, true]], 4, 4))).toBe(false);
  expect(awaitsConfirmation({ requires: [{ kind: 'confirmed' }] }, facts([]))).toBe(false);
});

// Weights and grades

const weighted: AwardRule = {
  requires: [{ kind: 'assessment-passed', assessmentId: quiz }],
  weights: [
    { assessmentId: quiz, weight: 1 },
    { assessmentId: task, weight: 3 },
  ],
};

test('assessments count by their weights; without weights those that must be passed count alike', () => {
  expect(overallPercent(weighted, scored([quiz, 10, 10], [task, 5, 10]))).toBe(62);
  expect(weightsOf(weighted)).toEqual(weighted.weights);
  const alike: AwardRule = passQuizAnd({ kind: 'assessment-passed', assessmentId: task }, { kind: 'lessons-done' });
  expect(weightsOf(alike)).toEqual([
    { assessmentId: quiz, weight: 1 },
    { assessmentId: task, weight: 1 },
  ]);
  expect(weightsOf({ ...alike, weights: [] })).toHaveLength(2);
  expect(overallPercent(alike, scored([quiz, 10, 10], [task, 5, 10]))).toBe(75);
});

test('the best attempt counts by its share of the points, one never attempted counts nothing', () => {
  expect(overallPercent(passQuiz, scored([quiz, 3, 10], [quiz, 2, 4], [quiz, 1, 4]))).toBe(50);
  expect(overallPercent(passQuiz, scored([quiz, 2, 4], [quiz, 5, 10]))).toBe(50);
  expect(overallPercent(weighted, scored([quiz, 10, 10]))).toBe(25);
  expect(overallPercent(weighted, scored())).toBe(0);
  expect(overallPercent({ requires: [] }, scored([quiz, 10, 10]))).toBe(0);
});

test('the overall score is exact and rounded down', () => {
  const thirds: AwardRule = { requires: [], weights: [{ assessmentId: quiz, weight: 3 }] };
  expect(overallPercent(thirds, scored([quiz, 2, 3]))).toBe(66);
  expect(overallPercent(weighted, scored([quiz, 7, 10], [task, 7, 10]))).toBe(70);
  expect(overallPercent(weighted, scored([quiz, 6999, 10_000], [task, 7, 10]))).toBe(69);
});

test('where an overall score is required, it must be reached', () => {
  const rule: AwardRule = { ...weighted, requires: [...weighted.requires, { kind: 'overall-score', percent: 62 }] };
  const judged = (points: number) => ({
    judgements: [
      { assessmentId: quiz, passed: true, score: 10, outOf: 10 },
      { assessmentId: task, passed: false, score: points, outOf: 100 },
    ],
  });
  expect(applyAwardRule(rule, facts([], 0, 0, judged(50))).granted).toBe(true);
  expect(applyAwardRule(rule, facts([], 0, 0, judged(49))).missing).toEqual([{ kind: 'overall-score', percent: 62 }]);
});

test('the grade is the highest that the overall score reaches, whatever order they are written in', () => {
  const grades = [
    { name: 'Pass', from: 50 },
    { name: 'Distinction', from: 85 },
    { name: 'Merit', from: 70 },
  ];
  const grade = (score: number) => gradeOf({ ...passQuiz, grades }, scored([quiz, score, 100]));
  expect([49, 50, 69, 70, 84, 85, 100].map(grade)).toEqual([
    null,
    'Pass',
    'Pass',
    'Merit',
    'Merit',
    'Distinction',
    'Distinction',
  ]);
  expect(gradeOf(passQuiz, scored([quiz, 100, 100]))).toBeNull();
});

// Keeping a rule

test('only outcomes of assessments that must be passed count as covered, each once, in order', () => {
  const assessments = [
    { id: quiz, outcomes: ['b', 'a', 'b'] },
    { id: task, outcomes: ['c'] },
  ];
  expect(coveredOutcomes(passQuiz, assessments)).toEqual(['a', 'b']);
  expect(coveredOutcomes(weighted, assessments)).toEqual(['a', 'b']);
  expect(coveredOutcomes({ requires: [{ kind: 'lessons-done' }] }, assessments)).toEqual([]);
});

test('a rule names assessments that are there, requires one to be passed, and has no two grades from one score', () => {
  expect(ruleProblem(passQuiz, [quiz])).toBeNull();
  expect(ruleProblem(weighted, [quiz, task])).toBeNull();
  expect(ruleProblem({ requires: [{ kind: 'lessons-done' }] }, [quiz])).toBe('requires-nothing');
  expect(ruleProblem(passQuiz, [task])).toBe('unknown-assessment');
  expect(ruleProblem(weighted, [quiz])).toBe('unknown-assessment');
  const grades = [
    { name: 'Pass', from: 50 },
    { name: 'Merit', from: 50 },
  ];
  expect(ruleProblem({ ...passQuiz, grades }, [quiz])).toBe('same-grade');
  expect(ruleProblem({ ...passQuiz, grades: grades.slice(1) }, [quiz])).toBeNull();
  expect(
    ruleProblem({ ...passQuiz, grades: [...grades.slice(1), { name: 'Distinction', from: 80 }] }, [quiz]),
  ).toBeNull();
});

test('a new version’s rule is the same over the copies of the assessments', () => {
  const copy = '01890000-0000-7000-8000-000000000009';
  const rule: AwardRule = {
    requires: [...weighted.requires, { kind: 'assessment-passed', assessmentId: task }, { kind: 'confirmed' }],
    weights: [{ assessmentId: quiz, weight: 2 }],
    grades: [{ name: 'Pass', from: 50 }],
  };
  expect(withAssessments(rule, new Map([[quiz, copy]]))).toStrictEqual({
    requires: [
      { kind: 'assessment-passed', assessmentId: copy },
      { kind: 'assessment-passed', assessmentId: task },
      { kind: 'confirmed' },
    ],
    weights: [{ assessmentId: copy, weight: 2 }],
    grades: [{ name: 'Pass', from: 50 }],
  });
  expect(withAssessments(passQuiz, new Map())).toEqual(passQuiz);
});

// Whatever the rule and the facts

const ids = fc.constantFrom(quiz, task, '01890000-0000-7000-8000-000000000003');
const anyRequirement: fc.Arbitrary<Requirement> = fc.oneof(
  ids.map((assessmentId) => ({ kind: 'assessment-passed' as const, assessmentId })),
  fc.constant({ kind: 'lessons-done' as const }),
  fc.integer({ min: 1, max: 100 }).map((percent) => ({ kind: 'overall-score' as const, percent })),
  fc.integer({ min: 1, max: 100 }).map((percent) => ({ kind: 'attendance' as const, percent })),
  fc.constant({ kind: 'required-sessions' as const }),
  fc.constant({ kind: 'confirmed' as const }),
);
const anyRule: fc.Arbitrary<AwardRule> = fc.record({
  requires: fc.array(anyRequirement, { maxLength: 5 }),
  weights: fc.array(fc.record({ assessmentId: ids, weight: fc.integer({ min: 1, max: 1000 }) }), { maxLength: 4 }),
  grades: fc.array(fc.record({ name: fc.constantFrom('A', 'B', 'C'), from: fc.nat(100) }), { maxLength: 4 }),
});
const anyJudgement = fc
  .record({ assessmentId: ids, passed: fc.boolean(), outOf: fc.integer({ min: 1, max: 40 }), share: fc.nat(100) })
  .map(({ share, ...one }) => ({ ...one, score: Math.floor((one.outOf * share) / 100) }));
const anyCount = fc.nat(6).chain((of) => fc.record({ attended: fc.nat(of), of: fc.constant(of) }));
const anyFacts: fc.Arbitrary<LearnerFacts> = fc.record({
  judgements: fc.array(anyJudgement, { maxLength: 8 }),
  lessons: fc.nat(6).chain((of) => fc.record({ done: fc.nat(of), of: fc.constant(of) })),
  attendance: fc.tuple(anyCount, anyCount).map(([all, required]) => ({ ...all, required })),
  confirmed: fc.boolean(),
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

test('every requirement is either met or missing, and an award is granted only when none is missing', () => {
  fc.assert(
    fc.property(anyRule, anyFacts, (rule, learner) => {
      const { granted, met, missing } = applyAwardRule(rule, learner);
      expect(met.length + missing.length).toBe(rule.requires.length);
      if (granted) expect(missing).toEqual([]);
      if (missing.length === 0 && requiredAssessments(rule).length > 0) expect(granted).toBe(true);
    }),
  );
});

test('doing more, coming to more and being confirmed never take a granted award away, nor lower its score', () => {
  fc.assert(
    fc.property(anyRule, anyFacts, fc.array(anyJudgement), (rule, learner, more) => {
      const { attendance, lessons } = learner;
      const further: LearnerFacts = {
        judgements: [...learner.judgements, ...more],
        lessons: { ...lessons, done: lessons.of },
        attendance: {
          of: attendance.of,
          attended: attendance.of,
          required: { of: attendance.required.of, attended: attendance.required.of },
        },
        confirmed: true,
      };
      expect(overallPercent(rule, further)).toBeGreaterThanOrEqual(overallPercent(rule, learner));
      if (applyAwardRule(rule, learner).granted) expect(applyAwardRule(rule, further).granted).toBe(true);
    }),
  );
});

test('an overall score is a share of a hundred, whatever the weights', () => {
  fc.assert(
    fc.property(anyRule, anyFacts, (rule, learner) => {
      const percent = overallPercent(rule, learner);
      expect(percent).toBeGreaterThanOrEqual(0);
      expect(percent).toBeLessThanOrEqual(100);
      // One who has all points of everything that counts has a hundred.
      const all = weightsOf(rule).map(({ assessmentId }) => ({ assessmentId, passed: true, score: 7, outOf: 7 }));
      if (all.length > 0) expect(overallPercent(rule, { judgements: all })).toBe(100);
    }),
  );
});

test('a rule as it was kept is read back with every requirement', () => {
  expect(awardRuleSchema.parse(passQuizAndRead)).toEqual(passQuizAndRead);
  expect(awardRuleSchema.parse({ requires: [] })).toEqual({ requires: [] });
  fc.assert(
    fc.property(anyRule, (rule) => {
      expect(awardRuleSchema.parse(rule)).toEqual(rule);
    }),
  );
});

test('a rule with a requirement that is not known, or with more than sixty, is refused rather than applied in part', () => {
  const refused = (rule: unknown) => expect(awardRuleSchema.safeParse(rule).success).toBe(false);
  refused({});
  refused({ requires: [{ kind: 'paid' }] });
  refused({ requires: [{ kind: '' }] });
  refused({ requires: [{ kind: 'assessment-passed', assessmentId: 'quiz' }] });
  for (const kind of ['overall-score', 'attendance'])
    for (const percent of [0, 101, 50.5, undefined]) refused({ requires: [{ kind, percent }] });
  const lessons = Array.from({ length: 61 }, () => ({ kind: 'lessons-done' }));
  refused({ requires: lessons });
  expect(awardRuleSchema.safeParse({ requires: lessons.slice(1) }).success).toBe(true);
});

test('weights and grades that make no sense are refused', () => {
  const reads = (more: object) => awardRuleSchema.safeParse({ requires: [], ...more }).success;
  const weight = { assessmentId: quiz, weight: 1 };
  expect(reads({ weights: [weight, { ...weight, weight: 1000 }] })).toBe(true);
  for (const wrong of [0, -1, 1.5, 1001]) expect(reads({ weights: [{ ...weight, weight: wrong }] })).toBe(false);
  expect(reads({ weights: [{ assessmentId: 'quiz', weight: 1 }] })).toBe(false);
  expect(reads({ weights: Array.from({ length: 60 }, () => weight) })).toBe(true);
  expect(reads({ weights: Array.from({ length: 61 }, () => weight) })).toBe(false);
  const grade = { name: 'Pass', from: 50 };
  expect(
    reads({
      grades: [
        { ...grade, from: 0 },
        { ...grade, from: 100 },
      ],
    }),
  ).toBe(true);
  for (const from of [-1, 101, 0.5]) expect(reads({ grades: [{ ...grade, from }] })).toBe(false);
  for (const name of ['', ' ', 'x'.repeat(41)]) expect(reads({ grades: [{ ...grade, name }] })).toBe(false);
  expect(reads({ grades: [{ ...grade, name: 'x'.repeat(40) }] })).toBe(true);
  expect(awardRuleSchema.parse({ requires: [], grades: [{ name: ' Pass ', from: 50 }] }).grades).toEqual([grade]);
  expect(reads({ grades: Array.from({ length: 20 }, () => grade) })).toBe(true);
  expect(reads({ grades: Array.from({ length: 21 }, () => grade) })).toBe(false);
});
