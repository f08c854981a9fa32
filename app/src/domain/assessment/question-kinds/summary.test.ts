import { expect, test } from 'vitest';
import { questionKind, type Fields, type QuestionKindId } from '../question-kinds.ts';

const prompt = 'What is it?';
const abc = { 'option-0': 'A', 'option-1': 'B', 'option-2': 'C' };
const regions = {
  picture: '01a21dc2-c784-712d-8174-87d28f6b3ee2',
  pictureWidth: '10',
  pictureHeight: '10',
  alternative: 'A harbour',
  'region-0': 'Quay',
  'shape-0': 'circle',
  'coords-0': '1,1,1',
  'region-1': 'Mole',
  'shape-1': 'circle',
  'coords-1': '5,5,1',
  correct: '1',
};

/** Each place as words: what stands there, its choices with a ✓ at the right ones, or what of these typed texts is right. */
function summed(kind: QuestionKindId, fields: Fields, typed: readonly string[] = []): readonly string[] {
  const { body, key } = questionKind(kind).fromForm({ prompt, ...fields });
  return questionKind(kind)
    .summary(body, key)
    .map(({ label, choices, hasDistractors, isRight }) => {
      const answers = choices ?? typed.map((text) => ({ id: text, text }));
      const shown = answers.map(({ id, text }) => (isRight(id) ? `${text}✓` : text)).join(' ');
      return `${label ?? '-'}${choices ? '' : ' typed'}${hasDistractors ? ' distractors' : ''}: ${shown}`;
    });
}

test('each kind says where it is answered, with what, and what of it is right', () => {
  expect(summed('single-choice', { ...abc, correct: '1' })).toEqual(['- distractors: A B✓ C']);
  expect(summed('multiple-choice', { ...abc, 'right-0': 'on', 'right-2': 'on' })).toEqual(['- distractors: A✓ B C✓']);
  expect(summed('true-false', { 'option-0': 'Vrai', 'option-1': 'Faux', correct: 'false' })).toEqual([
    '- distractors: Vrai Faux✓',
  ]);
  expect(summed('hotspot', regions)).toEqual(['- distractors: Quay Mole✓']);
  expect(summed('numeric', { value: '3.5', tolerance: '0.1', unit: 'kg' }, ['3.4', '3.6 kg', '3.7', 'kg'])).toEqual([
    '- typed: 3.4✓ 3.6 kg✓ 3.7 kg',
  ]);
  expect(summed('short-text', { accepted: 'Ada\nLovelace' }, ['ada', 'Lovelace', 'Grace'])).toEqual([
    '- typed: ada✓ Lovelace✓ Grace',
  ]);
  expect(summed('formula', { formula: 'x^2', variables: 'x' }, ['x*x', '2x'])).toEqual(['- typed: x*x✓ 2x']);
  expect(summed('ordering', { 'option-0': 'Zebra', 'option-1': 'Ant' })).toEqual(['Ant: 1 2✓', 'Zebra: 1✓ 2']);
  const pairs = { 'item-0': 'Oslo', 'match-0': 'Norway', 'item-1': 'Bern', 'match-1': 'Swiss', 'match-2': 'Mali' };
  expect(summed('matching', pairs)).toEqual(['Oslo: Mali Norway✓ Swiss', 'Bern: Mali Norway Swiss✓']);
  const gaps = { prompt: 'A [1] and [2]', 'gap-1': 'cat', 'wrong-1': 'dog', 'gap-2': 'hat | cap' };
  expect(summed('cloze', gaps, ['Hat', 'cap', 'shoe'])).toEqual(['1 distractors: cat✓ dog', '2 typed: Hat✓ cap✓ shoe']);
});
