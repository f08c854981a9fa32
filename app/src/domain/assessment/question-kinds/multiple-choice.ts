import { z } from 'zod';
import {
  choosing,
  explanationSchema,
  optionsResponse,
  promptProblems,
  share,
  type QuestionKind,
  type QuestionProblem,
} from './kind.ts';
import { mostOptions, optionFields, optionProblems, optionsIn, textOf } from './options.ts';
import { singleChoiceBody, type SingleChoiceBody } from './single-choice.ts';

/**
 * Every right option out of two to eight. Partial credit: each right option chosen earns its share of the points and
 * each wrong one loses as much, never below none; rounded down. So choosing everything earns nothing by itself.
 */

const key = z.object({ correct: z.array(z.string()).min(1).max(mostOptions), explanation: explanationSchema });
type Key = z.infer<typeof key>;
type Given = z.infer<typeof optionsResponse>;

function problems(body: SingleChoiceBody, { correct }: Key): readonly QuestionProblem[] {
  const found = [...promptProblems(body), ...optionProblems(body.options)];
  const known = correct.every((id) => textOf(body.options, id) !== null);
  if (correct.length === 0 || !known) found.push('no-correct-option');
  return found;
}

function mark({ correct }: Key, points: number, given: Given | null): number {
  const chosen = [...new Set(given?.options)];
  const right = chosen.filter((id) => correct.includes(id)).length;
  return share(points, Math.max(0, right - (chosen.length - right)), correct.length);
}

function textsOf(body: SingleChoiceBody, ids: readonly string[]): string | null {
  const texts = body.options.filter(({ id }) => ids.includes(id)).map(({ text }) => text);
  return texts.length === 0 ? null : texts.join('\n');
}

export const multipleChoice: QuestionKind<SingleChoiceBody, Key, Given> = {
  id: 'multiple-choice',
  body: singleChoiceBody,
  key,
  response: optionsResponse,
  problems,
  mark,
  ask: (body, shuffle) => [{ control: 'several', options: shuffle(body.options) }],
  tell: (body, revealed, given) => [
    { label: null, given: textsOf(body, given?.options ?? []), right: revealed && textsOf(body, revealed.correct) },
  ],
  outline: (body, { correct }) => body.options.map(({ id, text }) => ({ text, right: correct.includes(id) })),
  summary: ({ options }, { correct }) => choosing(options, (given) => correct.includes(given)),
  toForm: (body, { correct }) => ({
    ...optionFields(body.options),
    ...Object.fromEntries(
      body.options.flatMap(({ id }, row) => (correct.includes(id) ? [[`right-${row}`, 'on']] : [])),
    ),
  }),
  fromForm: (fields) => ({
    body: { prompt: fields['prompt'] ?? '', options: [...optionsIn(fields)] },
    key: {
      correct: Array.from({ length: mostOptions }, (_, row) => row).flatMap((row) =>
        fields[`right-${row}`] === undefined ? [] : [`o${row}`],
      ),
      explanation: fields['explanation'] ?? '',
    },
  }),
};
