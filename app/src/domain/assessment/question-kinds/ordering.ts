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
} from './kind.ts';
import { mostOptions, optionFields, optionProblems, optionsIn, textOf } from './options.ts';

/**
 * Two to eight items to put in order, each by choosing its position. Partial credit: each item in its right position
 * earns its share of the points, rounded down.
 */

const body = z.object({ prompt: promptSchema, items: z.array(choiceSchema).min(2).max(mostOptions) });
const key = z.object({ order: z.array(z.string()), explanation: explanationSchema });
type Body = z.infer<typeof body>;
type Key = z.infer<typeof key>;
type Given = z.infer<typeof placesResponse>;

const positionOf = ({ order }: Key, id: string): string => String(order.indexOf(id) + 1);

export const ordering: QuestionKind<Body, Key, Given> = {
  id: 'ordering',
  body,
  key,
  response: placesResponse,
  problems: (asked, _kept) => [...promptProblems(asked), ...optionProblems(asked.items)],
  mark: (kept, points, given) =>
    share(points, kept.order.filter((id) => given?.places[id] === positionOf(kept, id)).length, kept.order.length),
  ask: ({ items }, shuffle) => {
    const options = items.map((_, index) => ({ id: String(index + 1), text: String(index + 1) }));
    return shuffle(items).map(({ id, text }) => ({ control: 'place', id, label: text, options }));
  },
  tell: ({ items }, revealed, given) =>
    items.map(({ id, text }) => ({
      label: text,
      given: given?.places[id] || null,
      right: revealed && positionOf(revealed, id),
    })),
  outline: ({ items }, { order }) =>
    order.map((id, index) => ({ text: `${index + 1}. ${textOf(items, id)}`, right: true })),
  summary: ({ items }, kept) => {
    const choices = items.map((_, index) => ({ id: String(index + 1), text: String(index + 1) }));
    return items.map(({ id, text }) => ({
      id,
      label: text,
      choices,
      hasDistractors: false,
      isRight: (given) => given === positionOf(kept, id),
    }));
  },
  toForm: ({ items }, { order }) => optionFields(order.map((id) => ({ id, text: textOf(items, id) ?? '' }))),
  fromForm: (fields) => {
    const typed = optionsIn(fields).map(({ text }) => text);
    // Kept by their words, so that neither an id nor a place tells the order.
    const items = typed.toSorted(byText).map((text, index) => ({ id: `i${index}`, text }));
    return {
      body: { prompt: fields['prompt'] ?? '', items },
      key: {
        order: typed.map((text) => items.find((item) => item.text === text)?.id ?? ''),
        explanation: fields['explanation'] ?? '',
      },
    };
  },
};
