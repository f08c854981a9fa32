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

type Item = StudioAssessment['items'][number];

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

const mostCharacters: Readonly<Record<string, number>> = { prompt: 4000, explanation: 2000 };

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

/** A sentence for each problem, under the name of the field it belongs to. */
export function problemSentences(problems: readonly Problem[]): Record<string, string> {
  const sentences: Record<Problem, readonly [field: string, sentence: () => string]> = {
    'prompt-missing': ['prompt', m.assessment_problem_prompt_missing],
    'too-few-options': ['option-0', m.assessment_problem_too_few_options],
    'too-many-options': ['option-0', m.assessment_problem_too_many_options],
    'option-empty': ['option-0', m.assessment_problem_option_empty],
    'options-alike': ['option-0', m.assessment_problem_options_alike],
    'no-correct-option': ['correct', m.assessment_problem_no_correct_option],
    'no-outcome': ['outcomes', m.assessment_problem_no_outcome],
    points: ['points', m.assessment_problem_points],
  };
  return Object.fromEntries(problems.map((problem) => [sentences[problem][0], sentences[problem][1]()]));
}
