import { z } from 'zod';
import { isDecimal, isNear, isNegative } from './decimal.ts';
import {
  explanationSchema,
  promptProblems,
  promptSchema,
  textResponse,
  typing,
  type QuestionKind,
  type QuestionProblem,
} from './kind.ts';

/**
 * A number, right when it is no further from the value than the tolerance, compared exactly. The unit stands beside
 * the field; writing it once more after the number is fine, another one is not. All or nothing.
 */

const body = z.object({ prompt: promptSchema, unit: z.string().trim().max(40) });
const number = z.string().max(100);
const key = z.object({ value: number, tolerance: number, explanation: explanationSchema });
type Body = z.infer<typeof body>;
/** The unit is in the key once more, so that marking needs nothing else. */
type Key = z.infer<typeof key> & { readonly unit: string };
type Given = z.infer<typeof textResponse>;
const keyWithUnit: z.ZodType<Key> = key.extend({ unit: z.string().trim().max(40) });

function problems(asked: Body, { value, tolerance }: Key): readonly QuestionProblem[] {
  const found = [...promptProblems(asked)];
  if (!isDecimal(value)) found.push('value-not-a-number');
  if (!isDecimal(tolerance) || isNegative(tolerance)) found.push('tolerance-not-a-number');
  return found;
}

function mark({ value, tolerance, unit }: Key, points: number, given: Given | null): number {
  const text = (given?.text ?? '').trim();
  const bare = unit !== '' && text.endsWith(unit) ? text.slice(0, -unit.length) : text;
  return isNear(bare, value, tolerance) ? points : 0;
}

function inWords({ value, tolerance, unit }: Key): string {
  const around = isNear(tolerance, '0', '0') ? value : `${value} ± ${tolerance}`;
  return unit === '' ? around : `${around} ${unit}`;
}

export const numeric: QuestionKind<Body, Key, Given> = {
  id: 'numeric',
  body,
  key: keyWithUnit,
  response: textResponse,
  problems,
  mark,
  ask: ({ unit }) => [{ control: 'text', numeric: true, unit }],
  tell: (_asked, revealed, given) => [
    { label: null, given: given?.text.trim() || null, right: revealed && inWords(revealed) },
  ],
  outline: (_asked, kept) => [{ text: inWords(kept), right: true }],
  summary: (_asked, kept) => typing((text) => mark(kept, 1, { text }) === 1),
  toForm: (_asked, { value, tolerance, unit }) => ({ value, tolerance, unit }),
  fromForm: (fields) => {
    const unit = (fields['unit'] ?? '').trim().slice(0, 40).trim();
    return {
      body: { prompt: fields['prompt'] ?? '', unit },
      key: {
        value: (fields['value'] ?? '').slice(0, 100),
        tolerance: (fields['tolerance'] ?? '').slice(0, 100) || '0',
        unit,
        explanation: fields['explanation'] ?? '',
      },
    };
  },
};
