import type { Element } from '@xmldom/xmldom';
import type { Fields } from '../question-kinds.ts';
import { mostOptions } from '../question-kinds/options.ts';
import { rounded } from '../regions.ts';
import { accepted, declaredFor, isMapped, weightNotes } from './declarations.ts';
import { refused, type ItemNote } from './qti.ts';
import type { PictureOf, Typed } from './read-item.ts';
import { textOfElement } from './text.ts';
import { attribute, childrenOf, named, nameOf } from './xml.ts';

/** The text around an interaction, then its prompt. */
function promptOf(item: Element, interaction: Element): string {
  const [body] = named(item, 'itemBody');
  const around = body ? textOfElement(body, (one) => (one === interaction ? '' : undefined)) : '';
  const asked = childrenOf(interaction).filter((one) => nameOf(one) === 'prompt');
  return [around, ...asked.map((one) => textOfElement(one))].filter((text) => text !== '').join('\n');
}

const rows = (name: string, texts: readonly string[]): Fields =>
  Object.fromEntries(texts.map((text, row) => [`${name}-${row}`, text]));

const sharesNote = (item: Element): readonly ItemNote[] => (isMapped(item) ? [] : ['marked-in-shares']);

export function readChoices(item: Element, [interaction]: readonly Element[]): Typed {
  if (!interaction) return refused('no-interaction');
  const declared = declaredFor(item, interaction);
  const choices = named(interaction, 'simpleChoice').map((one) => ({
    id: attribute(one, 'identifier') ?? '',
    text: textOfElement(one),
  }));
  if (choices.length > mostOptions) return refused('too-many-answers', String(choices.length));
  const right = declared.correct.length > 0 ? declared.correct : accepted(declared);
  if (right.length === 0) return refused('no-correct-answer');
  const typed = {
    prompt: promptOf(item, interaction),
    ...rows(
      'option',
      choices.map(({ text }) => text),
    ),
  };
  if (declared.cardinality === 'multiple') {
    const checked = choices.flatMap(({ id }, row) => (right.includes(id) ? [[`right-${row}`, 'on'] as const] : []));
    return {
      kind: 'typed',
      as: 'multiple-choice',
      fields: { ...typed, ...Object.fromEntries(checked) },
      notes: [...weightNotes(declared), ...sharesNote(item)],
    };
  }
  if (choices.map(({ id }) => id).join() === 'true,false')
    return { kind: 'typed', as: 'true-false', fields: { ...typed, correct: right[0] ?? '' } };
  const correct = String(choices.findIndex(({ id }) => id === right[0]));
  return { kind: 'typed', as: 'single-choice', fields: { ...typed, correct }, notes: weightNotes(declared) };
}

export function readOrder(item: Element, [interaction]: readonly Element[]): Typed {
  if (!interaction) return refused('no-interaction');
  const choices = new Map(
    named(interaction, 'simpleChoice').map((one) => [attribute(one, 'identifier') ?? '', textOfElement(one)]),
  );
  if (choices.size > mostOptions) return refused('too-many-answers', String(choices.size));
  const { correct } = declaredFor(item, interaction);
  // An order of a few of the choices alone has no place here.
  if (correct.length === 0 || correct.length !== choices.size || correct.some((id) => !choices.has(id)))
    return refused('no-correct-answer');
  const texts = correct.map((id) => choices.get(id) ?? '');
  return {
    kind: 'typed',
    as: 'ordering',
    fields: { prompt: promptOf(item, interaction), ...rows('option', texts) },
    notes: sharesNote(item),
  };
}

export function readMatches(item: Element, [interaction]: readonly Element[]): Typed {
  if (!interaction) return refused('no-interaction');
  const declared = declaredFor(item, interaction);
  const [left = [], right = []] = named(interaction, 'simpleMatchSet').map((set) =>
    childrenOf(set).map((one) => ({ id: attribute(one, 'identifier') ?? '', text: textOfElement(one) })),
  );
  const pairs = accepted(declared).map((pair) => pair.split(/\s+/));
  if (pairs.length === 0) return refused('no-correct-answer');
  const matched = left.map(({ id, text }) => ({
    text,
    matches: pairs.flatMap(([item, match]) => (item === id ? right.filter((one) => one.id === match) : [])),
  }));
  if (matched.some(({ matches }) => matches.length > 1)) return refused('several-matches');
  const used = new Set(matched.flatMap(({ matches }) => matches.map(({ id }) => id)));
  const items = matched.map(({ text, matches }) => ({ item: text, match: matches[0]?.text ?? '' }));
  const all = [...items, ...right.filter(({ id }) => !used.has(id)).map(({ text }) => ({ item: '', match: text }))];
  if (all.length > mostOptions) return refused('too-many-answers', String(all.length));
  return {
    kind: 'typed',
    as: 'matching',
    fields: {
      prompt: promptOf(item, interaction),
      ...rows(
        'item',
        all.map((row) => row.item),
      ),
      ...rows(
        'match',
        all.map((row) => row.match),
      ),
    },
    notes: [...weightNotes(declared), ...sharesNote(item)],
  };
}

export function readHotspot(item: Element, [interaction]: readonly Element[], pictureOf: PictureOf): Typed {
  if (!interaction) return refused('no-interaction');
  const declared = declaredFor(item, interaction);
  const shown = childrenOf(interaction).find((one) => ['img', 'object', 'picture'].includes(nameOf(one)));
  const image = shown && nameOf(shown) === 'picture' ? named(shown, 'img')[0] : shown;
  const path = (image && (attribute(image, 'src') ?? attribute(image, 'data'))) ?? '';
  if (!image || path === '') return refused('picture-missing');
  const picture = pictureOf(path);
  if (typeof picture === 'string') return refused(picture, path);
  const choices = named(interaction, 'hotspotChoice');
  if (choices.length > mostOptions) return refused('too-many-answers', String(choices.length));
  const right = declared.correct.length > 0 ? declared.correct : accepted(declared);
  if (declared.cardinality !== 'single' || right.length !== 1) return refused('no-correct-answer');

  const width = Number(attribute(image, 'width')) || picture.width;
  const height = Number(attribute(image, 'height')) || picture.height;
  const regions = choices.map((choice) => ({
    id: attribute(choice, 'identifier') ?? '',
    words: attribute(choice, 'hotspotLabel') ?? '',
    ...regionOf(attribute(choice, 'shape') ?? '', attribute(choice, 'coords') ?? '', width, height),
  }));
  const odd = choices.find((_, row) => regions[row]?.shape === undefined);
  if (odd) return refused('shape-unknown', attribute(odd, 'shape') ?? '');
  return {
    kind: 'typed',
    as: 'hotspot',
    fields: {
      prompt: promptOf(item, interaction),
      picture: picture.id,
      pictureWidth: String(picture.width),
      pictureHeight: String(picture.height),
      alternative: (attribute(image, 'alt') ?? textOfElement(image)).trim(),
      ...rows(
        'region',
        regions.map(({ id, words }) => words || id),
      ),
      ...rows(
        'shape',
        regions.map(({ shape }) => shape ?? ''),
      ),
      ...rows(
        'coords',
        regions.map(({ coords }) => coords ?? ''),
      ),
      correct: String(regions.findIndex(({ id }) => id === right[0])),
    },
    notes: regions.some(({ words }) => words === '') ? ['regions-unnamed'] : [],
  };
}

/** Coordinates of QTI, in pixels of the picture, as an author types them: per cent, with at most four decimals. */
function regionOf(
  shape: string,
  coords: string,
  width: number,
  height: number,
): { readonly shape?: string; readonly coords?: string } {
  const numbers = coords.split(',').map((one) => Number(one.trim()));
  if (numbers.some((number) => !Number.isFinite(number))) return {};
  const percent = numbers.map((number, index) => rounded((number * 100) / (index % 2 === 0 ? width : height)));
  const ours = { circle: 'circle', rect: 'rect', poly: 'polygon' }[shape];
  return ours === undefined ? {} : { shape: ours, coords: percent.join(' ') };
}
