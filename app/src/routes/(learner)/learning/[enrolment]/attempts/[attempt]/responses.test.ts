import { expect, test } from 'vitest';
import { answersIn } from './responses.ts';

function posted(...fields: readonly (readonly [string, string])[]) {
  return Object.fromEntries(answersIn(formOf(...fields)).responses);
}

function formOf(...fields: readonly (readonly [string, string])[]) {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
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

test('a flag is set or taken back, and a paper says which opening of it was sent', () => {
  const { flags, from } = answersIn(
    formOf(['flag-a', ''], ['flag-a', 'on'], ['flag-b', ''], ['page', 'p1'], ['sequence', '7']),
  );
  expect([...(flags ?? [])]).toEqual([
    ['a', true],
    ['b', false],
  ]);
  expect(from).toEqual({ page: 'p1', sequence: 7 });
  for (const [page, sequence] of [
    ['', '7'],
    ['p1', ''],
    ['p1', '-1'],
    ['p1', '1.5'],
    ['p1', String(2 ** 31)],
    ['x'.repeat(41), '7'],
  ] as const)
    expect(answersIn(formOf(['page', page], ['sequence', sequence])).from).toBeUndefined();
});
