import { diffLines, diffWordsWithSpace } from 'diff';

/** A stretch of text that both have, or only the later or the earlier one. */
export interface Piece {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Some lines: all the same, or with pieces that differ. `left` lines of a long same stretch are left out. */
export type Block =
  | { readonly kind: 'same'; readonly text: string }
  | { readonly kind: 'skipped'; readonly left: number }
  | { readonly kind: 'differs'; readonly pieces: readonly Piece[] };

/** Lines around a difference that are shown with it. */
const context = 2;
/** Beyond these, two texts are told whole: finding the least difference takes the square of it. */
const mostEdits = 4000;
const longestByWords = 20_000;

/** What differs between two texts, line by line and within a line by words. No block when nothing differs. */
export function lineDifferences(before: string, after: string): readonly Block[] {
  if (before === after) return [];
  const [from, to] = [ended(before), ended(after)];
  const changes = diffLines(from, to, { maxEditLength: mostEdits });
  if (changes === undefined) return [{ kind: 'differs', pieces: whole(from, to) }];

  const blocks: Block[] = [];
  for (let index = 0; index < changes.length; index += 1) {
    const change = changes[index];
    const following = changes[index + 1];
    if (change === undefined) continue;
    if (change.removed && following?.added) {
      blocks.push({ kind: 'differs', pieces: byWords(change.value, following.value) });
      index += 1;
    } else if (change.removed || change.added) {
      blocks.push({ kind: 'differs', pieces: [{ kind: change.added ? 'added' : 'removed', text: change.value }] });
    } else {
      blocks.push(...sameLines(change.value, index === 0, index === changes.length - 1));
    }
  }
  return blocks;
}

/** A last line without an end would differ from the same line with one. */
function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

function whole(before: string, after: string): readonly Piece[] {
  return [
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ];
}

function byWords(before: string, after: string): readonly Piece[] {
  if (before.length + after.length > longestByWords) return whole(before, after);
  const words = diffWordsWithSpace(before, after, { maxEditLength: mostEdits });
  if (words === undefined) return whole(before, after);
  const pieces = words.map(({ value, added, removed }): Piece => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
  // With hardly a word in common, two sentences woven into each other are harder to read than one after the other.
  const shared = pieces.filter(({ kind }) => kind === 'same').reduce((sum, { text }) => sum + text.trim().length, 0);
  return shared * 3 < Math.max(before.length, after.length) ? whole(before, after) : pieces;
}

function sameLines(text: string, isFirst: boolean, isLast: boolean): readonly Block[] {
  const lines = text.split('\n').slice(0, -1);
  const head = isFirst ? 0 : context;
  const tail = isLast ? 0 : context;
  // Leaving out a single line would take as much room as the line.
  if (lines.length <= head + tail + 1) return [{ kind: 'same', text }];
  const same = (some: readonly string[]): Block[] =>
    some.length === 0 ? [] : [{ kind: 'same', text: `${some.join('\n')}\n` }];
  return [
    ...same(lines.slice(0, head)),
    { kind: 'skipped', left: lines.length - head - tail },
    ...same(tail === 0 ? [] : lines.slice(-tail)),
  ];
}
