import { expect, test } from 'vitest';
import { analyse, gravestFirst, type Counted, type Given, type ItemAnalysis } from './item-analysis.ts';
import type { ScoreGroup } from './item-statistics.ts';
import { questionKind, type Question } from './question-kinds.ts';

const choice: Question = {
  kind: 'single-choice',
  body: { prompt: 'Which?', options: ['a', 'b', 'c'].map((id) => ({ id, text: `Answer ${id}` })) },
  key: { correct: 'a', explanation: '' },
};
const typed: Question = {
  kind: 'short-text',
  body: { prompt: 'Who?' },
  key: { accepted: ['Ada'], caseMatters: false, accentsMatter: false, explanation: '' },
};

/** Learners who earned all or nothing, with rests of 1 for the better and 0 for the worse. */
function group(points: number, learners: number, { better }: { readonly better: number }): ScoreGroup {
  const rests = { withRest: learners, sumOfRests: better, sumOfSquaredRests: better };
  return { points, outOf: 1, learners, ...rests, upper: better, lower: learners - better };
}
function counted(right: ScoreGroup, wrong: ScoreGroup, given: readonly Omit<Given, 'place'>[] = []): Counted {
  const asked = right.learners + wrong.learners;
  return { asked, answered: asked, groups: [right, wrong], given: given.map((one) => ({ place: '', ...one })) };
}
const analysed = (question: Question, tally: Counted): ItemAnalysis =>
  analyse(tally, questionKind(question.kind).summary(question.body, question.key));
function flagsOf(question: Question, tally: Counted): readonly string[] {
  const found = analysed(question, tally);
  if (found.kind === 'withheld') throw new Error('withheld');
  return found.flags.map((flag) => ('text' in flag ? `${flag.kind}: ${flag.text}` : flag.kind));
}

test('under ten learners nothing is said, from ten on everything', () => {
  expect(analysed(choice, counted(group(1, 5, { better: 3 }), group(0, 4, { better: 1 })))).toEqual({
    kind: 'withheld',
    asked: 9,
  });
  expect(analysed(choice, { asked: 0, answered: 0, groups: [], given: [] })).toEqual({ kind: 'withheld', asked: 0 });
  expect(analysed(choice, counted(group(1, 5, { better: 3 }), group(0, 5, { better: 2 })))).toMatchObject({
    kind: 'figures',
    asked: 10,
    facility: 0.5,
    flags: [],
  });
});

test('what is very hard, very easy or sorts the wrong way is flagged, and nothing else', () => {
  expect(flagsOf(choice, counted(group(1, 29, { better: 20 }), group(0, 71, { better: 20 })))).toContain('too-hard');
  expect(flagsOf(choice, counted(group(1, 96, { better: 50 }), group(0, 4, { better: 1 })))).toContain('too-easy');
  expect(flagsOf(choice, counted(group(1, 10, { better: 2 }), group(0, 10, { better: 8 })))).toEqual([
    'negative-discrimination',
  ]);
  // At the bounds themselves nothing is said, and with few answers nothing of unused options.
  expect(flagsOf(choice, counted(group(1, 6, { better: 4 }), group(0, 14, { better: 8 })))).toEqual([]);
  expect(flagsOf(choice, counted(group(1, 19, { better: 10 }), group(0, 1, { better: 0 })))).toEqual([]);
});

test('an option that nobody chooses is flagged once enough have answered; a right one never is', () => {
  const given = [
    { given: 'a', learners: 15, upper: 8, lower: 2 },
    { given: 'b', learners: 15, upper: 2, lower: 6 },
  ];
  const tally = (right: number) => counted(group(1, right, { better: right - 5 }), group(0, 15, { better: 2 }), given);
  expect(flagsOf(choice, tally(14))).toEqual([]);
  expect(flagsOf(choice, tally(15))).toEqual(['unused: Answer c']);
});

test('a wrong answer that clearly more of the best gave than the right one comes first', () => {
  const tally = (upperWrong: number, lowerWrong = 2) =>
    counted(group(1, 8, { better: 2 }), group(0, 12, { better: 7 }), [
      { given: 'a', learners: 8, upper: 2, lower: 3 },
      { given: 'b', learners: 12, upper: upperWrong, lower: lowerWrong },
    ]);
  expect(flagsOf(choice, tally(4))).toEqual(['wrong-preferred: Answer b', 'negative-discrimination']);
  expect(flagsOf(choice, tally(3))).toEqual(['negative-discrimination']);
  // What the weakest mistake more still, is hard and not wrong: 5 of the 9 best, 7 of the 11 weakest.
  expect(flagsOf(choice, tally(5, 7))).toEqual(['negative-discrimination']);
});

test('of several right options the one counts that the fewest of the best took', () => {
  const several: Question = { ...choice, kind: 'multiple-choice', key: { correct: ['a', 'c'], explanation: '' } };
  const given = [
    { given: 'a', learners: 14, upper: 6, lower: 2 },
    { given: 'b', learners: 9, upper: 5, lower: 2 },
    { given: 'c', learners: 6, upper: 1, lower: 3 },
  ];
  expect(flagsOf(several, counted(group(1, 10, { better: 6 }), group(0, 10, { better: 3 }), given))).toEqual([
    'wrong-preferred: Answer b',
  ]);
});

test('typed answers are told when three gave them, and all right ones together stand against a wrong one', () => {
  const given = [
    { given: 'Ada', learners: 4, upper: 2, lower: 1 },
    { given: 'ADA', learners: 2, upper: 2, lower: 0 },
    { given: 'Grace', learners: 9, upper: 5, lower: 1 },
    { given: 'my neighbour Tom', learners: 2, upper: 0, lower: 2 },
  ];
  const tally = counted(group(1, 6, { better: 4 }), group(0, 11, { better: 5 }), given);
  const found = analysed(typed, tally);
  expect(found.kind === 'figures' && found.places).toEqual([
    {
      id: '',
      label: null,
      isTyped: true,
      answers: [
        { text: 'Grace', isRight: false, learners: 9, upper: 5, lower: 1 },
        { text: 'Ada', isRight: true, learners: 4, upper: 2, lower: 1 },
      ],
    },
  ]);
  expect(found.kind === 'figures' && found.flags).toEqual([]);
  const clearer = given.map((one) => (one.given === 'Grace' ? { ...one, upper: 6 } : one));
  expect(flagsOf(typed, { ...tally, given: clearer.map((one) => ({ place: '', ...one })) })).toEqual([
    'wrong-preferred: Grace',
  ]);
});

test('questions to look at come first, the gravest before the others; else the order of the quiz stays', () => {
  const figures = analysed(choice, counted(group(1, 5, { better: 3 }), group(0, 5, { better: 2 })));
  const flagged = (...kinds: ('too-easy' | 'negative-discrimination')[]): ItemAnalysis =>
    figures.kind === 'withheld' ? figures : { ...figures, flags: kinds.map((kind) => ({ kind })) };
  const questions = [
    { name: 'calm', analysis: figures },
    { name: 'easy', analysis: flagged('too-easy') },
    { name: 'few', analysis: { kind: 'withheld', asked: 3 } as const },
    { name: 'backwards', analysis: flagged('negative-discrimination') },
  ];
  expect(gravestFirst(questions).map(({ name }) => name)).toEqual(['backwards', 'easy', 'calm', 'few']);
});
