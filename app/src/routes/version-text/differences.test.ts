import { expect, test } from 'vitest';
import { differencesBetween } from './differences.ts';
import { lineDifferences } from './line-differences.ts';
import type { TextPart } from './text-part.ts';

const part = (key: string, text: string, group: TextPart['group'] = 'record'): TextPart => ({
  key,
  group,
  title: key,
  text,
  about: 'whole',
  aboutId: null,
});

test('what is the same is no difference; what came, went or changed is one each', () => {
  const before = [part('title', 'Knots'), part('audience', 'Sailors'), part('summary', 'Tie them.')];
  const after = [part('title', 'Knots'), part('summary', 'Tie and untie them.'), part('licence', 'CC BY')];
  expect(differencesBetween(before, after).map(({ key, kind }) => [key, kind])).toEqual([
    ['summary', 'changed'],
    ['licence', 'added'],
    ['audience', 'removed'],
  ]);
  expect(differencesBetween(before, before)).toEqual([]);
});

test('what went stands with its own kind, not at the end of all', () => {
  const before = [part('a', 'a'), part('lesson', 'l', 'content'), part('quiz', 'q', 'assessment')];
  const after = [part('a', 'b'), part('quiz', 'p', 'assessment')];
  expect(differencesBetween(before, after).map(({ key }) => key)).toContain('lesson');
});

test('within a line the words that differ are told', () => {
  expect(lineDifferences('Pull the rope once.', 'Pull the rope twice.')).toEqual([
    {
      kind: 'differs',
      pieces: [
        { kind: 'same', text: 'Pull the rope ' },
        { kind: 'removed', text: 'once' },
        { kind: 'added', text: 'twice' },
        { kind: 'same', text: '.\n' },
      ],
    },
  ]);
});

test('lines that are far from a difference are counted, not shown', () => {
  const lines = Array.from({ length: 20 }, (_, index) => `Line ${index}`);
  const blocks = lineDifferences(lines.join('\n'), [...lines.slice(0, 19), 'The end'].join('\n'));
  expect(blocks[0]).toEqual({ kind: 'skipped', left: 17 });
  expect(blocks[1]).toEqual({ kind: 'same', text: 'Line 17\nLine 18\n' });
});

test('nothing of either text is lost: pieces give back both', () => {
  const before = 'One\nTwo words here\nThree\n';
  const after = 'One\nTwo words there\nFour\nThree\n';
  const pieces = lineDifferences(before, after).flatMap((block) =>
    block.kind === 'differs'
      ? block.pieces
      : block.kind === 'same'
        ? [{ kind: 'same' as const, text: block.text }]
        : [],
  );
  const without = (kind: string) =>
    pieces
      .filter((piece) => piece.kind !== kind)
      .map(({ text }) => text)
      .join('');
  expect(without('added')).toBe(before);
  expect(without('removed')).toBe(after);
});

test('two sentences with hardly a word in common stand one after the other', () => {
  const [block] = lineDifferences('Pull the rope hard.', 'Never leave boats untied overnight anywhere.');
  expect(block).toMatchObject({ pieces: [{ kind: 'removed' }, { kind: 'added' }] });
});
