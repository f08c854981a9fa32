import type { Element } from '@xmldom/xmldom';
import type { Fields } from '../question-kinds.ts';
import { accepted, declaredFor, weightNotes, type Declared } from './declarations.ts';
import { refused } from './qti.ts';
import type { Typed } from './read-item.ts';
import { textOfElement } from './text.ts';
import { attribute, descendants, named, nameOf } from './xml.ts';

const mostGaps = 8;
/** What stands for a gap while a text is read. */
const mark = (number: number): string => `[${number}]`;

/** Typed and chosen gaps: one at the end of a question is a number or a few words, others are gaps in a text. */
export function readEntries(item: Element, interactions: readonly Element[]): Typed {
  const [only] = interactions;
  if (!only) return refused('no-interaction');
  const isGap = interactions.some((one) => isNamedGap(one) || nameOf(one) === 'inlineChoiceInteraction');
  const text = textWith(item, interactions);
  if (interactions.length === 1 && !isGap && text.endsWith(mark(1)))
    return readOne(item, only, text.slice(0, -3).trim());
  if (interactions.length > mostGaps) return refused('too-many-answers', String(interactions.length));
  return readGaps(item, interactions, text);
}

/** Our own gaps say their number. */
const isNamedGap = (one: Element): boolean => /^GAP[1-8]$/.test(attribute(one, 'responseIdentifier') ?? '');

function numberOf(interactions: readonly Element[], index: number): number {
  const own = interactions.every(isNamedGap);
  return own ? Number((attribute(interactions[index] as Element, 'responseIdentifier') ?? '').slice(3)) : index + 1;
}

function textWith(item: Element, interactions: readonly Element[]): string {
  const [body] = named(item, 'itemBody');
  if (!body) return '';
  return textOfElement(body, (one) => {
    const index = interactions.indexOf(one);
    if (index >= 0) return mark(numberOf(interactions, index));
    return (attribute(one, 'class') ?? '').split(' ').includes('cairn-unit') ? '' : undefined;
  });
}

function readOne(item: Element, interaction: Element, prompt: string): Typed {
  const declared = declaredFor(item, interaction);
  const right = accepted(declared);
  const [first] = right;
  if (first === undefined) return refused('no-correct-answer');
  const [unit] = descendants(item).filter((one) => (attribute(one, 'class') ?? '').split(' ').includes('cairn-unit'));
  if (declared.baseType === 'float' || declared.baseType === 'integer') {
    if (right.length > 1) return refused('several-matches');
    const fields = { prompt, value: first, tolerance: toleranceOf(item), unit: unit ? textOfElement(unit) : '' };
    return { kind: 'typed', as: 'numeric', fields };
  }
  if (attribute(interaction, 'data-kind') === 'formula')
    return {
      kind: 'typed',
      as: 'formula',
      fields: { prompt, formula: first, variables: attribute(interaction, 'data-variables') ?? '' },
    };
  if (right.length > 20) return refused('too-many-answers', String(right.length));
  if (right.some((one) => one.length > 200)) return refused('text-too-long');
  return {
    kind: 'typed',
    as: 'short-text',
    fields: { prompt, accepted: right.join('\n'), ...strictness([declared], [interaction]) },
    notes: weightNotes(declared),
  };
}

function readGaps(item: Element, interactions: readonly Element[], prompt: string): Typed {
  const declared = interactions.map((one) => declaredFor(item, one));
  const fields: Record<string, string> = { prompt };
  for (const [index, interaction] of interactions.entries()) {
    const options = new Map(
      named(interaction, 'inlineChoice').map((one) => [attribute(one, 'identifier') ?? '', textOfElement(one)]),
    );
    const values = accepted(declared[index] as Declared);
    const right = options.size > 0 ? values.flatMap((id) => options.get(id) ?? []) : values;
    const wrong = [...options].filter(([id]) => !values.includes(id)).map(([, text]) => text);
    if (right.length === 0) return refused('no-correct-answer');
    if (right.length > 10 || wrong.length > 10) return refused('too-many-answers', String(right.length + wrong.length));
    if ([...right, ...wrong].some((text) => text.includes('|'))) return refused('bar-in-gap');
    const number = numberOf(interactions, index);
    fields[`gap-${number}`] = right.join(' | ');
    fields[`wrong-${number}`] = wrong.join(' | ');
  }
  return {
    kind: 'typed',
    as: 'cloze',
    fields: { ...fields, ...strictness(declared, interactions) },
    notes: declared.flatMap(weightNotes).slice(0, 1),
  };
}

/** Capital letters and accents matter in QTI unless it is said that they don't. */
function strictness(declared: readonly Declared[], interactions: readonly Element[]): Fields {
  const typed = declared.filter((_, index) => nameOf(interactions[index] as Element) === 'textEntryInteraction');
  const caseless = typed.some(({ mapping }) => mapping.some(({ caseSensitive }) => !caseSensitive));
  const said = interactions.some((one) => attribute(one, 'data-case') === 'ignored');
  const accentless = interactions.some((one) => attribute(one, 'data-accents') === 'ignored');
  return { ...(caseless || said ? {} : { caseMatters: 'on' }), ...(accentless ? {} : { accentsMatter: 'on' }) };
}

/** How far from the right number the item's own processing lets an answer be. */
function toleranceOf(item: Element): string {
  const [equal] = named(item, 'equal').filter((one) => attribute(one, 'toleranceMode') === 'absolute');
  return (equal && (attribute(equal, 'tolerance') ?? '').trim().split(/\s+/)[0]) || '0';
}
