import { expect, test } from 'vitest';
import { nameProblem, normalisedName } from './person-name.ts';

test.each([
  'Ada',
  'Zoë Ní Bhriain',
  'محمد الأمين',
  '山田 太郎',
  'O’Neill-Šimić',
  'नव्\u200dया',
  'می\u200cخواهم',
  'X Æ 12',
])('%s is a name', (name) => {
  expect(nameProblem(normalisedName(name))).toBeUndefined();
});

test('a name has at least one letter or digit and at most 120 characters', () => {
  expect(nameProblem(normalisedName(' \u00a0\u2003 '))).toBe('missing');
  expect(nameProblem('!!!')).toBe('missing');
  expect(nameProblem('𐐷'.repeat(120))).toBeUndefined();
  expect(nameProblem('a'.repeat(121))).toBe('too-long');
});

test.each([
  '\u0000',
  '\n',
  '\u007f',
  '\u202a',
  '\u202b',
  '\u202c',
  '\u202d',
  '\u202e',
  '\u2066',
  '\u2069',
  '\u200f',
  '\u061c',
  '\ufeff',
  '\u2028',
  '\ue000',
])('the unseen character %j is refused', (character) => {
  expect(nameProblem(normalisedName(`Ada${character}Bloom`))).toBe('unseen-characters');
});
