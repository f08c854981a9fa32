import { expect, test } from 'vitest';
import { responsesIn } from './responses.ts';

function posted(...fields: readonly (readonly [string, string])[]) {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return Object.fromEntries(responsesIn(form));
}

test('one option, several, words and places are read by the names of their fields', () => {
  expect(
    posted(
      ['q-a', 'o1'],
      ['q-b.options', ''],
      ['q-b.options', 'o1'],
      ['q-b.options', 'o2'],
      ['q-c.text', ' 3,5 '],
      ['q-d.places.i0', '2'],
      ['q-d.places.i1', ''],
      ['other', 'x'],
    ),
  ).toEqual({
    a: { option: 'o1' },
    b: { options: ['o1', 'o2'] },
    c: { text: ' 3,5 ' },
    d: { places: { i0: '2', i1: '' } },
  });
});

test('several options all unchecked are an empty answer, one option not chosen is none', () => {
  expect(posted(['q-a', ''], ['q-b.options', ''])).toEqual({ b: { options: [] } });
});

test('what no paper sends is left out or cut', () => {
  expect(posted(['q-a', 'x'.repeat(41)], ['q-b.else', 'x'], ['q-c.places', 'x'])).toEqual({});
  expect(posted(['q-a.text', `${'x'.repeat(1000)}y`], ['q-b.text', 'a\0b'])).toEqual({
    a: { text: 'x'.repeat(1000) },
    b: { text: 'ab' },
  });
});
