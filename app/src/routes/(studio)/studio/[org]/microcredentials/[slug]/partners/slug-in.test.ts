import { expect, test } from 'vitest';
import { slugIn } from './slug-in.ts';

test.each([
  'northgate-college',
  ' Northgate-College ',
  'issuers/northgate-college',
  '/issuers/northgate-college/',
  'https://cairn.example/issuers/northgate-college?x=1#keys',
])('finds the slug in %s', (typed) => {
  expect(slugIn(typed)).toBe('northgate-college');
});
