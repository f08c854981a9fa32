import { lineDifferences, type Block } from './line-differences.ts';
import type { TextPart } from './text-part.ts';

/** A part that only one of two versions has, or that differs. */
export interface PartDifference {
  readonly key: string;
  readonly group: TextPart['group'];
  readonly title: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly blocks: readonly Block[];
}

/** Every part that is not the same in both, in the order of the later version; what it lacks stands where it was. */
export function differencesBetween(before: readonly TextPart[], after: readonly TextPart[]): readonly PartDifference[] {
  const earlier = new Map(before.map((part) => [part.key, part]));
  const later = new Map(after.map((part) => [part.key, part]));
  return inOrder(before, after).flatMap((key): PartDifference[] => {
    const [from, to] = [earlier.get(key), later.get(key)];
    const part = to ?? from;
    if (part === undefined || from?.text === to?.text) return [];
    const kind = from === undefined ? 'added' : to === undefined ? 'removed' : 'changed';
    const blocks = lineDifferences(from?.text ?? '', to?.text ?? '');
    return [{ key, group: part.group, title: part.title, kind, blocks }];
  });
}

function inOrder(before: readonly TextPart[], after: readonly TextPart[]): readonly string[] {
  const keys = after.map(({ key }) => key);
  const groups = new Map(after.map(({ key, group }) => [key, group]));
  for (const { key, group } of before) {
    if (groups.has(key)) continue;
    const last = keys.findLastIndex((one) => groups.get(one) === group);
    keys.splice(last + 1, 0, key);
    groups.set(key, group);
  }
  return keys;
}
