import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isAnswered,
  isQuestionKind,
  parseQuestion,
  questionKind,
  questionKindIds,
  type Fields,
  type Question,
  type QuestionKindId,
  type Response,
} from './question-kinds.ts';

const asTyped = <One>(choices: readonly One[]): readonly One[] => choices;
const words = fc.stringMatching(/^[a-z]{1,6}$/);
const distinct = fc.uniqueArray(words, { minLength: 2, maxLength: 8 });
const rows = (name: string, texts: readonly string[]): Fields =>
  Object.fromEntries(texts.map((text, row) => [`${name}-${row}`, text]));
const prompt = 'What is it?';

interface Typed {
  readonly form: Fields;
  /** The same question with something else right. */
  readonly other: Fields;
  /** The places of a paper by what they stand under, or the texts of the right options. */
  readonly right: (question: Question) => Response;
}

const optionNamed = (question: Question, text: string): string => {
  const [field] = questionKind(question.kind).ask(question.body, asTyped);
  if (field?.control !== 'one' && field?.control !== 'several') throw new Error('no options');
  return field.options.find((option) => option.text === text)?.id ?? '';
};
const placed = (question: Question, match: (label: string | number) => string): Response => ({
  places: Object.fromEntries(
    questionKind(question.kind)
      .ask(question.body, asTyped)
      .flatMap((field) => {
        if (field.control !== 'place') return [];
        const text = match(field.label);
        return [[field.id, field.options ? (field.options.find((one) => one.text === text)?.id ?? '') : text]];
      }),
  ),
});

/** For each kind, questions as an author may type them. */
const questions: Record<QuestionKindId, fc.Arbitrary<Typed>> = {
  'single-choice': distinct.map((texts) => ({
    form: { ...rows('option', texts), correct: '0' },
    other: { ...rows('option', texts), correct: '1' },
    right: (question) => ({ option: optionNamed(question, texts[0] ?? '') }),
  })),
  'multiple-choice': distinct.map((texts) => ({
    form: { ...rows('option', texts), 'right-0': 'on', 'right-1': 'on' },
    other: { ...rows('option', texts), 'right-1': 'on' },
    right: (question) => ({ options: texts.slice(0, 2).map((text) => optionNamed(question, text)) }),
  })),
  'true-false': fc.constantFrom('true', 'false').map((correct) => ({
    form: { 'option-0': 'True', 'option-1': 'False', correct },
    other: { 'option-0': 'True', 'option-1': 'False', correct: correct === 'true' ? 'false' : 'true' },
    right: () => ({ option: correct }),
  })),
  numeric: fc.integer().map((value) => ({
    form: { value: String(value), unit: 'kg' },
    other: { value: String(value + 1), tolerance: '2', unit: 'kg' },
    right: () => ({ text: `${value} kg` }),
  })),
  'short-text': distinct.map((texts) => ({
    form: { accepted: texts.join('\n') },
    other: { accepted: 'else', caseMatters: 'on' },
    right: () => ({ text: ` ${texts[0]?.toUpperCase()} ` }),
  })),
  ordering: distinct.map((texts) => ({
    form: rows('option', texts),
    other: rows('option', texts.toReversed()),
    right: (question) => placed(question, (label) => String(texts.indexOf(String(label)) + 1)),
  })),
  matching: distinct.map((texts) => ({
    form: { ...rows('item', texts), ...rows('match', texts) },
    other: { ...rows('item', texts), ...rows('match', texts.toReversed()) },
    right: (question) => placed(question, String),
  })),
  formula: fc.integer({ min: 1, max: 9 }).map((factor) => ({
    form: { variables: 'x', formula: `${factor}x + 1` },
    other: { variables: 'x', formula: `${factor}x + 2` },
    right: () => ({ text: `1 + x * ${factor}` }),
  })),
  hotspot: distinct.map((texts) => {
    const drawn = Object.fromEntries(texts.map((_, row) => [`coords-${row}`, `${row * 10}, 50, 5`]));
    const picture = { picture: '0198c0de-0000-7000-8000-000000000001', pictureWidth: '70', pictureHeight: '50' };
    const form = { ...picture, alternative: 'A map', ...drawn, ...rows('region', texts) };
    return {
      form: { ...form, correct: '0' },
      other: { ...form, correct: '1' },
      right: () => ({ option: 'o0' }),
    };
  }),
  cloze: distinct.map(([first = '', second = '']) => ({
    form: { prompt: 'The [1] sat on the [2].', 'gap-1': first, 'gap-2': first, 'wrong-2': second },
    other: { prompt: 'The [1] sat on the [2].', 'gap-1': second, 'gap-2': second, 'wrong-2': first },
    right: (question) => placed(question, () => first),
  })),
};

const made = (kind: QuestionKindId, form: Fields): Question =>
  ({ kind, ...questionKind(kind).fromForm({ prompt, explanation: 'Because.', ...form }) }) as Question;
const ids = fc.oneof(words, fc.constantFrom('o0', 'o1', 'true', 'i0', 'm0', 'g1', 'g2-0', '1', '__proto__', ''));
const anything: fc.Arbitrary<Response> = fc.oneof(
  ids.map((option) => ({ option })),
  fc.array(ids).map((options) => ({ options })),
  fc.oneof(fc.string(), fc.double().map(String)).map((text) => ({ text })),
  fc.dictionary(ids, ids).map((places) => ({ places })),
);

test.each(questionKindIds)('%s: what is typed is kept, read back and put into its form again', (kind) => {
  fc.assert(
    fc.property(questions[kind], ({ form }) => {
      const question = made(kind, form);
      expect(questionKind(kind).problems(question.body, question.key)).toEqual([]);
      const stored = JSON.parse(JSON.stringify(question)) as Question;
      expect(parseQuestion(stored)).toEqual(question);
      const again = { ...questionKind(kind).toForm(question.body, question.key), prompt: question.body.prompt };
      expect(made(kind, again)).toEqual(question);
    }),
  );
});

test.each(questionKindIds)('%s: the right answer earns all points, none earns none', (kind) => {
  fc.assert(
    fc.property(questions[kind], fc.integer({ min: 1, max: 100 }), ({ form, right }, points) => {
      const question = made(kind, form);
      const marked = (given: Response | null) => questionKind(kind).mark(question.key, points, given);
      expect(marked(right(question))).toBe(points);
      expect(marked(null)).toBe(0);
    }),
  );
});

test.each(questionKindIds)('%s: whatever is answered earns a whole number of points, from none to all', (kind) => {
  const { response, mark } = questionKind(kind);
  fc.assert(
    fc.property(questions[kind], anything, fc.integer({ min: 1, max: 100 }), ({ form }, given, points) => {
      const read = response.safeParse(given);
      if (!read.success) return;
      const earned = mark(made(kind, form).key, points, read.data);
      expect(Number.isInteger(earned) && earned >= 0 && earned <= points).toBe(true);
      if (!isAnswered(read.data)) expect(earned).toBe(0);
    }),
  );
});

test.each(questionKindIds)('%s: what the learner sees is the same whatever is right', (kind) => {
  fc.assert(
    fc.property(questions[kind], ({ form, other }) => {
      const { ask } = questionKind(kind);
      const [one, two] = [made(kind, form), made(kind, other)];
      expect(one.key).not.toEqual(two.key);
      expect(JSON.stringify(ask(one.body, asTyped))).toBe(JSON.stringify(ask(two.body, asTyped)));
    }),
  );
});

test.each(questionKindIds)(
  '%s: afterwards the answer is told in words, and what is right only when it may be',
  (kind) => {
    fc.assert(
      fc.property(questions[kind], ({ form, right }) => {
        const { body, key } = made(kind, form);
        const given = right(made(kind, form));
        for (const line of questionKind(kind).tell(body, null, given)) expect(line.right).toBeNull();
        for (const line of questionKind(kind).tell(body, key, null))
          expect([line.given, line.right]).toEqual([null, expect.any(String)]);
        expect(
          questionKind(kind)
            .tell(body, null, given)
            .every((line) => line.given !== null),
        ).toBe(true);
        expect(
          questionKind(kind)
            .outline(body, key)
            .some((line) => line.right),
        ).toBe(true);
      }),
    );
  },
);

test('a kind that there is none of is not read', () => {
  expect(isQuestionKind('essay')).toBe(false);
  expect(isQuestionKind('cloze')).toBe(true);
  expect(() => parseQuestion({ kind: 'essay', body: {}, key: {} })).toThrow();
});

test('an answer of nothing but spaces is none', () => {
  const answers: readonly Response[] = [
    { option: '' },
    { options: [] },
    { text: ' ' },
    { places: { i0: ' ', i1: '' } },
  ];
  expect(answers.map(isAnswered)).toEqual([false, false, false, false]);
  const given: readonly Response[] = [
    { option: 'a' },
    { options: ['a'] },
    { text: '0' },
    { places: { i0: '', i1: '1' } },
  ];
  expect(given.map(isAnswered)).toEqual([true, true, true, true]);
});
