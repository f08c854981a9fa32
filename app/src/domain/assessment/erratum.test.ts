import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyOnStored, markedAnew } from './erratum.ts';
import { isQuestionKind, parseQuestion, questionKind, type Fields, type Question } from './question-kinds.ts';

/** A question as its editor's fields give it, kept with other ids and, where order is free, in another order. */
function typed(kind: string, fields: Fields): Question {
  if (!isQuestionKind(kind)) throw new Error(kind);
  return parseQuestion({ kind, ...questionKind(kind).fromForm({ prompt: 'What? [1]', ...fields }) });
}

const choices = { 'option-0': 'One', 'option-1': 'Two', 'option-2': 'Three' };
const corrections: readonly [kind: string, before: Fields, after: Fields][] = [
  ['single-choice', { ...choices, correct: '0' }, { ...choices, correct: '2' }],
  ['multiple-choice', { ...choices, 'right-0': 'on' }, { ...choices, 'right-1': 'on', 'right-2': 'on' }],
  [
    'true-false',
    { 'option-0': 'Yes', 'option-1': 'No', correct: 'true' },
    { 'option-0': 'Yes', 'option-1': 'No', correct: 'false' },
  ],
  ['numeric', { value: '3', tolerance: '0', unit: 'm' }, { value: '4', tolerance: '0.5', unit: 'm' }],
  ['short-text', { accepted: 'tea' }, { accepted: 'tea\ncoffee' }],
  ['ordering', choices, { 'option-0': 'Three', 'option-1': 'One', 'option-2': 'Two' }],
  [
    'matching',
    { 'item-0': 'a', 'match-0': 'x', 'item-1': 'b', 'match-1': 'y' },
    { 'item-0': 'a', 'match-0': 'y', 'item-1': 'b', 'match-1': 'x' },
  ],
  ['cloze', { 'gap-1': 'in', 'wrong-1': 'out | on' }, { 'gap-1': 'out | on', 'wrong-1': 'in' }],
  ['cloze', { 'gap-1': 'in' }, { 'gap-1': 'in | inside' }],
  ['formula', { variables: 'x', formula: 'x+1' }, { variables: 'x', formula: 'x+2' }],
];

test.each(corrections)('the corrected key of %s is one of the question as it was asked', (kind, before, after) => {
  const stored = typed(kind, before);
  const corrected = typed(kind, after);
  const key = keyOnStored(stored, corrected);
  const { outline } = questionKind(stored.kind);
  expect(outline(stored.body, key ?? stored.key)).toEqual(outline(stored.body, corrected.key));
  expect(outline(stored.body, key ?? stored.key)).not.toEqual(outline(stored.body, stored.key));
  expect(
    keyOnStored({ ...stored, body: { ...stored.body, prompt: 'Which? [1]' } } as Question, corrected),
  ).toBeUndefined();
});

test('choices are the same by their words, whatever their ids and their order', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), fc.nat(2), fc.nat(2), (order, was, is) => {
      const stored = typed('single-choice', { ...choices, correct: String(was) });
      const renamed = stored.body as { prompt: string; options: { id: string; text: string }[] };
      const named = (index: number) => `kept-${renamed.options[index]?.text}`;
      const asked = {
        kind: 'single-choice',
        body: { ...renamed, options: order.map((index) => ({ ...renamed.options[index], id: named(index) })) },
        key: { correct: named(was), explanation: '' },
      } as Question;
      const key = keyOnStored(asked, typed('single-choice', { ...choices, correct: String(is) }));
      expect(key).toEqual({ correct: named(is), explanation: '' });
    }),
  );
});

test('a choice taken away, added or worded anew is another question', () => {
  const stored = typed('single-choice', { ...choices, correct: '0' });
  const { 'option-2': _, ...fewer } = choices;
  for (const other of [fewer, { ...choices, 'option-3': 'Four' }, { ...choices, 'option-1': 'Too' }])
    expect(keyOnStored(stored, typed('single-choice', { ...other, correct: '1' }))).toBeUndefined();
});

test('one question is marked anew, and every other mark stays as it is', () => {
  const mark = (questionVersionId: string, points: number) => ({
    questionVersionId,
    points,
    outOf: 2,
    outcomes: ['a'],
  });
  const question = typed('single-choice', { ...choices, correct: '0' });
  const by = { questionVersionId: 'q', question, response: { option: 'o0' } };
  const settings = { passMark: 75, attemptLimit: null };
  expect(markedAnew({ marks: [mark('p', 1), mark('q', 0)] }, settings, by)).toMatchObject({
    ...{ score: 3, outOf: 4, passed: true, marks: [mark('p', 1), mark('q', 2)] },
    outcomes: [{ outcomeId: 'a', points: 3, outOf: 4 }],
  });
  expect(markedAnew({ marks: [mark('p', 1), mark('q', 2)] }, settings, by)).toBeUndefined();
  expect(markedAnew({ marks: [mark('p', 1)] }, settings, by)).toBeUndefined();
});
