import { awardRuleSchema, furtherRoutes, type AwardRule, type Requirement } from '#domain/assessment/award-rule.ts';
import { m } from '#messages';

/** Rows that the form has for grades, filled or not. */
export const gradeRows = 6;

interface Read {
  readonly rule: AwardRule;
}
interface Unread {
  readonly errors: Readonly<Record<string, string>>;
}

/** Reads the form of an award rule. */
export function ruleFrom(form: FormData, assessmentIds: readonly string[]): Read | Unread {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const errors: Record<string, string> = {};
  const number = (name: string, low: number, high: number, problem: string): number => {
    const value = /^\d{1,4}$/.test(text(name)) ? Number(text(name)) : Number.NaN;
    if (!(value >= low && value <= high)) errors[name] = problem;
    return value;
  };
  const percent = (name: string) => number(name, 1, 100, m.assessment_rule_percent_problem());

  const requires: Requirement[] = form
    .getAll('assessments')
    .map((id) => ({ kind: 'assessment-passed' as const, assessmentId: String(id) }));
  if (form.has('lessons')) requires.push({ kind: 'lessons-done' });
  if (form.has('overall')) requires.push({ kind: 'overall-score', percent: percent('overallPercent') });
  if (form.has('attendance')) requires.push({ kind: 'attendance', percent: percent('attendancePercent') });
  if (form.has('requiredSessions')) requires.push({ kind: 'required-sessions' });
  if (form.has('confirmed')) requires.push({ kind: 'confirmed' });

  const weights = assessmentIds
    .filter((id) => text(`weight-${id}`) !== '')
    .map((assessmentId) => ({
      assessmentId,
      weight: number(`weight-${assessmentId}`, 1, 1000, m.assessment_rule_weight_problem()),
    }));
  const grades = Array.from({ length: gradeRows }, (_, index) => index)
    .filter((index) => text(`grade-${index}`) !== '' || text(`from-${index}`) !== '')
    .map((index) => {
      const name = text(`grade-${index}`);
      if (name === '' || name.length > 40) errors[`grade-${index}`] = m.assessment_rule_grade_problem();
      return { name, from: number(`from-${index}`, 0, 100, m.assessment_rule_percent_problem()) };
    });
  const routes = furtherRoutes.filter((route) => form.has(`route-${route}`));
  if (Object.keys(errors).length > 0) return { errors };
  const parsed = awardRuleSchema.safeParse({
    requires,
    ...(weights.length === 0 ? {} : { weights }),
    ...(grades.length === 0 ? {} : { grades }),
    ...(routes.length === 0 ? {} : { routes }),
  });
  return parsed.success ? { rule: parsed.data } : { errors: { assessments: m.assessment_rule_unknown_assessment() } };
}

/** What the form shows of a rule, by field. A box that is ticked is there. */
export function ruleValues(rule: AwardRule): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const requirement of rule.requires) {
    if (requirement.kind === 'assessment-passed') values[`passed-${requirement.assessmentId}`] = 'on';
    if (requirement.kind === 'lessons-done') values['lessons'] = 'on';
    if (requirement.kind === 'required-sessions') values['requiredSessions'] = 'on';
    if (requirement.kind === 'confirmed') values['confirmed'] = 'on';
    if (requirement.kind === 'overall-score') {
      values['overall'] = 'on';
      values['overallPercent'] = String(requirement.percent);
    }
    if (requirement.kind === 'attendance') {
      values['attendance'] = 'on';
      values['attendancePercent'] = String(requirement.percent);
    }
  }
  for (const route of rule.routes ?? []) values[`route-${route}`] = 'on';
  for (const { assessmentId, weight } of rule.weights ?? []) values[`weight-${assessmentId}`] = String(weight);
  for (const [index, { name, from }] of (rule.grades ?? []).entries()) {
    values[`grade-${index}`] = name;
    values[`from-${index}`] = String(from);
  }
  return values;
}

/** The same of a form that was refused, so that nothing that was typed is lost. */
export function typedValues(form: FormData): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value !== 'string') continue;
    if (name === 'assessments') values[`passed-${value}`] = 'on';
    else values[name] = value;
  }
  return values;
}
