import { expect, test } from 'vitest';
import { insertion, markGroups } from './markdown-toolbar.ts';

test('a mark goes around the words that are selected, which stay selected', () => {
  expect(insertion('one two', 4, 7, 'bold')).toEqual({ text: '**two**', until: 7, selectFrom: 6, selectTo: 9 });
});

test('without a selection a sample stands there, selected, so that typing replaces it', () => {
  expect(insertion('', 0, 0, 'code')).toEqual({ text: '`code`', until: 0, selectFrom: 1, selectTo: 5 });
});

test('what needs a line of its own gets one, with an empty line before it', () => {
  expect(insertion('one', 3, 3, 'heading').text).toBe('\n\n## Heading');
  expect(insertion('one\n', 4, 4, 'heading').text).toBe('\n## Heading');
  expect(insertion('one\n\n', 5, 5, 'heading')).toEqual({ text: '## Heading', until: 5, selectFrom: 8, selectTo: 15 });
});

test('a list takes every line that is selected, and numbers them where it is numbered', () => {
  expect(insertion('a\nb', 0, 3, 'list')).toEqual({ text: '- a\n- b', until: 3, selectFrom: 0, selectTo: 7 });
  expect(insertion('x\n\na\n\nb', 3, 7, 'numbered').text).toBe('1. a\n\n3. b');
});

test('a footnote gets a number that no other has; its mark follows the words, its text their paragraph', () => {
  const source = 'One.[^1]\n\n[^1]: A.\n\nTwo, three.\n\nFour.';
  const from = source.indexOf('Two');
  expect(insertion(source, from, from + 3, 'footnote')).toEqual({
    text: 'Two[^2], three.\n\n[^2]: Where it is shown.',
    until: source.indexOf('\n\nFour'),
    selectFrom: from + 'Two[^2], three.\n\n[^2]: '.length,
    selectTo: from + 'Two[^2], three.\n\n[^2]: Where it is shown.'.length,
  });
  expect(insertion('', 0, 0, 'footnote').text).toBe('[^1]\n\n[^1]: Where it is shown.');
});

test('each button writes something that a lesson knows', () => {
  const marks = markGroups.flat();
  expect(new Set(marks).size).toBe(marks.length);
  for (const mark of marks) expect(insertion('', 0, 0, mark).text).not.toBe('');
});
