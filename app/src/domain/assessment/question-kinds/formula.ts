import { z } from 'zod';
import { expressionIn, isReserved, type Compute, type Values } from './expression.ts';
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
 * A formula over named variables, right when it comes to the same as the author's at points that are the same for
 * everyone, however it is written. All or nothing.
 */

const variablesSchema = z.array(z.string().regex(/^[a-z]{1,10}$/i)).max(5);
const body = z.object({ prompt: promptSchema, variables: variablesSchema });
const key = z.object({ formula: z.string().max(200), variables: variablesSchema, explanation: explanationSchema });
type Body = z.infer<typeof body>;
type Key = z.infer<typeof key>;
type Given = z.infer<typeof textResponse>;

/** Points on both sides of 0, from a fixed seed: the same answer always earns the same. */
function pointsFor(variables: readonly string[]): readonly Values[] {
  let state = 20_261;
  const next = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return (state / 2_147_483_647) * 6 - 3;
  };
  return Array.from({ length: 24 }, () => Object.fromEntries(variables.map((name) => [name, next()])));
}

/** What the author's formula comes to where it can be computed; too few such points would prove nothing. */
function valuesOf(compute: Compute, variables: readonly string[]): readonly (readonly [at: Values, value: number])[] {
  const found = pointsFor(variables).map((at) => [at, compute(at)] as const);
  return found.filter(([, value]) => Number.isFinite(value));
}

function problems(asked: Body, { formula, variables }: Key): readonly QuestionProblem[] {
  const found = [...promptProblems(asked)];
  const compute = expressionIn(formula, variables);
  if (!variablesSchema.safeParse(variables).success || variables.some(isReserved)) found.push('variables-unreadable');
  else if (!compute || valuesOf(compute, variables).length < 3) found.push('formula-unreadable');
  return found;
}

function mark({ formula, variables }: Key, points: number, given: Given | null): number {
  const right = expressionIn(formula, variables);
  const typed = given && given.text.length <= 200 ? expressionIn(given.text, variables) : undefined;
  if (!right || !typed) return 0;
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));
  return valuesOf(right, variables).every(([at, value]) => near(typed(at), value)) ? points : 0;
}

export const formula: QuestionKind<Body, Key, Given> = {
  id: 'formula',
  body,
  key,
  response: textResponse,
  problems,
  mark,
  ask: ({ variables }) => [{ control: 'formula', variables }],
  tell: (_asked, revealed, given) => [
    { label: null, given: given?.text.trim() || null, right: revealed && revealed.formula },
  ],
  outline: (_asked, kept) => [{ text: kept.formula, right: true }],
  summary: (_asked, kept) => typing((text) => mark(kept, 1, { text }) === 1),
  toForm: (_asked, kept) => ({ formula: kept.formula, variables: kept.variables.join(', ') }),
  fromForm: (fields) => {
    const variables = [...new Set((fields['variables'] ?? '').split(/[\s,;]/).filter((name) => name !== ''))];
    return {
      body: { prompt: fields['prompt'] ?? '', variables },
      key: {
        formula: (fields['formula'] ?? '').trim().slice(0, 200).trim(),
        variables,
        explanation: fields['explanation'] ?? '',
      },
    };
  },
};
