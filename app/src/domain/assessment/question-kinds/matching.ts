import { z } from 'zod';
import {
  byText,
  choiceSchema,
  explanationSchema,
  placesResponse,
  promptProblems,
  promptSchema,
  share,
  type QuestionKind,
  type QuestionProblem,
} from './kind.ts';
import { textOf } from './options.ts';

/**
 * Two to eight items, each to be matched with one of several others; some of those may match nothing, and one may
 * match several. Partial credit: each right match earns its share of the points, rounded down.
 */

const mostPairs = 8;

const body = z.object({
  prompt: promptSchema,
  items: z.array(choiceSchema).min(2).max(mostPairs),
  matches: z.array(choiceSchema).min(2).max(mostPairs),
});
const key = z.object({ pairs: z.record(z.string(), z.string()), explanation: explanationSchema });
type Body = z.infer<typeof body>;
type Key = z.infer<typeof key>;
type Given = z.infer<typeof placesResponse>;

function problems({ prompt, items, matches }: Body, { pairs }: Key): readonly QuestionProblem[] {
  const found = [...promptProblems({ prompt })];
  if (items.length < 2 || matches.length < 2) found.push('too-few-pairs');
  if (items.some(({ id }) => textOf(matches, pairs[id]) === null)) found.push('pair-incomplete');
  if (new Set(items.map(({ text }) => text)).size < items.length) found.push('options-alike');
  return found;
}

export const matching: QuestionKind<Body, Key, Given> = {
  id: 'matching',
  body,
  key,
  response: placesResponse,
  problems,
  mark: ({ pairs }, points, given) => {
    const all = Object.entries(pairs);
    return share(points, all.filter(([id, match]) => given?.places[id] === match).length, all.length);
  },
  ask: ({ items, matches }, shuffle) => {
    const options = shuffle(matches);
    return items.map(({ id, text }) => ({ control: 'place', id, label: text, options }));
  },
  tell: ({ items, matches }, revealed, given) =>
    items.map(({ id, text }) => ({
      label: text,
      given: textOf(matches, given?.places[id]),
      right: revealed && textOf(matches, revealed.pairs[id]),
    })),
  outline: ({ items, matches }, { pairs }) => {
    const used = Object.values(pairs);
    return [
      ...items.map(({ id, text }) => ({ text: `${text} – ${textOf(matches, pairs[id])}`, right: true })),
      ...matches.filter(({ id }) => !used.includes(id)).map(({ text }) => ({ text, right: false })),
    ];
  },
  summary: ({ items, matches }, { pairs }) =>
    items.map(({ id, text }) => ({
      id,
      label: text,
      choices: matches,
      hasDistractors: false,
      isRight: (given) => given === pairs[id],
    })),
  toForm: ({ items, matches }, { pairs }) => {
    const used = Object.values(pairs);
    const rows = [
      ...items.map(({ id, text }) => [text, textOf(matches, pairs[id]) ?? ''] as const),
      ...matches.filter(({ id }) => !used.includes(id)).map(({ text }) => ['', text] as const),
    ];
    return Object.fromEntries(
      rows.flatMap(([item, match], row) => [
        [`item-${row}`, item],
        [`match-${row}`, match],
      ]),
    );
  },
  fromForm: (fields) => {
    const rows = Array.from({ length: mostPairs }, (_, row) => ({
      item: (fields[`item-${row}`] ?? '').trim(),
      match: (fields[`match-${row}`] ?? '').trim(),
    }));
    const texts = [...new Set(rows.map(({ match }) => match).filter((text) => text !== ''))];
    // Kept by their words, so that neither an id nor a place tells what belongs together.
    const matches = texts.toSorted(byText).map((text, index) => ({ id: `m${index}`, text }));
    const paired = rows.filter(({ item }) => item !== '').map((row, index) => ({ ...row, id: `i${index}` }));
    return {
      body: { prompt: fields['prompt'] ?? '', items: paired.map(({ id, item }) => ({ id, text: item })), matches },
      key: {
        pairs: Object.fromEntries(
          paired.map(({ id, match }) => [id, matches.find(({ text }) => text === match)?.id ?? '']),
        ),
        explanation: fields['explanation'] ?? '',
      },
    };
  },
};
