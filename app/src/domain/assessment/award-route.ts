import type { Route } from '#domain/learning/learning.ts';
import type { AwardRule, Requirement } from './award-rule.ts';

/** What lessons and meetings of a run are for: nobody who takes another route is asked for it. */
const ofTeaching: readonly Requirement['kind'][] = ['lessons-done', 'attendance', 'required-sessions'];

export function opens(rule: AwardRule, route: Route): boolean {
  return route === 'taught' || (rule.routes ?? []).includes(route);
}

/**
 * The award rule as it holds for those who take a route. By the assessment alone, everything holds but what belongs to
 * teaching. By prior learning, every outcome must be found shown, and a registrar's confirmation still counts; there are
 * no assessments, and so neither a score nor a grade.
 */
export function ruleFor(rule: AwardRule, route: Route): AwardRule {
  switch (route) {
    case 'taught':
      return rule;
    case 'assessment-only':
      return { ...rule, requires: rule.requires.filter(({ kind }) => !ofTeaching.includes(kind)) };
    case 'prior-learning':
      return {
        requires: [{ kind: 'prior-learning-recognised' }, ...rule.requires.filter(({ kind }) => kind === 'confirmed')],
      };
  }
}
