import { z } from 'zod';
import { awardRuleSchema, withAssessments, type AwardRule } from '../../award-rule.ts';
import { placeOf } from './package-schemas.ts';

/** An award rule as a package says it: assessments go by the names of their files. */
export const writtenRule = awardRuleSchema.extend({
  requires: z.array(z.unknown()),
  weights: z.array(z.unknown()).optional(),
});

interface RuleRead {
  readonly rule: AwardRule | null;
  /** Assessments that it names and that are not there. */
  readonly unknown: readonly string[];
  /** Where it can't be read. */
  readonly problem?: string;
}

/** The schema of rules wants ids where assessments are named: each name stands in for one, and comes back. */
export function ruleFrom(typed: z.output<typeof writtenRule>, assessments: ReadonlySet<string>): RuleRead {
  const ids = new Map([...assessments].map((assessment, index) => [assessment, standIn(index)]));
  const names = new Map([...ids].map(([assessment, id]) => [id, assessment]));
  const unknown: string[] = [];
  const named = (one: unknown): unknown[] => {
    const entry = z.looseObject({ assessment: z.string() }).safeParse(one);
    if (!entry.success) return [one];
    const { assessment, ...rest } = entry.data;
    const assessmentId = ids.get(assessment);
    if (assessmentId === undefined) unknown.push(assessment);
    return assessmentId === undefined ? [] : [{ ...rest, assessmentId }];
  };
  const parsed = awardRuleSchema.safeParse({
    ...typed,
    requires: typed.requires.flatMap(named),
    ...(typed.weights === undefined ? {} : { weights: typed.weights.flatMap(named) }),
  });
  return parsed.success
    ? { rule: withAssessments(parsed.data, names), unknown }
    : { rule: null, unknown, problem: placeOf(parsed.error) };
}

const standIn = (index: number): string => `00000000-0000-7000-8000-${String(index + 1).padStart(12, '0')}`;
