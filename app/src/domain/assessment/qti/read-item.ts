import type { Element } from '@xmldom/xmldom';
import { questionKind, type Fields, type Question, type QuestionKindId } from '../question-kinds.ts';
import { refused, type ItemNote, type ReadItem } from './qti.ts';
import { readChoices, readHotspot, readMatches, readOrder } from './read-choices.ts';
import { readEntries } from './read-entries.ts';
import { textOfElement } from './text.ts';
import { attribute, descendants, named, nameOf } from './xml.ts';

/** A picture of the package: kept, or as it would be; a word where it can't be had. */
export type PictureOf = (
  path: string,
) => { readonly id: string; readonly width: number; readonly height: number } | 'picture-missing' | 'picture-refused';

/** What one of the readers made of an item: the fields that an author would have typed. */
export type Typed =
  | {
      readonly kind: 'typed';
      readonly as: QuestionKindId;
      readonly fields: Fields;
      readonly notes?: readonly ItemNote[];
    }
  | Extract<ReadItem, { kind: 'refused' }>;

const readers: Readonly<
  Record<string, (item: Element, interactions: readonly Element[], picture: PictureOf) => Typed>
> = {
  choiceInteraction: readChoices,
  orderInteraction: readOrder,
  matchInteraction: readMatches,
  hotspotInteraction: readHotspot,
  textEntryInteraction: readEntries,
  inlineChoiceInteraction: readEntries,
};
/** Interactions of which one item may have several: the gaps of a text. */
const gaps = new Set(['textEntryInteraction', 'inlineChoiceInteraction']);
const media = new Set([
  'img',
  'object',
  'audio',
  'video',
  'math',
  'svg',
  'picture',
  'iframe',
  'include',
  'portableCustomInteraction',
]);

/** Reads one item of QTI 2.1 or 3.0 as a question, or says why it can't be one. */
export function readItem(item: Element, picture: PictureOf): ReadItem {
  if (nameOf(item) !== 'assessmentItem') return refused('not-an-item', item.nodeName);
  if (attribute(item, 'adaptive') === 'true' || named(item, 'templateDeclaration').length > 0)
    return refused('adaptive');
  const interactions = descendants(item).filter((one) => /Interaction$/.test(nameOf(one)));
  const [first] = interactions;
  if (!first) return refused('no-interaction');
  const unknown = interactions.find((one) => readers[nameOf(one)] === undefined);
  if (unknown) return refused('interaction-unknown', unknown.nodeName);
  if (interactions.length > 1 && !interactions.every((one) => gaps.has(nameOf(one))))
    return refused('several-interactions');
  const [body] = named(item, 'itemBody');
  const foreign = body && descendants(body).find((one) => media.has(nameOf(one)) && !isPictureOf(first, one));
  if (foreign) return refused('media-in-text', foreign.nodeName);

  const typed = readers[nameOf(first)]?.(item, interactions, picture);
  if (typed === undefined || typed.kind === 'refused') return typed ?? refused('no-interaction');
  return questionOf(item, typed);
}

function isPictureOf(interaction: Element, element: Element): boolean {
  return nameOf(interaction) === 'hotspotInteraction' && element.parentNode === interaction;
}

function questionOf(item: Element, { as, fields, notes = [] }: Extract<Typed, { kind: 'typed' }>): ReadItem {
  const feedback = named(item, 'modalFeedback').map((one) => textOfElement(one));
  const [explanation = ''] = feedback.length === 1 ? feedback : [];
  if ((fields['prompt'] ?? '').length > 4000 || explanation.length > 2000) return refused('text-too-long');
  const kind = questionKind(as);
  const question = { kind: as, ...kind.fromForm({ ...fields, explanation }) } as Question;
  const problems = kind.problems(question.body, question.key);
  if (problems.length > 0) return { ...refused('question-incomplete'), problems };
  if (!kind.body.safeParse(question.body).success || !kind.key.safeParse(question.key).success)
    return refused('text-too-long');
  const inline = named(item, 'feedbackInline').length + named(item, 'feedbackBlock').length;
  return {
    kind: 'read',
    question,
    notes: [...notes, ...(feedback.length > 1 || inline > 0 ? ['feedback-left-out' as const] : [])],
  };
}
