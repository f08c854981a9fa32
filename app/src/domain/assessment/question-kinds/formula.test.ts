import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expressionIn } from './expression.ts';
import { formula } from './formula.ts';

const typed = (fields: Record<string, string>) => formula.fromForm({ prompt: 'How?', variables: 'x, y', ...fields });

test.each([
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['10 - 4 - 3', 3],
  ['12 / 2 / 3', 2],
  ['2 ^ 3 ^ 2', 512],
  ['-2 ^ 2', -4],
  ['2 ^ -1', 0.5],
  ['2x', 10],
  ['2(x + 1)', 12],
  ['x y', 15],
  ['−x · y ÷ 3', -5],
  ['sqrt(4) + abs(-1) + ln(e) + log(100)', 6],
  ['exp(0) + sin(0) + cos(0) + tan(0)', 2],
  ['1.5 + .5', undefined],
  ['', undefined],
  ['2 +', undefined],
  ['(x', undefined],
  ['x)', undefined],
  ['z', undefined],
  ['sqrt 4', undefined],
  ['sqrt', undefined],
  ['sqrt()', undefined],
  ['2·3', 6],
  ['cos(2 pi)', 1],
  ['constructor', undefined],
  ['x = 5', undefined],
])('%s comes to %s for x = 5, y = 3', (text, value) => {
  expect(expressionIn(text, ['x', 'y'])?.({ x: 5, y: 3 })).toBe(value);
});

test('a formula is right however it is written, and wrong where it comes to something else', () => {
  const { key } = typed({ formula: '(x + y)^2' });
  const marked = (text: string) => formula.mark(key, 2, { text });
  expect(['x^2 + 2x*y + y^2', '(y+x)(x+y)', 'abs(x + y)^2'].map(marked)).toEqual([2, 2, 2]);
  expect(['x^2 + y^2', '(x + y)^2 + 0.001', 'sqrt(x)^4', '', 'x +', '1/0'].map(marked)).toEqual([0, 0, 0, 0, 0, 0]);
});

test('a root is not the number itself on the other side of 0', () => {
  const { key } = typed({ formula: 'x' });
  expect(formula.mark(key, 1, { text: 'sqrt(x^2)' })).toBe(0);
});

test('a formula that cannot be read, or hardly anywhere computed, is not asked', () => {
  const problems = (fields: Record<string, string>) => {
    const { body, key } = typed(fields);
    return formula.problems(body, key);
  };
  expect(problems({ formula: 'x + z' })).toEqual(['formula-unreadable']);
  expect(problems({ formula: 'sqrt(-1 - x^2)' })).toEqual(['formula-unreadable']);
  expect(problems({ formula: 'x', variables: 'x, e' })).toEqual(['variables-unreadable']);
  expect(problems({ formula: 'x', variables: 'x, 2' })).toEqual(['variables-unreadable']);
  expect(problems({ formula: 'ln(x) + y' })).toEqual([]);
  // Of the points where answers are compared, three lie above 2.1 and two above 2.2.
  expect(problems({ formula: 'sqrt(x - 2.1)', variables: 'x' })).toEqual([]);
  expect(problems({ formula: 'sqrt(x - 2.2)', variables: 'x' })).toEqual(['formula-unreadable']);
});

test('whatever is typed comes to a mark', () => {
  const { key } = typed({ formula: 'x / y' });
  const signs = fc.string({ unit: fc.constantFrom(...'xy12+-*/^().e '), maxLength: 60 });
  fc.assert(
    fc.property(signs, (text) => {
      expect([0, 3]).toContain(formula.mark(key, 3, { text }));
    }),
  );
});
