import { z } from 'zod';
import type { Route } from '#domain/learning/learning.ts';
import type { Attendance } from '#domain/learning/teaching-session.ts';

/**
 * The award rule of a version: typed data, decided by the pure functions below and nowhere else. A requirement is one
 * kind in a list, so that further kinds join without changing old rules.
 */

const share = z.number().int().min(1).max(100);
const requirementSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('assessment-passed'), assessmentId: z.uuid() }),
  z.object({ kind: z.literal('lessons-done') }),
  /** The weighted score over the assessments, in per cent. */
  z.object({ kind: z.literal('overall-score'), percent: share }),
  /** Came to so many per cent of the sessions of the run. */
  z.object({ kind: z.literal('attendance'), percent: share }),
  /** Came to every session that the run marks as required. */
  z.object({ kind: z.literal('required-sessions') }),
  /** A registrar has confirmed this learner. */
  z.object({ kind: z.literal('confirmed') }),
]);
/** Routes to the award that a version opens beside being taught, which it always does. */
export const furtherRoutes = ['assessment-only', 'prior-learning'] as const satisfies readonly Route[];
export type FurtherRoute = (typeof furtherRoutes)[number];
const weightSchema = z.object({ assessmentId: z.uuid(), weight: z.number().int().min(1).max(1000) });
const gradeSchema = z.object({
  name: z.string().trim().min(1).max(40),
  /** Per cent of the weighted score from which it is given. */
  from: z.number().int().min(0).max(100),
});

export const awardRuleSchema = z.object({
  requires: z.array(requirementSchema).max(60),
  /** How much each assessment counts for the overall score. Without any, those that must be passed count alike. */
  weights: z.array(weightSchema).max(60).optional(),
  /** Without any, an award has no grade. */
  grades: z.array(gradeSchema).max(20).optional(),
  /** Without any, the microcredential is taken with its lessons alone. */
  routes: z.array(z.enum(furtherRoutes)).max(furtherRoutes.length).optional(),
});

/** What a rule asks for. The last kind is asked of those alone who are recognised: see `award-route.ts`. */
export type Requirement = z.infer<typeof requirementSchema> | { readonly kind: 'prior-learning-recognised' };
export type Grade = z.infer<typeof gradeSchema>;
export type AwardRule = Omit<z.infer<typeof awardRuleSchema>, 'requires'> & { readonly requires: Requirement[] };

/** What a learner has done, as it stands. */
export interface LearnerFacts {
  /** The judgement in force of each submitted attempt. */
  readonly judgements: readonly {
    readonly assessmentId: string;
    readonly passed: boolean;
    readonly score: number;
    readonly outOf: number;
  }[];
  readonly lessons: { readonly done: number; readonly of: number };
  readonly attendance: Attendance;
  /** By a registrar. */
  readonly confirmed: boolean;
  /** An assessor found every outcome shown by evidence of prior learning. */
  readonly recognised?: boolean;
}

export interface RuleDecision {
  readonly granted: boolean;
  readonly met: readonly Requirement[];
  readonly missing: readonly Requirement[];
}

/** Grants only when every requirement is met. A rule that requires nobody's judgement grants nothing. */
export function applyAwardRule(rule: AwardRule, facts: LearnerFacts): RuleDecision {
  const met = rule.requires.filter((requirement) => isMet(requirement, rule, facts));
  const missing = rule.requires.filter((requirement) => !met.includes(requirement));
  const isJudged = rule.requires.some(
    ({ kind }) => kind === 'assessment-passed' || kind === 'prior-learning-recognised',
  );
  return { granted: missing.length === 0 && isJudged, met, missing };
}

/** Whether a registrar's word is all that is missing. */
export function awaitsConfirmation(rule: AwardRule, facts: LearnerFacts): boolean {
  return !applyAwardRule(rule, facts).granted && applyAwardRule(rule, { ...facts, confirmed: true }).granted;
}

function isMet(requirement: Requirement, rule: AwardRule, facts: LearnerFacts): boolean {
  switch (requirement.kind) {
    case 'assessment-passed':
      return facts.judgements.some(
        (judgement) => judgement.passed && judgement.assessmentId === requirement.assessmentId,
      );
    case 'lessons-done':
      return facts.lessons.done >= facts.lessons.of;
    case 'overall-score':
      return overallPercent(rule, facts) >= requirement.percent;
    case 'attendance': {
      // Nobody attends a run without sessions.
      const { attended, of } = facts.attendance;
      return attended > 0 && attended * 100 >= requirement.percent * of;
    }
    case 'required-sessions': {
      const { attended, of } = facts.attendance.required;
      return attended > 0 && attended >= of;
    }
    case 'confirmed':
      return facts.confirmed;
    case 'prior-learning-recognised':
      return facts.recognised === true;
  }
}

/** The assessments that the rule requires to be passed. */
export function requiredAssessments(rule: AwardRule): readonly string[] {
  return rule.requires.flatMap((requirement) =>
    requirement.kind === 'assessment-passed' ? [requirement.assessmentId] : [],
  );
}

/** What counts for the overall score, and how much. */
export function weightsOf(rule: AwardRule): readonly { readonly assessmentId: string; readonly weight: number }[] {
  const weights = rule.weights ?? [];
  return weights.length > 0 ? weights : requiredAssessments(rule).map((assessmentId) => ({ assessmentId, weight: 1 }));
}

/**
 * The weighted score in whole per cent, rounded down: the best attempt at each assessment counts, one never attempted
 * counts nothing. Exact: fractions are added as whole numbers, so that 70% is reached by 70% and not by 69.99%.
 */
export function overallPercent(rule: AwardRule, facts: Pick<LearnerFacts, 'judgements'>): number {
  const weights = weightsOf(rule);
  let above = 0n;
  let below = 1n;
  for (const { assessmentId, weight } of weights) {
    const best = bestOf(facts.judgements.filter((judgement) => judgement.assessmentId === assessmentId));
    above = above * BigInt(best.outOf) + BigInt(weight) * BigInt(best.score) * below;
    below *= BigInt(best.outOf);
  }
  const total = weights.reduce((sum, { weight }) => sum + BigInt(weight), 0n);
  return total === 0n ? 0 : Number((above * 100n) / (below * total));
}

function bestOf(judgements: LearnerFacts['judgements']): { readonly score: number; readonly outOf: number } {
  return judgements.reduce<{ readonly score: number; readonly outOf: number }>(
    (best, one) => (one.score * best.outOf > best.score * one.outOf ? one : best),
    { score: 0, outOf: 1 },
  );
}

/** The highest grade that the overall score reaches; null where the rule has none, or none is reached. */
export function gradeOf(rule: AwardRule, facts: Pick<LearnerFacts, 'judgements'>): string | null {
  const percent = overallPercent(rule, facts);
  const reached = (rule.grades ?? []).filter(({ from }) => from <= percent);
  return reached.toSorted((a, b) => b.from - a.from)[0]?.name ?? null;
}

/** The outcomes covered by a question of an assessment that must be passed: what the award may claim. */
export function coveredOutcomes(
  rule: AwardRule,
  assessments: readonly { readonly id: string; readonly outcomes: readonly string[] }[],
): readonly string[] {
  const required = new Set(requiredAssessments(rule));
  const covered = assessments.filter((assessment) => required.has(assessment.id)).flatMap(({ outcomes }) => outcomes);
  return [...new Set(covered)].sort();
}

/** The same rule over other assessments: a new version starts with copies of the former's. */
export function withAssessments(rule: AwardRule, renamed: ReadonlyMap<string, string>): AwardRule {
  const rename = <Named extends { readonly assessmentId: string }>(one: Named): Named => ({
    ...one,
    assessmentId: renamed.get(one.assessmentId) ?? one.assessmentId,
  });
  return {
    ...rule,
    requires: rule.requires.map((requirement) =>
      requirement.kind === 'assessment-passed' ? rename(requirement) : requirement,
    ),
    ...(rule.weights === undefined ? {} : { weights: rule.weights.map(rename) }),
  };
}

export type RuleProblem = 'requires-nothing' | 'unknown-assessment' | 'same-grade';

/** What keeps a rule from being kept, of a version that has these assessments; null when nothing does. */
export function ruleProblem(rule: AwardRule, assessmentIds: readonly string[]): RuleProblem | null {
  const required = requiredAssessments(rule);
  if (required.length === 0) return 'requires-nothing';
  const named = [...required, ...weightsOf(rule).map(({ assessmentId }) => assessmentId)];
  if (named.some((id) => !assessmentIds.includes(id))) return 'unknown-assessment';
  const froms = (rule.grades ?? []).map(({ from }) => from);
  return new Set(froms).size < froms.length ? 'same-grade' : null;
}
