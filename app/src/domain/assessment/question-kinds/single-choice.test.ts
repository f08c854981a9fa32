import { expect, test } from 'vitest';
import { singleChoiceBody, singleChoiceKey, singleChoiceProblems, singleChoiceResponse } from './single-choice.ts';

const option = (number: number, text = `Answer ${number}`) => ({ id: `option-${number}`, text });
const body = { prompt: 'Which knot holds?', options: [option(1), option(2)] };
const key = { correct: 'option-1', explanation: 'It tightens under load.' };

test('a question as it was kept is read back word for word', () => {
  expect(singleChoiceBody.parse(body)).toEqual(body);
  expect(singleChoiceKey.parse(key)).toEqual(key);
  expect(singleChoiceResponse.parse({ option: 'option-2' })).toEqual({ option: 'option-2' });
});

test('spaces around a prompt, an option and an explanation are no part of them', () => {
  const spaced = { prompt: ' Which knot holds? ', options: [option(1, ' Answer 1 '), option(2)] };
  expect(singleChoiceBody.parse(spaced)).toEqual(body);
  expect(singleChoiceKey.parse({ ...key, explanation: ' It tightens under load. ' })).toEqual(key);
  expect(singleChoiceBody.safeParse({ ...body, prompt: '  ' }).success).toBe(false);
});

test.each([
  ['a prompt', 4000, (text: string) => singleChoiceBody.safeParse({ ...body, prompt: text })],
  ['an option', 1000, (text: string) => singleChoiceBody.safeParse({ ...body, options: [option(1, text), option(2)] })],
  [
    'an option’s id',
    40,
    (id: string) => singleChoiceBody.safeParse({ ...body, options: [{ id, text: 'A' }, option(2)] }),
  ],
])('%s has 1 to %i characters', (_what, most, read) => {
  expect(read('').success).toBe(false);
  expect(read('x').success).toBe(true);
  expect(read('x'.repeat(most)).success).toBe(true);
  expect(read('x'.repeat(most + 1)).success).toBe(false);
});

test('an explanation may be left out, and has at most 2000 characters', () => {
  expect(singleChoiceKey.safeParse({ ...key, explanation: '' }).success).toBe(true);
  expect(singleChoiceKey.safeParse({ ...key, explanation: 'x'.repeat(2000) }).success).toBe(true);
  expect(singleChoiceKey.safeParse({ ...key, explanation: 'x'.repeat(2001) }).success).toBe(false);
});

test('a question has two to eight options', () => {
  const withOptions = (count: number) => ({
    ...body,
    options: Array.from({ length: count }, (_, index) => option(index + 1)),
  });
  const kept = (count: number) => singleChoiceBody.safeParse(withOptions(count)).success;
  expect([1, 2, 8, 9].map(kept)).toEqual([false, true, true, false]);
  const problems = (count: number) => singleChoiceProblems(withOptions(count), key);
  expect([1, 2, 8, 9].map(problems)).toEqual([['too-few-options'], [], [], ['too-many-options']]);
});

test('what lacks a part, or has another in its place, is not read', () => {
  expect(singleChoiceBody.safeParse({}).success).toBe(false);
  expect(singleChoiceBody.safeParse({ ...body, options: [{}, {}] }).success).toBe(false);
  expect(singleChoiceKey.safeParse({}).success).toBe(false);
  expect(singleChoiceResponse.safeParse({}).success).toBe(false);
  expect(singleChoiceResponse.safeParse({ option: 1 }).success).toBe(false);
});
