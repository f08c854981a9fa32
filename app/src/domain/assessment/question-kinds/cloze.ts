import { z } from 'zod';
import {
  byText,
  choiceSchema,
  explanationSchema,
  idSchema,
  placesResponse,
  promptProblems,
  promptSchema,
  share,
  type Fields,
  type QuestionKind,
  type QuestionProblem,
} from './kind.ts';
import { textOf } from './options.ts';
import { isAccepted, strictnessSchema } from './text-match.ts';

/**
 * A text with one to eight gaps, written [1], [2] and so on. A gap with wrong answers is chosen from a list, one without
 * is typed. Partial credit: each gap filled right earns its share of the points, rounded down.
 */

const mostGaps = 8;

const body = z.object({
  prompt: promptSchema,
  gaps: z
    .array(z.object({ id: idSchema, number: z.number().int(), options: z.array(choiceSchema).max(20).nullable() }))
    .min(1)
    .max(mostGaps),
});
const key = strictnessSchema.extend({
  /** For each gap by its id: the texts accepted, or the ids of right options. */
  accepted: z.record(z.string(), z.array(z.string())),
  explanation: explanationSchema,
});
type Body = z.infer<typeof body>;
type Key = z.infer<typeof key>;
type Gap = Body['gaps'][number];
type Given = z.infer<typeof placesResponse>;

function problems({ prompt, gaps }: Body, kept: Key): readonly QuestionProblem[] {
  const found = [...promptProblems({ prompt })];
  if (gaps.length === 0) found.push('gap-missing');
  if (gaps.some(({ number }) => !prompt.includes(`[${number}]`))) found.push('gap-not-in-prompt');
  const canBeFilled = ({ id }: Gap): boolean =>
    (kept.accepted[id] ?? []).some((text) => isAccepted(text, [text], kept));
  if (!gaps.every(canBeFilled)) found.push('gap-without-answer');
  return found;
}

// An option's id is accepted as it is; no folding makes one id into another.
function mark(kept: Key, points: number, given: Given | null): number {
  const gaps = Object.entries(kept.accepted);
  const right = gaps.filter(([id, texts]) => isAccepted(given?.places[id] ?? '', texts, kept)).length;
  return share(points, right, gaps.length);
}

function textsOf({ id, options }: Gap, { accepted }: Key): readonly string[] {
  const right = accepted[id] ?? [];
  return options ? options.filter((option) => right.includes(option.id)).map(({ text }) => text) : right;
}

function answersIn(text: string | undefined): readonly string[] {
  const answers = (text ?? '').split('|').map((one) => one.trim());
  return [...new Set(answers.filter((one) => one !== ''))].slice(0, 10);
}

function gapIn(fields: Fields, number: number): { readonly gap: Gap; readonly accepted: string[] } | undefined {
  const right = answersIn(fields[`gap-${number}`]);
  const wrong = answersIn(fields[`wrong-${number}`]).filter((one) => !right.includes(one));
  if (right.length + wrong.length === 0) return undefined;
  const id = `g${number}`;
  if (wrong.length === 0) return { gap: { id, number, options: null }, accepted: [...right] };
  const options = [...right, ...wrong].toSorted(byText).map((text, index) => ({ id: `${id}-${index}`, text }));
  const accepted = options.filter(({ text }) => right.includes(text)).map((option) => option.id);
  return { gap: { id, number, options }, accepted };
}

export const cloze: QuestionKind<Body, Key, Given> = {
  id: 'cloze',
  body,
  key,
  response: placesResponse,
  problems,
  mark,
  ask: ({ gaps }, shuffle) =>
    gaps.map(({ id, number, options }) => ({
      control: 'place',
      id,
      label: number,
      options: options && shuffle(options),
    })),
  tell: ({ gaps }, revealed, given) =>
    gaps.map((gap) => ({
      label: gap.number,
      given: gap.options ? textOf(gap.options, given?.places[gap.id]) : given?.places[gap.id]?.trim() || null,
      right: revealed && textsOf(gap, revealed).join(' / '),
    })),
  outline: ({ gaps }, kept) =>
    gaps.map((gap) => ({ text: `[${gap.number}] ${textsOf(gap, kept).join(' / ')}`, right: true })),
  summary: ({ gaps }, kept) =>
    gaps.map(({ id, number, options }) => ({
      id,
      label: number,
      choices: options,
      hasDistractors: options !== null,
      // As it is marked: an option by its id, what is typed by the words accepted.
      isRight: (given) => isAccepted(given, kept.accepted[id] ?? [], kept),
    })),
  toForm: ({ gaps }, kept) => ({
    ...Object.fromEntries(
      gaps.flatMap((gap) => {
        const right = textsOf(gap, kept);
        const wrong = (gap.options ?? []).map(({ text }) => text).filter((text) => !right.includes(text));
        return [
          [`gap-${gap.number}`, right.join(' | ')],
          [`wrong-${gap.number}`, wrong.join(' | ')],
        ];
      }),
    ),
    ...(kept.caseMatters ? { caseMatters: 'on' } : {}),
    ...(kept.accentsMatter ? { accentsMatter: 'on' } : {}),
  }),
  fromForm: (fields) => {
    const gaps = Array.from({ length: mostGaps }, (_, row) => gapIn(fields, row + 1)).filter(
      (gap) => gap !== undefined,
    );
    return {
      body: { prompt: fields['prompt'] ?? '', gaps: gaps.map(({ gap }) => gap) },
      key: {
        accepted: Object.fromEntries(gaps.map(({ gap, accepted }) => [gap.id, accepted])),
        caseMatters: fields['caseMatters'] !== undefined,
        accentsMatter: fields['accentsMatter'] !== undefined,
        explanation: fields['explanation'] ?? '',
      },
    };
  },
};
