import type { Element } from '@xmldom/xmldom';
import type { ItemNote } from './qti.ts';
import { attribute, named } from './xml.ts';

/** What an item says of the answers to one of its interactions. */
export interface Declared {
  readonly cardinality: string;
  readonly baseType: string;
  /** The values of the right response, in order. */
  readonly correct: readonly string[];
  readonly mapping: readonly { readonly key: string; readonly value: number; readonly caseSensitive: boolean }[];
}

export function declaredFor(item: Element, interaction: Element): Declared {
  const identifier = attribute(interaction, 'responseIdentifier');
  const declaration = named(item, 'responseDeclaration').find((one) => attribute(one, 'identifier') === identifier);
  if (!declaration) return { cardinality: '', baseType: '', correct: [], mapping: [] };
  const [correct] = named(declaration, 'correctResponse');
  return {
    cardinality: attribute(declaration, 'cardinality') ?? '',
    baseType: attribute(declaration, 'baseType') ?? '',
    correct: correct ? named(correct, 'value').map((value) => (value.textContent ?? '').trim()) : [],
    mapping: named(declaration, 'mapEntry').map((entry) => ({
      key: (attribute(entry, 'mapKey') ?? '').trim(),
      value: Number(attribute(entry, 'mappedValue')),
      // So by default in QTI 2 and 3.
      caseSensitive: attribute(entry, 'caseSensitive') !== 'false',
    })),
  };
}

/** Every value that earns something: the right response, and what the mapping gives points for. */
export function accepted({ correct, mapping }: Declared): readonly string[] {
  const mapped = mapping.filter(({ value }) => value > 0).map(({ key }) => key);
  return [...new Set([...correct, ...mapped])].filter((value) => value !== '');
}

/** Here every part of an answer weighs the same. */
export function weightNotes({ mapping }: Declared): readonly ItemNote[] {
  const weights = new Set(mapping.filter(({ value }) => value > 0).map(({ value }) => value));
  return weights.size > 1 ? ['weights-left-out'] : [];
}

/** Whether an item gives points for a part of the right answer, as is always done here. */
export function isMapped(item: Element): boolean {
  return named(item, 'responseProcessing').some((one) => /map_response/.test(attribute(one, 'template') ?? ''));
}
