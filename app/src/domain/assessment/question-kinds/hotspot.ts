import { z } from 'zod';
import {
  choiceSchema,
  choosing,
  explanationSchema,
  optionResponse,
  promptProblems,
  promptSchema,
  type Fields,
  type QuestionKind,
  type QuestionProblem,
} from './kind.ts';
import { mostOptions, textOf } from './options.ts';
import { shapeAsTyped, shapeIn, shapeKindIn, shapeSchema } from '../regions.ts';

/**
 * One right region of a picture out of two to eight. Every region has a letter on the picture and words beside it, and
 * is chosen by either, so that everyone answers the same question by pointing, by keyboard or by ear. All or nothing.
 */

const region = choiceSchema.extend({ shape: shapeSchema });
const body = z.object({
  prompt: promptSchema,
  picture: z.object({ id: z.uuid(), width: z.number().int().positive(), height: z.number().int().positive() }),
  /** What the picture shows, for those who don't see it. */
  alternative: z.string().trim().min(1).max(1000),
  regions: z.array(region).min(2).max(mostOptions),
});
const key = z.object({ correct: z.string(), explanation: explanationSchema });
export type HotspotBody = z.infer<typeof body>;
type Key = z.infer<typeof key>;
type Given = z.infer<typeof optionResponse>;

function problems(asked: HotspotBody, { correct }: Key): readonly QuestionProblem[] {
  const found = [...promptProblems(asked)];
  if (!body.shape.picture.safeParse(asked.picture).success) found.push('picture-missing');
  if (asked.alternative.trim() === '') found.push('alternative-missing');
  if (asked.regions.length < 2) found.push('too-few-regions');
  if (asked.regions.some(({ shape }) => !shapeSchema.safeParse(shape).success)) found.push('region-unreadable');
  const texts = asked.regions.map(({ text }) => text.trim());
  if (texts.includes('')) found.push('region-without-words');
  if (new Set(texts).size < texts.length) found.push('regions-alike');
  if (!asked.regions.some(({ id }) => id === correct)) found.push('no-correct-option');
  return found;
}

/** What can't be read stays as a circle without size: it is a problem, and no region. */
const unreadable = { kind: 'circle', x: -1, y: -1, r: 0 } as const;

function regionsIn(fields: Fields): HotspotBody['regions'] {
  return Array.from({ length: mostOptions }, (_, row) => row).flatMap((row) => {
    const text = (fields[`region-${row}`] ?? '').trim();
    const typed = (fields[`coords-${row}`] ?? '').trim();
    if (text === '' && typed === '') return [];
    return [{ id: `o${row}`, text, shape: shapeIn(shapeKindIn(fields[`shape-${row}`]), typed) ?? unreadable }];
  });
}

export const hotspot: QuestionKind<HotspotBody, Key, Given> = {
  id: 'hotspot',
  body,
  key,
  response: optionResponse,
  problems,
  mark: ({ correct }, points, given) => (given?.option === correct ? points : 0),
  ask: ({ picture, alternative, regions }, shuffle) => [
    { control: 'region', picture, alternative, regions: shuffle(regions) },
  ],
  tell: ({ regions }, revealed, given) => [
    { label: null, given: textOf(regions, given?.option), right: revealed && textOf(regions, revealed.correct) },
  ],
  outline: ({ regions }, { correct }) => regions.map(({ id, text }) => ({ text, right: id === correct })),
  summary: ({ regions }, { correct }) => choosing(regions, (given) => given === correct),
  toForm: ({ picture, alternative, regions }, { correct }) => ({
    picture: picture.id,
    pictureWidth: String(picture.width),
    pictureHeight: String(picture.height),
    alternative,
    correct: String(regions.findIndex(({ id }) => id === correct)),
    ...Object.fromEntries(
      regions.flatMap(({ text, shape }, row) => [
        [`region-${row}`, text],
        [`shape-${row}`, shape.kind],
        [`coords-${row}`, shapeAsTyped(shape)],
      ]),
    ),
  }),
  fromForm: (fields) => ({
    body: {
      prompt: fields['prompt'] ?? '',
      picture: {
        id: fields['picture'] ?? '',
        width: Number(fields['pictureWidth'] ?? 0),
        height: Number(fields['pictureHeight'] ?? 0),
      },
      alternative: (fields['alternative'] ?? '').trim(),
      regions: regionsIn(fields),
    },
    key: { correct: `o${fields['correct'] ?? ''}`, explanation: fields['explanation'] ?? '' },
  }),
};
