import { m } from '#messages';
import type { QuestionSaved, StudioAssessment } from '#domain/assessment/server/api.ts';
import {
  isQuestionKind,
  questionKind,
  type Fields,
  type Question,
  type QuestionKindId,
} from '#domain/assessment/question-kinds.ts';
import { smallNumber } from '../../quiz-form.ts';

export interface QuestionValues {
  readonly kind: QuestionKindId;
  /** What every kind has, `prompt` and `explanation`, and the fields of this one. */
  readonly fields: Fields;
  readonly outcomes: readonly string[];
  readonly points: string;
}

type Item = Question & Pick<StudioAssessment['items'][number], 'outcomes' | 'points'>;

/** The form's values for a question as it stands; empty ones for a new question of the kind asked for. */
export function valuesOf(item: Item | undefined, kind: string | null): QuestionValues {
  if (!item) return { kind: kindNamed(kind), fields: {}, outcomes: [], points: '1' };
  return {
    kind: item.kind,
    fields: {
      ...questionKind(item.kind).toForm(item.body, item.key),
      prompt: item.body.prompt,
      explanation: item.key.explanation,
    },
    outcomes: item.outcomes,
    points: String(item.points),
  };
}

function kindNamed(kind: string | null): QuestionKindId {
  return kind !== null && isQuestionKind(kind) ? kind : 'single-choice';
}

const mostCharacters: Readonly<Record<string, number>> = { prompt: 4000, explanation: 2000, accepted: 5000 };

/** A posted question: what was typed, and the same as a question would hold it. */
export function readQuestion(form: FormData) {
  const fields: Fields = Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value.trim().slice(0, mostCharacters[name] ?? 1000)]] : [],
    ),
  );
  const kind = kindNamed(fields['kind'] ?? null);
  const outcomes = form.getAll('outcomes').map(String);
  const typed: QuestionValues = { kind, fields, outcomes, points: fields['points'] ?? '' };
  return {
    typed,
    points: smallNumber(typed.points),
    question: { kind, ...questionKind(kind).fromForm(fields) } as Question,
  };
}

type Problem = Extract<QuestionSaved, { kind: 'refused' }>['problems'][number] | 'points';

type Told = readonly [field: string, sentence: () => string];
const alike: Partial<Record<QuestionKindId, Told>> = {
  ordering: ['option-0', m.assessment_problem_items_alike],
  matching: ['item-0', m.assessment_problem_items_alike],
};

/** A sentence for each problem, under the name of the field it belongs to. */
export function problemSentences(problems: readonly Problem[], kind: QuestionKindId): Record<string, string> {
  const sentences: Record<Problem, Told> = {
    'prompt-missing': ['prompt', m.assessment_problem_prompt_missing],
    'too-few-options': ['option-0', m.assessment_problem_too_few_options],
    'too-many-options': ['option-0', m.assessment_problem_too_many_options],
    'option-empty': ['option-0', m.assessment_problem_option_empty],
    'options-alike': alike[kind] ?? ['option-0', m.assessment_problem_options_alike],
    'no-correct-option': ['correct', m.assessment_problem_no_correct_option],
    'value-not-a-number': ['value', m.assessment_problem_value_not_a_number],
    'tolerance-not-a-number': ['tolerance', m.assessment_problem_tolerance_not_a_number],
    'no-accepted-answer': ['accepted', m.assessment_problem_no_accepted_answer],
    'too-few-pairs': ['item-0', m.assessment_problem_too_few_pairs],
    'pair-incomplete': ['match-0', m.assessment_problem_pair_incomplete],
    'variables-unreadable': ['variables', m.assessment_problem_variables_unreadable],
    'formula-unreadable': ['formula', m.assessment_problem_formula_unreadable],
    'gap-missing': ['gap-1', m.assessment_problem_gap_missing],
    'gap-not-in-prompt': ['prompt', m.assessment_problem_gap_not_in_prompt],
    'gap-without-answer': ['gap-1', m.assessment_problem_gap_without_answer],
    'picture-missing': ['pictureFile', m.bank_problem_picture_missing],
    'alternative-missing': ['alternative', m.bank_problem_alternative_missing],
    'too-few-regions': ['region-0', m.bank_problem_too_few_regions],
    'region-unreadable': ['coords-0', m.bank_problem_region_unreadable],
    'region-without-words': ['region-0', m.bank_problem_region_without_words],
    'regions-alike': ['region-0', m.bank_problem_regions_alike],
    'no-outcome': ['outcomes', m.assessment_problem_no_outcome],
    points: ['points', m.assessment_problem_points],
  };
  return Object.fromEntries(problems.map((problem) => [sentences[problem][0], sentences[problem][1]()]));
}
