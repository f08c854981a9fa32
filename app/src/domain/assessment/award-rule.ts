import { z } from 'zod';

/**
 * The award rule of a version: typed data, decided by the pure functions below and nowhere else. A requirement is one
 * kind in a list, so that weights, attendance and a registrar's confirmation join later without changing old rules.
 */

const requirementSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('assessment-passed'), assessmentId: z.uuid() }),
  z.object({ kind: z.literal('lessons-done') }),
]);
export const awardRuleSchema = z.object({ requires: z.array(requirementSchema).max(60) });

export type Requirement = z.infer<typeof requirementSchema>;
export type AwardRule = z.infer<typeof awardRuleSchema>;

/** What a learner has done, as it stands: the judgement in force of each submitted attempt, and the lessons. */
export interface LearnerFacts {
  readonly judgements: readonly { readonly assessmentId: string; readonly passed: boolean }[];
  readonly lessons: { readonly done: number; readonly of: number };
}

export interface RuleDecision {
  readonly granted: boolean;
  readonly met: readonly Requirement[];
  readonly missing: readonly Requirement[];
}

/** Grants only when every requirement is met. A rule that requires no assessment to be passed grants nothing. */
export function applyAwardRule(rule: AwardRule, facts: LearnerFacts): RuleDecision {
  const met = rule.requires.filter((requirement) => isMet(requirement, facts));
  const missing = rule.requires.filter((requirement) => !isMet(requirement, facts));
  return { granted: missing.length === 0 && requiredAssessments(rule).length > 0, met, missing };
}

function isMet(requirement: Requirement, facts: LearnerFacts): boolean {
  if (requirement.kind === 'lessons-done') return facts.lessons.done >= facts.lessons.of;
  return facts.judgements.some((judgement) => judgement.passed && judgement.assessmentId === requirement.assessmentId);
}

/** The assessments that the rule requires to be passed. */
export function requiredAssessments(rule: AwardRule): readonly string[] {
  return rule.requires.flatMap((requirement) =>
    requirement.kind === 'assessment-passed' ? [requirement.assessmentId] : [],
  );
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
