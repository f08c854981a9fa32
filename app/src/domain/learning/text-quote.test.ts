import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findQuote, quoteAt } from './text-quote.ts';

const text = 'Look around.\nListen to them, and look again.\n  Listen to yourself.';

test('a passage is found however its white space is laid out', () => {
  const span = findQuote(text, { exact: 'again.\r\n\r\nListen   to', prefix: '', suffix: '' });
  expect(span && text.slice(span.start, span.end)).toBe('again.\n  Listen to');
});

test('of several places the one with the same surroundings is meant', () => {
  const second = { start: text.lastIndexOf('Listen'), end: text.lastIndexOf('Listen') + 'Listen to'.length };
  expect(findQuote(text, quoteAt(text, second))).toEqual(second);
  expect(findQuote(text, { exact: 'Listen to', prefix: '', suffix: ' them' })?.start).toBe(text.indexOf('Listen'));
});

test('what is not in the text, or nothing at all, is not found', () => {
  expect(findQuote(text, { exact: 'Lsten', prefix: '', suffix: '' })).toBeUndefined();
  expect(findQuote(text, { exact: ' \n', prefix: '', suffix: '' })).toBeUndefined();
});

test('whatever is quoted is found again, with the same words, also after the text around it was laid out anew', () => {
  const words = fc.array(fc.constantFrom('look', 'listen', 'link', ' ', '\n', '. '), {
    minLength: 1,
    maxLength: 60,
    size: 'max',
  });
  fc.assert(
    fc.property(words, fc.nat(), fc.nat(), (parts, from, length) => {
      const whole = parts.join('');
      const start = from % whole.length;
      const quote = quoteAt(whole, { start, end: start + 1 + (length % (whole.length - start)) });
      const dense = (of: string) => of.replaceAll(/\s/g, '');
      const again = whole.replaceAll(/\s+/g, '\n\n');
      const found = findQuote(again, quote);
      if (dense(quote.exact) === '') expect(found).toBeUndefined();
      else expect(dense(again.slice(found?.start, found?.end))).toBe(dense(quote.exact));
    }),
  );
});
