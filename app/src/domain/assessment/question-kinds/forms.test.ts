import { expect, test } from 'vitest';
import { cloze } from './cloze.ts';
import { isDecimal, isNear } from './decimal.ts';
import { formula } from './formula.ts';
import { responseSchema, type Choice, type Fields } from './kind.ts';
import { matching } from './matching.ts';
import { multipleChoice } from './multiple-choice.ts';
import { numeric } from './numeric.ts';
import { ordering } from './ordering.ts';
import { shortText } from './short-text.ts';
import { singleChoice } from './single-choice.ts';
import { trueFalse } from './true-false.ts';

/*
 * What a form is read as, what it is filled with again, what the paper asks and what is told, word for word. What is left
 * out of a form, and what is typed with too much space or at too much length, is here too.
 */

const prompt = 'What is it?';
const explanation = 'Because.';
const long = (length: number): string => 'x'.repeat(length);
const backwards = <One extends Choice>(choices: readonly One[]): readonly One[] => choices.toReversed();

test('one right answer', () => {
  const read = singleChoice.fromForm({ prompt, 'option-0': ' A ', 'option-2': 'C', correct: '2', explanation });
  const options = [
    { id: 'o0', text: 'A' },
    { id: 'o2', text: 'C' },
  ];
  expect(read).toEqual({ body: { prompt, options }, key: { correct: 'o2', explanation } });
  expect(singleChoice.fromForm({})).toEqual({
    body: { prompt: '', options: [] },
    key: { correct: 'o', explanation: '' },
  });
  expect(singleChoice.toForm(read.body, read.key)).toEqual({ 'option-0': 'A', 'option-1': 'C', correct: '1' });
  expect(singleChoice.ask(read.body, backwards)).toEqual([{ control: 'one', options: options.toReversed() }]);
  expect(singleChoice.tell(read.body, read.key, { option: 'o0' })).toEqual([{ label: null, given: 'A', right: 'C' }]);
  expect(singleChoice.tell(read.body, null, null)).toEqual([{ label: null, given: null, right: null }]);
  expect(singleChoice.outline(read.body, read.key)).toEqual([
    { text: 'A', right: false },
    { text: 'C', right: true },
  ]);
  expect(singleChoice.id).toBe('single-choice');
});

test('several right answers', () => {
  const read = multipleChoice.fromForm({
    ...{ prompt, 'option-0': 'A', 'option-1': 'B', 'option-2': 'C' },
    ...{ 'right-0': 'on', 'right-2': 'on', explanation },
  });
  const options = [
    { id: 'o0', text: 'A' },
    { id: 'o1', text: 'B' },
    { id: 'o2', text: 'C' },
  ];
  expect(read).toEqual({ body: { prompt, options }, key: { correct: ['o0', 'o2'], explanation } });
  expect(multipleChoice.fromForm({}).key).toEqual({ correct: [], explanation: '' });
  expect(multipleChoice.fromForm({}).body.prompt).toBe('');
  expect(multipleChoice.toForm(read.body, read.key)).toEqual({
    ...{ 'option-0': 'A', 'option-1': 'B', 'option-2': 'C', 'right-0': 'on', 'right-2': 'on' },
  });
  expect(multipleChoice.ask(read.body, backwards)).toEqual([{ control: 'several', options: options.toReversed() }]);
  expect(multipleChoice.tell(read.body, read.key, { options: ['o2', 'o1'] })).toEqual([
    { label: null, given: 'B\nC', right: 'A\nC' },
  ]);
  expect(multipleChoice.tell(read.body, null, null)).toEqual([{ label: null, given: null, right: null }]);
  expect(multipleChoice.outline(read.body, read.key).map(({ right }) => right)).toEqual([true, false, true]);
  expect(multipleChoice.problems(read.body, { ...read.key, correct: ['o0', 'o7'] })).toEqual(['no-correct-option']);
  expect(multipleChoice.id).toBe('multiple-choice');
});

test('true or false', () => {
  const read = trueFalse.fromForm({ prompt, 'option-0': ' Vrai ', 'option-1': 'Faux', correct: 'false', explanation });
  const options = [
    { id: 'true', text: 'Vrai' },
    { id: 'false', text: 'Faux' },
  ];
  expect(read).toEqual({ body: { prompt, options }, key: { correct: 'false', explanation } });
  expect(trueFalse.fromForm({})).toEqual({
    body: {
      prompt: '',
      options: [
        { id: 'true', text: '' },
        { id: 'false', text: '' },
      ],
    },
    key: { correct: '', explanation: '' },
  });
  expect(trueFalse.toForm(read.body, read.key)).toEqual({ 'option-0': 'Vrai', 'option-1': 'Faux', correct: 'false' });
  expect(trueFalse.ask(read.body, backwards)).toEqual([{ control: 'one', options }]);
  expect(trueFalse.tell(read.body, read.key, { option: 'true' })).toEqual([
    { label: null, given: 'Vrai', right: 'Faux' },
  ]);
  expect(trueFalse.id).toBe('true-false');
});

test('a number', () => {
  const read = numeric.fromForm({ prompt, value: '5', tolerance: '0.5', unit: ' m ', explanation });
  expect(read).toEqual({
    body: { prompt, unit: 'm' },
    key: { value: '5', tolerance: '0.5', unit: 'm', explanation },
  });
  expect(numeric.fromForm({})).toEqual({
    body: { prompt: '', unit: '' },
    key: { value: '', tolerance: '0', unit: '', explanation: '' },
  });
  const cut = numeric.fromForm({ value: long(101), tolerance: long(101), unit: `  ${long(39)} y` });
  expect(cut.key).toMatchObject({ value: long(100), tolerance: long(100), unit: long(39) });
  const bare = numeric.fromForm({ value: '5' });
  expect([numeric.mark(bare.key, 1, { text: '5' }), numeric.mark(bare.key, 1, { text: '5 m' })]).toEqual([1, 0]);
  expect(numeric.toForm(read.body, read.key)).toEqual({ value: '5', tolerance: '0.5', unit: 'm' });
  expect(numeric.ask(read.body, backwards)).toEqual([{ control: 'text', numeric: true, unit: 'm' }]);
  expect(numeric.tell(read.body, read.key, { text: ' 4 ' })).toEqual([{ label: null, given: '4', right: '5 ± 0.5 m' }]);
  expect(numeric.tell(read.body, null, null)).toEqual([{ label: null, given: null, right: null }]);
  expect(numeric.tell(read.body, null, { text: ' ' })).toEqual([{ label: null, given: null, right: null }]);
  expect(numeric.mark(read.key, 1, { text: ' 5 m ' })).toBe(1);
  expect(numeric.problems({ ...read.body, prompt: ' ' }, read.key)).toEqual(['prompt-missing']);
  expect(numeric.body.parse({ prompt, unit: ' m ' })).toEqual({ prompt, unit: 'm' });
  expect(numeric.key.parse({ ...read.key, unit: ' m ' })).toEqual(read.key);
  expect(numeric.id).toBe('numeric');
});

test('a few words', () => {
  const strict = { caseMatters: 'on', accentsMatter: 'on' };
  const read = shortText.fromForm({ prompt, accepted: ' tea \r\n\n chai', ...strict, explanation });
  expect(read).toEqual({
    body: { prompt },
    key: { accepted: ['tea', 'chai'], caseMatters: true, accentsMatter: true, explanation },
  });
  expect(shortText.fromForm({})).toEqual({
    body: { prompt: '' },
    key: { accepted: [], caseMatters: false, accentsMatter: false, explanation: '' },
  });
  const many = Array.from({ length: 21 }, (_, line) => `${line}`);
  expect(shortText.fromForm({ accepted: many.join('\n') }).key.accepted).toEqual(many.slice(0, 20));
  expect(shortText.fromForm({ accepted: `  ${long(199)} y` }).key.accepted).toEqual([long(199)]);
  expect(shortText.toForm(read.body, read.key)).toEqual({ accepted: 'tea\nchai', ...strict });
  const lenient = { ...read.key, caseMatters: false, accentsMatter: false };
  expect(shortText.toForm(read.body, lenient)).toEqual({ accepted: 'tea\nchai' });
  expect(shortText.ask(read.body, backwards)).toEqual([{ control: 'text', numeric: false, unit: '' }]);
  expect(shortText.tell(read.body, read.key, { text: ' milk ' })).toEqual([
    { label: null, given: 'milk', right: 'tea\nchai' },
  ]);
  expect(shortText.tell(read.body, null, null)).toEqual([{ label: null, given: null, right: null }]);
  expect(shortText.tell(read.body, null, { text: ' ' })).toEqual([{ label: null, given: null, right: null }]);
  expect(shortText.problems({ prompt: ' ' }, read.key)).toEqual(['prompt-missing']);
  expect(shortText.key.parse({ ...read.key, accepted: [' tea '] })).toEqual({ ...read.key, accepted: ['tea'] });
  // Words run together, and what is spelt otherwise in capitals, are other words.
  const { key } = shortText.fromForm({ accepted: 'green tea\nStraße' });
  expect(['GREEN  TEA', 'greentea', 'STRASSE'].map((text) => shortText.mark(key, 1, { text }))).toEqual([1, 0, 0]);
  expect(shortText.id).toBe('short-text');
});

test('an order', () => {
  const read = ordering.fromForm({ prompt, 'option-0': ' wash ', 'option-1': 'dry', explanation });
  const items = [
    { id: 'i0', text: 'dry' },
    { id: 'i1', text: 'wash' },
  ];
  expect(read).toEqual({ body: { prompt, items }, key: { order: ['i1', 'i0'], explanation } });
  expect(ordering.fromForm({})).toEqual({ body: { prompt: '', items: [] }, key: { order: [], explanation: '' } });
  expect(ordering.toForm(read.body, read.key)).toEqual({ 'option-0': 'wash', 'option-1': 'dry' });
  // An item that is kept no more leaves its row empty.
  expect(ordering.toForm(read.body, { ...read.key, order: ['i7', 'i0'] })).toEqual({
    'option-0': '',
    'option-1': 'dry',
  });
  const positions = [
    { id: '1', text: '1' },
    { id: '2', text: '2' },
  ];
  expect(ordering.ask(read.body, backwards)).toEqual([
    { control: 'place', id: 'i1', label: 'wash', options: positions },
    { control: 'place', id: 'i0', label: 'dry', options: positions },
  ]);
  expect(ordering.tell(read.body, read.key, { places: { i0: '1' } })).toEqual([
    { label: 'dry', given: '1', right: '2' },
    { label: 'wash', given: null, right: '1' },
  ]);
  expect(ordering.tell(read.body, null, null).map(({ given, right }) => [given, right])).toEqual([
    [null, null],
    [null, null],
  ]);
  expect(ordering.id).toBe('ordering');
});

test('pairs', () => {
  const fields = { 'item-0': ' cow ', 'match-0': ' pup ', 'item-1': 'dog', 'match-1': 'calf', 'match-7': 'foal' };
  const read = matching.fromForm({ prompt, ...fields, explanation });
  expect(read).toEqual({
    body: {
      prompt,
      items: [
        { id: 'i0', text: 'cow' },
        { id: 'i1', text: 'dog' },
      ],
      matches: [
        { id: 'm0', text: 'calf' },
        { id: 'm1', text: 'foal' },
        { id: 'm2', text: 'pup' },
      ],
    },
    key: { pairs: { i0: 'm2', i1: 'm0' }, explanation },
  });
  expect(matching.fromForm({})).toEqual({
    body: { prompt: '', items: [], matches: [] },
    key: { pairs: {}, explanation: '' },
  });
  // What is matched with nothing yet is kept so.
  const unmatched = matching.fromForm({ 'item-0': 'cow', 'match-1': 'calf' });
  expect(unmatched.key.pairs).toEqual({ i0: '' });
  expect(matching.toForm(unmatched.body, unmatched.key)).toEqual({
    ...{ 'item-0': 'cow', 'match-0': '', 'item-1': '', 'match-1': 'calf' },
  });
  expect(matching.ask(read.body, backwards)).toEqual([
    { control: 'place', id: 'i0', label: 'cow', options: read.body.matches.toReversed() },
    { control: 'place', id: 'i1', label: 'dog', options: read.body.matches.toReversed() },
  ]);
  expect(matching.tell(read.body, read.key, { places: { i0: 'm1' } })).toEqual([
    { label: 'cow', given: 'foal', right: 'pup' },
    { label: 'dog', given: null, right: 'calf' },
  ]);
  const problems = (more: Fields) => {
    const { body, key } = matching.fromForm(more);
    return matching.problems(body, key);
  };
  expect(problems(fields)).toEqual(['prompt-missing']);
  expect(problems({ prompt, 'item-0': 'cow', 'match-0': 'calf', 'match-1': 'pup' })).toEqual(['too-few-pairs']);
  expect(matching.id).toBe('matching');
});

test('gaps', () => {
  const strict = { caseMatters: 'on', accentsMatter: 'on' };
  const asked = 'A [1] and a [8].';
  const fields = { prompt: asked, 'gap-1': ' cat | pet ', 'gap-8': 'dog', 'wrong-8': 'cow', explanation };
  const read = cloze.fromForm({ ...fields, ...strict });
  const options = [
    { id: 'g8-0', text: 'cow' },
    { id: 'g8-1', text: 'dog' },
  ];
  expect(read).toEqual({
    body: {
      prompt: asked,
      gaps: [
        { id: 'g1', number: 1, options: null },
        { id: 'g8', number: 8, options },
      ],
    },
    key: { accepted: { g1: ['cat', 'pet'], g8: ['g8-1'] }, caseMatters: true, accentsMatter: true, explanation },
  });
  expect(cloze.fromForm({})).toEqual({
    body: { prompt: '', gaps: [] },
    key: { accepted: {}, caseMatters: false, accentsMatter: false, explanation: '' },
  });
  const many = Array.from({ length: 11 }, (_, number) => `${number}`);
  expect(cloze.fromForm({ 'gap-1': many.join('|') }).key.accepted).toEqual({ g1: many.slice(0, 10) });
  expect(cloze.toForm(read.body, read.key)).toEqual({
    ...{ 'gap-1': 'cat | pet', 'wrong-1': '', 'gap-8': 'dog', 'wrong-8': 'cow' },
    ...strict,
  });
  expect(cloze.ask(read.body, backwards)).toEqual([
    { control: 'place', id: 'g1', label: 1, options: null },
    { control: 'place', id: 'g8', label: 8, options: options.toReversed() },
  ]);
  expect(cloze.tell(read.body, read.key, { places: { g1: ' cow ', g8: 'g8-0' } })).toEqual([
    { label: 1, given: 'cow', right: 'cat / pet' },
    { label: 8, given: 'cow', right: 'dog' },
  ]);
  expect(cloze.tell(read.body, null, { places: {} })).toEqual([
    { label: 1, given: null, right: null },
    { label: 8, given: null, right: null },
  ]);
  expect(cloze.tell(read.body, null, { places: { g1: ' ' } })[0]?.given).toBeNull();
  expect(cloze.problems({ ...read.body, prompt: ' ' }, read.key)).toEqual(['prompt-missing', 'gap-not-in-prompt']);
  // A key that says nothing of a gap accepts nothing there.
  const silent = { ...read.key, accepted: {} };
  expect(cloze.problems(read.body, silent)).toEqual(['gap-without-answer']);
  expect(cloze.outline(read.body, silent).map(({ text }) => text)).toEqual(['[1] ', '[8] ']);
  expect(cloze.id).toBe('cloze');
});

test('a formula', () => {
  const read = formula.fromForm({ prompt, formula: ' x + y ', variables: ' x, ;y  x', explanation });
  expect(read).toEqual({
    body: { prompt, variables: ['x', 'y'] },
    key: { formula: 'x + y', variables: ['x', 'y'], explanation },
  });
  expect(formula.fromForm({})).toEqual({
    body: { prompt: '', variables: [] },
    key: { formula: '', variables: [], explanation: '' },
  });
  expect(formula.fromForm({ formula: `  ${long(199)} y` }).key.formula).toBe(long(199));
  expect(formula.toForm(read.body, read.key)).toEqual({ formula: 'x + y', variables: 'x, y' });
  expect(formula.ask(read.body, backwards)).toEqual([{ control: 'formula', variables: ['x', 'y'] }]);
  expect(formula.tell(read.body, read.key, { text: ' x ' })).toEqual([{ label: null, given: 'x', right: 'x + y' }]);
  expect(formula.tell(read.body, null, null)).toEqual([{ label: null, given: null, right: null }]);
  expect(formula.tell(read.body, null, { text: ' ' })).toEqual([{ label: null, given: null, right: null }]);
  expect(formula.problems({ ...read.body, prompt: ' ' }, read.key)).toEqual(['prompt-missing']);
  const named = (...variables: string[]) => formula.problems({ prompt, variables }, { ...read.key, variables });
  expect(['x1', '1x', 'abcdefghijk'].map((name) => named(name))).toEqual([
    ['variables-unreadable'],
    ['variables-unreadable'],
    ['variables-unreadable'],
  ]);
  expect(named('x', 'y', 'speed')).toEqual([]);
  expect(formula.id).toBe('formula');
});

test('a formula is as near as floating-point numbers are, and no nearer', () => {
  const { key } = formula.fromForm({ formula: 'x', variables: 'x' });
  const marked = (text: string) => formula.mark(key, 1, { text });
  expect([marked('x + 0.0000000001'), marked('x + 0.00000001')]).toEqual([1, 0]);
  const large = formula.fromForm({ formula: '1000000000 x', variables: 'x' });
  expect(formula.mark(large.key, 1, { text: '1000000000 x + 0.01' })).toBe(1);
  // What is longer than an author may write is not read.
  const sum = (terms: number) => `x${' + 0'.repeat(terms)}`;
  expect([marked(sum(49)), marked(`${sum(49)}   `), marked(sum(50))]).toEqual([1, 1, 0]);
  expect(sum(49)).toHaveLength(197);
});

test('numbers are written in more ways than one', () => {
  expect(isNear('1e10', '10000000000', '0')).toBe(true);
  expect(isNear('1e-10', '0.0000000001', '0')).toBe(true);
  expect(isNear('2', '2', 'x')).toBe(false);
  expect(isNear('2', 'x', '0')).toBe(false);
  expect(['e5', '+', '0'].map(isDecimal)).toEqual([false, false, true]);
});

test('answers of each shape are read as they were sent, and others are not', () => {
  for (const answer of [{ option: 'a' }, { options: ['a'] }, { options: [] }, { text: 'a' }, { places: { a: 'b' } }]) {
    expect(responseSchema.parse(answer)).toEqual(answer);
  }
  const refused = [
    { options: Array.from({ length: 21 }, () => 'a') },
    { text: long(1001) },
    { places: { a: long(1001) } },
    { places: { [long(41)]: 'b' } },
    {},
    'a',
  ];
  for (const answer of refused) expect(responseSchema.safeParse(answer).success).toBe(false);
});
