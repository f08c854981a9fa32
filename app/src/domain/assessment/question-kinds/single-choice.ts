import { z } from 'zod';
import {
  choiceSchema,
  choosing,
  explanationSchema,
  optionResponse,
  promptProblems,
  promptSchema,
  type QuestionKind,
  type QuestionProblem,
} from './kind.ts';
import { mostOptions, optionFields, optionProblems, optionsIn, textOf } from './options.ts';

/** One right option out of two to eight. */

export const singleChoiceBody = z.object({
  prompt: promptSchema,
  options: z.array(choiceSchema).min(2).max(mostOptions),
});

export const singleChoiceKey = z.object({
  correct: z.string(),
  /** Shown after submission: why this question is answered so. */
  explanation: explanationSchema,
});

export const singleChoiceResponse = optionResponse;

export type SingleChoiceBody = z.infer<typeof singleChoiceBody>;
export type SingleChoiceKey = z.infer<typeof singleChoiceKey>;
export type SingleChoiceResponse = z.infer<typeof singleChoiceResponse>;

/** Full points for the right option, none for a wrong one, an unknown one or no answer. */
export function markSingleChoice(key: SingleChoiceKey, points: number, response: SingleChoiceResponse | null): number {
  return response !== null && response.option === key.correct ? points : 0;
}

/** What is wrong with a question as an author typed it; an empty list when it can be asked. */
export function singleChoiceProblems(body: SingleChoiceBody, key: SingleChoiceKey): readonly QuestionProblem[] {
  const problems = [...promptProblems(body), ...optionProblems(body.options)];
  if (!body.options.some((option) => option.id === key.correct)) problems.push('no-correct-option');
  return problems;
}

export const singleChoice: QuestionKind<SingleChoiceBody, SingleChoiceKey, SingleChoiceResponse> = {
  id: 'single-choice',
  body: singleChoiceBody,
  key: singleChoiceKey,
  response: singleChoiceResponse,
  problems: singleChoiceProblems,
  mark: markSingleChoice,
  ask: (body, shuffle) => [{ control: 'one', options: shuffle(body.options) }],
  tell: (body, key, given) => [
    { label: null, given: textOf(body.options, given?.option), right: key && textOf(body.options, key.correct) },
  ],
  outline: (body, key) => body.options.map(({ id, text }) => ({ text, right: id === key.correct })),
  summary: ({ options }, { correct }) => choosing(options, (given) => given === correct),
  toForm: (body, key) => ({
    ...optionFields(body.options),
    correct: String(body.options.findIndex(({ id }) => id === key.correct)),
  }),
  fromForm: (fields) => ({
    body: { prompt: fields['prompt'] ?? '', options: [...optionsIn(fields)] },
    key: { correct: `o${fields['correct'] ?? ''}`, explanation: fields['explanation'] ?? '' },
  }),
};
