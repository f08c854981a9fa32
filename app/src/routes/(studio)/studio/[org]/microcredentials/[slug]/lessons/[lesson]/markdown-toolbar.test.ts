import { expect, test } from 'vitest';
import { insertion } from './markdown-toolbar.ts';

test('a mark goes around the words that are selected, which stay selected', () => {
  expect(insertion('one two', 4, 7, 'bold')).toEqual({ text: '**two**', selectFrom: 6, selectTo: 9 });
});

test('without a selection a sample stands there, selected, so that typing replaces it', () => {
  expect(insertion('', 0, 0, 'code')).toEqual({ text: '`code`', selectFrom: 1, selectTo: 5 });
});

test('what needs a line of its own gets one, with an empty line before it', () => {
  expect(insertion('one', 3, 3, 'heading').text).toBe('\n\n## Heading');
  expect(insertion('one\n', 4, 4, 'heading').text).toBe('\n## Heading');
  expect(insertion('one\n\n', 5, 5, 'heading')).toEqual({ text: '## Heading', selectFrom: 8, selectTo: 15 });
});
