import type { Choice, Fields, QuestionProblem } from './kind.ts';

/** The most answers that a question offers; as many rows are read from a form. */
export const mostOptions = 8;

/** The answers typed into `option-0` to `option-7`; rows left empty are left out. */
export function optionsIn(fields: Fields): readonly Choice[] {
  return Array.from({ length: mostOptions }, (_, row) => ({
    id: `o${row}`,
    text: (fields[`option-${row}`] ?? '').trim(),
  })).filter(({ text }) => text !== '');
}

export function optionFields(options: readonly Choice[]): Fields {
  return Object.fromEntries(options.map(({ text }, row) => [`option-${row}`, text]));
}

export function optionProblems(options: readonly Choice[]): readonly QuestionProblem[] {
  const problems: QuestionProblem[] = [];
  const texts = options.map((option) => option.text.trim());
  if (options.length < 2) problems.push('too-few-options');
  if (options.length > mostOptions) problems.push('too-many-options');
  if (texts.includes('')) problems.push('option-empty');
  if (new Set(texts).size < texts.length) problems.push('options-alike');
  return problems;
}

export function textOf(options: readonly Choice[], id: string | undefined): string | null {
  return options.find((option) => option.id === id)?.text ?? null;
}
