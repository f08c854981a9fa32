import { m } from '#messages';
import type { QuestionKindId } from './question-kinds.ts';
import type { StartRefusal } from './assessment.ts';
import type { CodeRefusal } from './supervision.ts';

/** Why no attempt may begin, in a sentence that says what to do. */
export function refusalSentence(
  because: StartRefusal | CodeRefusal | 'withdrawn' | 'run-not-begun' | 'run-over',
): string {
  switch (because) {
    case 'already-passed':
      return m.assessment_refused_already_passed();
    case 'no-attempts-left':
      return m.assessment_refused_no_attempts_left();
    case 'cooling-down':
      return m.assessment_refused_cooling_down();
    case 'nothing-to-answer':
      return m.assessment_refused_nothing_to_answer();
    case 'being-judged':
      return m.tasks_refused_being_judged();
    case 'code-needed':
      return m.assessment_refused_code_needed();
    case 'code-wrong':
      return m.assessment_refused_code_wrong();
    case 'too-many-codes':
      return m.assessment_refused_too_many_codes();
    case 'run-not-begun':
      return m.assessment_refused_run_not_begun();
    case 'run-over':
      return m.assessment_refused_run_over();
    case 'withdrawn':
      return m.assessment_refused_withdrawn();
  }
}

export function questionKindName(kind: QuestionKindId): string {
  const names: Record<QuestionKindId, () => string> = {
    'single-choice': m.assessment_kind_single_choice,
    'multiple-choice': m.assessment_kind_multiple_choice,
    'true-false': m.assessment_kind_true_false,
    numeric: m.assessment_kind_numeric,
    'short-text': m.assessment_kind_short_text,
    ordering: m.assessment_kind_ordering,
    matching: m.assessment_kind_matching,
    cloze: m.assessment_kind_cloze,
    formula: m.assessment_kind_formula,
    hotspot: m.bank_kind_hotspot,
  };
  return names[kind]();
}
