import { createHash } from 'node:crypto';
import { questionKind, type AnswerField } from '../question-kinds.ts';
import type { Item } from './assessment.store.ts';

/** One question as the learner meets it before submitting: nothing in it tells what is right. */
export interface PaperQuestion {
  readonly questionVersionId: string;
  readonly number: number;
  readonly points: number;
  readonly prompt: string;
  readonly fields: readonly AnswerField[];
}

/** The question paper of an attempt. The same seed gives the same order, on every reload and device. */
export function paperOf(items: readonly Item[], seed: string): readonly PaperQuestion[] {
  return items.map((item, index) => ({
    questionVersionId: item.questionVersionId,
    number: index + 1,
    points: item.points,
    prompt: item.body.prompt,
    fields: questionKind(item.kind).ask(item.body, (choices) => shuffled(choices, `${seed}:${item.questionVersionId}`)),
  }));
}

/** Where something stands in the order that a seed makes: the same on every reload, told by nothing but the seed. */
export function placeIn(seed: string): (name: string) => string {
  return (name) => createHash('sha256').update(`${seed}:${name}`).digest('hex');
}

function shuffled<Option extends { readonly id: string }>(options: readonly Option[], seed: string): readonly Option[] {
  const place = placeIn(seed);
  return options
    .map((option) => ({ at: place(option.id), option }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ option }) => option);
}
