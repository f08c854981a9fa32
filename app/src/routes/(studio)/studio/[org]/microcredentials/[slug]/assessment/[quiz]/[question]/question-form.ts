import { m } from '#messages';
import type { QuestionSaved, StudioAssessment } from '#domain/assessment/server/api.ts';
import { smallNumber } from '../../quiz-form.ts';

export interface QuestionValues {
  readonly prompt: string;
  /** Six texts, those not used empty. Their place (0-5) is what `correct` names. */
  readonly options: readonly string[];
  readonly correct: string;
  readonly explanation: string;
  readonly outcomes: readonly string[];
  readonly points: string;
}

const optionCount = 6;
type Item = StudioAssessment['items'][number];

/** The form's values for a question as it stands; empty ones for a new question. */
export function valuesOf(item: Item | undefined): QuestionValues {
  const options = Array.from(
    { length: Math.max(optionCount, item?.body.options.length ?? 0) },
    (_, index) => item?.body.options[index]?.text ?? '',
  );
  const correct = item?.body.options.findIndex(({ id }) => id === item.key.correct) ?? -1;
  return {
    prompt: item?.body.prompt ?? '',
    options,
    correct: correct < 0 ? '' : String(correct),
    explanation: item?.key.explanation ?? '',
    outcomes: item?.outcomes ?? [],
    points: String(item?.points ?? 1),
  };
}

/** A posted question: what was typed, and the same as a question would hold it. Empty answers are left out. */
export function readQuestion(form: FormData) {
  const field = (name: string, most: number): string =>
    String(form.get(name) ?? '')
      .trim()
      .slice(0, most);
  const typed: QuestionValues = {
    prompt: field('prompt', 4000),
    options: Array.from({ length: 8 }, (_, index) => field(`option-${index}`, 1000)),
    correct: field('correct', 2),
    explanation: field('explanation', 2000),
    outcomes: form.getAll('outcomes').map(String),
    points: field('points', 3),
  };
  const options = typed.options.map((text, index) => ({ id: `o${index}`, text })).filter(({ text }) => text !== '');
  return {
    typed: { ...typed, options: typed.options.slice(0, Math.max(optionCount, options.length)) },
    points: smallNumber(typed.points),
    body: { prompt: typed.prompt, options },
    key: { correct: `o${typed.correct}`, explanation: typed.explanation },
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
