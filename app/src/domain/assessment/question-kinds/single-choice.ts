import { z } from 'zod';

/** One right option out of two to eight. */

export const singleChoiceBody = z.object({
  prompt: z.string().trim().min(1).max(4000),
  options: z
    .array(z.object({ id: z.string().min(1).max(40), text: z.string().trim().min(1).max(1000) }))
    .min(2)
    .max(8),
});

export const singleChoiceKey = z.object({
  correct: z.string(),
  /** Shown after submission: why this question is answered so. */
  explanation: z.string().trim().max(2000),
});

export const singleChoiceResponse = z.object({ option: z.string() });

export type SingleChoiceBody = z.infer<typeof singleChoiceBody>;
export type SingleChoiceKey = z.infer<typeof singleChoiceKey>;
export type SingleChoiceResponse = z.infer<typeof singleChoiceResponse>;

/** Full points for the right option, none for a wrong one, an unknown one or no answer. */
export function markSingleChoice(key: SingleChoiceKey, points: number, response: SingleChoiceResponse | null): number {
  return response !== null && response.option === key.correct ? points : 0;
}

export type SingleChoiceProblem =
  'prompt-missing' | 'too-few-options' | 'too-many-options' | 'option-empty' | 'options-alike' | 'no-correct-option';

/** What is wrong with a question as an author typed it; an empty list when it can be asked. */
export function singleChoiceProblems(body: SingleChoiceBody, key: SingleChoiceKey): readonly SingleChoiceProblem[] {
  const problems: SingleChoiceProblem[] = [];
  const texts = body.options.map((option) => option.text.trim());
  if (body.prompt.trim() === '') problems.push('prompt-missing');
  if (body.options.length < 2) problems.push('too-few-options');
  if (body.options.length > 8) problems.push('too-many-options');
  if (texts.includes('')) problems.push('option-empty');
  if (new Set(texts).size < texts.length) problems.push('options-alike');
  if (!body.options.some((option) => option.id === key.correct)) problems.push('no-correct-option');
  return problems;
}
