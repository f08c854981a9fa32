import { expect, test } from 'vitest';
import { cloze } from './cloze.ts';
import { isDecimal, isNear, isNegative } from './decimal.ts';
import { matching } from './matching.ts';
import { multipleChoice } from './multiple-choice.ts';
import { numeric } from './numeric.ts';
import { ordering } from './ordering.ts';
import { shortText } from './short-text.ts';
import { trueFalse } from './true-false.ts';

const prompt = 'What is it?';

test('several right answers: each right one earns its share, each wrong one loses as much, never below none', () => {
  const key = { correct: ['a', 'b', 'c'], explanation: '' };
  const marked = (...options: string[]) => multipleChoice.mark(key, 4, { options });
  expect(marked('a', 'b', 'c')).toBe(4);
  expect(marked('a', 'b')).toBe(2);
  expect(marked('a', 'a', 'a')).toBe(1);
  expect(marked('a', 'b', 'x')).toBe(1);
  expect(marked('x', 'y')).toBe(0);
  expect(marked()).toBe(0);
});

test('several right answers: one at least is right, and each is among the answers', () => {
  const { body, key } = multipleChoice.fromForm({ prompt, 'option-0': 'A', 'option-1': 'B', 'right-5': 'on' });
  expect(multipleChoice.problems(body, key)).toEqual(['no-correct-option']);
  expect(multipleChoice.problems(body, { ...key, correct: [] })).toEqual(['no-correct-option']);
  expect(multipleChoice.problems({ ...body, prompt: ' ' }, { ...key, correct: ['o0'] })).toEqual(['prompt-missing']);
});

test('true or false: both words are given and one of the two is right', () => {
  const problems = (fields: Record<string, string>) => {
    const { body, key } = trueFalse.fromForm({ prompt, ...fields });
    return trueFalse.problems(body, key);
  };
  expect(problems({ 'option-0': 'Vrai', 'option-1': '' })).toEqual(['option-empty', 'no-correct-option']);
  expect(problems({ 'option-0': 'Vrai', 'option-1': 'Vrai', correct: 'true' })).toEqual(['options-alike']);
});

test.each([
  ['3.5', true],
  [' 3,5 ', true],
  ['+3.50', true],
  ['35e-1', true],
  ['.35E1', true],
  ['3.5 kg', true],
  ['3.5kg', true],
  ['3.6', true],
  ['3.4', true],
  ['3.6000000000000000000001', false],
  ['3.3', false],
  ['3.5 g', false],
  ['-3.5', false],
  ['3.5.1', false],
  ['1,003.5', false],
  ['', false],
  ['kg', false],
  ['e1', false],
])('a number: %s for 3.5 ± 0.1 kg', (text, right) => {
  const key = { value: '3.5', tolerance: '0.1', unit: 'kg', explanation: '' };
  expect(numeric.mark(key, 2, { text })).toBe(right ? 2 : 0);
});

test('numbers are compared exactly, where binary fractions would not be', () => {
  expect(isNear('0.3', '0.1', '0.2')).toBe(true);
  expect(isNear('1e2', '100', '0')).toBe(true);
  expect(isNear('\u22122', '-2', '0')).toBe(true);
  expect(isNear('1', '1', 'much')).toBe(false);
  expect(['1', '-1', '0', 'x'].map(isNegative)).toEqual([false, true, false, false]);
  expect(['1 000', '1.', '.5', '.', '-', '1e400', 'Infinity'].map(isDecimal)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

test('a number: the value is a number, and the tolerance none below 0', () => {
  const problems = (value: string, tolerance: string) => {
    const { body, key } = numeric.fromForm({ prompt, value, tolerance });
    return numeric.problems(body, key);
  };
  expect(problems('5', '')).toEqual([]);
  expect(problems('five', '-1')).toEqual(['value-not-a-number', 'tolerance-not-a-number']);
  expect(problems('', 'x')).toEqual(['value-not-a-number', 'tolerance-not-a-number']);
});

test('a number is told with its tolerance and unit, where it has them', () => {
  const told = (fields: Record<string, string>) => {
    const { body, key } = numeric.fromForm({ prompt, value: '5', ...fields });
    return numeric.outline(body, key).map(({ text }) => text);
  };
  expect(told({})).toEqual(['5']);
  expect(told({ tolerance: '0.0', unit: 'm' })).toEqual(['5 m']);
  expect(told({ tolerance: '0.5', unit: 'm' })).toEqual(['5 ± 0.5 m']);
});

test('a few words: spaces never matter; capitals and accents only where the author says so', () => {
  const marked = (text: string, strict: Record<string, string> = {}) => {
    const { key } = shortText.fromForm({ prompt, accepted: 'Café crème\r\n\r\nKaffee', ...strict });
    return shortText.mark(key, 1, { text });
  };
  expect(['  cafe   CREME ', 'kaffee', 'Cafe\u0301 cre\u0300me'].map((text) => marked(text))).toEqual([1, 1, 1]);
  expect(['tea', '', ' ', '\u0301'].map((text) => marked(text))).toEqual([0, 0, 0, 0]);
  expect([marked('café crème', { caseMatters: 'on' }), marked('Cafe creme', { caseMatters: 'on' })]).toEqual([0, 1]);
  const accents = { accentsMatter: 'on' };
  expect([marked('Cafe creme', accents), marked('cafe\u0301 cre\u0300me', accents)]).toEqual([0, 1]);
});

test('a few words: an answer that could not be given is none', () => {
  const problems = (accepted: string) => {
    const { body, key } = shortText.fromForm({ prompt, accepted });
    return shortText.problems(body, key);
  };
  expect([problems('\n \n'), problems('\u0301'), problems('tea')]).toEqual([
    ['no-accepted-answer'],
    ['no-accepted-answer'],
    [],
  ]);
});

test('putting in order: each item in its position earns its share, rounded down', () => {
  const { body, key } = ordering.fromForm({ prompt, 'option-0': 'wash', 'option-1': 'dry', 'option-2': 'cover' });
  // Kept by their words: cover, dry, wash.
  expect(body.items.map(({ text }) => text)).toEqual(['cover', 'dry', 'wash']);
  const marked = (places: Record<string, string>) => ordering.mark(key, 4, { places });
  expect(marked({ i0: '3', i1: '2', i2: '1' })).toBe(4);
  expect(marked({ i0: '2', i1: '3', i2: '1' })).toBe(1);
  expect(marked({ i0: '1', i1: '1', i2: '1' })).toBe(1);
  expect(ordering.outline(body, key).map(({ text }) => text)).toEqual(['1. wash', '2. dry', '3. cover']);
  const alike = ordering.fromForm({ 'option-0': 'wash', 'option-1': 'wash' });
  expect(ordering.problems(alike.body, alike.key)).toEqual(['prompt-missing', 'options-alike']);
});

test('matching: each right match earns its share; a right side alone matches nothing', () => {
  const fields = { prompt, 'item-0': 'cow', 'match-0': 'calf', 'item-1': 'dog', 'match-1': 'pup', 'match-2': 'foal' };
  const { body, key } = matching.fromForm(fields);
  expect(matching.problems(body, key)).toEqual([]);
  expect(body.matches.map(({ text }) => text)).toEqual(['calf', 'foal', 'pup']);
  expect(matching.mark(key, 3, { places: { i0: 'm0', i1: 'm2' } })).toBe(3);
  expect(matching.mark(key, 3, { places: { i0: 'm0', i1: 'm1' } })).toBe(1);
  expect(matching.outline(body, key)).toEqual([
    { text: 'cow – calf', right: true },
    { text: 'dog – pup', right: true },
    { text: 'foal', right: false },
  ]);
  expect(matching.toForm(body, key)).toMatchObject({ 'item-2': '', 'match-2': 'foal' });
});

test('matching: what cannot be asked fairly is named', () => {
  const problems = (fields: Record<string, string>) => {
    const { body, key } = matching.fromForm({ prompt, ...fields });
    return matching.problems(body, key);
  };
  expect(problems({ 'item-0': 'cow', 'match-0': 'calf' })).toEqual(['too-few-pairs']);
  expect(problems({ 'item-0': 'cow', 'match-0': 'calf', 'item-1': 'ox', 'match-1': 'calf' })).toEqual([
    'too-few-pairs',
  ]);
  expect(problems({ 'item-0': 'cow', 'match-0': 'calf', 'item-1': 'dog', 'match-2': 'pup' })).toEqual([
    'pair-incomplete',
  ]);
  expect(problems({ 'item-0': 'cow', 'match-0': 'calf', 'item-1': 'cow', 'match-1': 'pup' })).toEqual([
    'options-alike',
  ]);
});

test('gaps: typed or chosen, each filled right earns its share', () => {
  const fields = { prompt: '[1] boils at [2] °C.', 'gap-1': 'Water | H2O', 'gap-2': '100', 'wrong-2': '90|100 | 110' };
  const { body, key } = cloze.fromForm(fields);
  expect(cloze.problems(body, key)).toEqual([]);
  expect(body.gaps.map(({ options }) => options?.map(({ text }) => text) ?? null)).toEqual([
    null,
    ['100', '110', '90'],
  ]);
  const marked = (g1: string, g2: string) => cloze.mark(key, 3, { places: { g1, g2 } });
  expect(marked('water', 'g2-0')).toBe(3);
  expect(marked('h2o', 'g2-1')).toBe(1);
  // Of a gap that is chosen, the option counts, not its words.
  expect(marked('steam', '100')).toBe(0);
  expect(cloze.outline(body, key).map(({ text }) => text)).toEqual(['[1] Water / H2O', '[2] 100']);
  expect(cloze.toForm(body, key)).toEqual({
    'gap-1': 'Water | H2O',
    'wrong-1': '',
    'gap-2': '100',
    'wrong-2': '110 | 90',
  });
});

test('gaps: each has its number in the text and an answer that can be given', () => {
  const problems = (fields: Record<string, string>) => {
    const { body, key } = cloze.fromForm({ prompt: 'A [1].', ...fields });
    return cloze.problems(body, key);
  };
  expect(problems({})).toEqual(['gap-missing']);
  expect(problems({ 'gap-2': 'b' })).toEqual(['gap-not-in-prompt']);
  expect(problems({ 'wrong-1': 'b' })).toEqual(['gap-without-answer']);
  expect(problems({ 'gap-1': '\u0301' })).toEqual(['gap-without-answer']);
});
