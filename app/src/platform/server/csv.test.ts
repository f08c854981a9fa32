import { expect, test } from 'vitest';
import { csvLine } from './csv.ts';

test.each(['=1+1', '+1', '-1+2', '-A1', '@SUM(A1)', '\t=1', '\r=1', '-', '-1e3'])(
  'what a spreadsheet would run is made inert: %j',
  (cell) => {
    expect(csvLine([cell]).replaceAll('"', '').startsWith("'")).toBe(true);
  },
);

test.each(['-1', '-0.250', '12', '0.5'])('a number stays one: %s', (cell) => {
  expect(csvLine([cell])).toBe(`${cell}\r\n`);
});

test('commas, quotation marks and line breaks stay within their cell', () => {
  expect(csvLine(['a,b', 'say "no"', 'two\nlines'])).toBe('"a,b","say ""no""","two\nlines"\r\n');
});
