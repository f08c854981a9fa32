import { m } from '#messages';
import type { LearnerFacts, Requirement } from './award-rule.ts';

interface Named {
  readonly id: string;
  readonly title: string;
  readonly settings: { readonly passMark: number };
}

/** What a requirement asks for, in a sentence. */
export function requirementSentence(requirement: Requirement, assessments: readonly Named[]): string {
  switch (requirement.kind) {
    case 'assessment-passed': {
      const assessment = assessments.find(({ id }) => id === requirement.assessmentId);
      return m.assessment_rule_words_assessment({
        title: assessment?.title ?? '?',
        passMark: assessment?.settings.passMark ?? 0,
      });
    }
    case 'lessons-done':
      return m.assessment_rule_words_lessons();
    case 'overall-score':
      return m.assessment_rule_words_overall({ percent: requirement.percent });
    case 'attendance':
      return m.assessment_rule_words_attendance({ percent: requirement.percent });
    case 'required-sessions':
      return m.assessment_rule_words_required_sessions();
    case 'confirmed':
      return m.assessment_rule_words_confirmed();
    case 'prior-learning-recognised':
      return m.prior_rule_words_recognised();
  }
}

/** How far somebody is with a requirement, where there is more to say than whether it is met; empty otherwise. */
export function standing(
  requirement: Requirement,
  facts: Pick<LearnerFacts, 'lessons' | 'attendance'>,
  overallPercent: number,
): string {
  switch (requirement.kind) {
    case 'lessons-done':
      return m.assessment_rule_standing_count({ done: facts.lessons.done, of: facts.lessons.of });
    case 'overall-score':
      return m.assessment_rule_standing_percent({ percent: overallPercent });
    case 'attendance':
      return m.assessment_rule_standing_count({ done: facts.attendance.attended, of: facts.attendance.of });
    case 'required-sessions': {
      const { attended, of } = facts.attendance.required;
      return m.assessment_rule_standing_count({ done: attended, of });
    }
    default:
      return '';
  }
}
