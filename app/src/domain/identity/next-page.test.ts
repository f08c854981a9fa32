import { expect, test } from 'vitest';
import { nextPage } from './next-page.ts';

test('a page of this site is followed, with its query', () => {
  expect(nextPage('/microcredentials/soil?from=list', '/')).toBe('/microcredentials/soil?from=list');
});

test.each([
  null,
  undefined,
  '',
  'https://evil.example/',
  '//evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '\\\\evil.example',
  'javascript:alert(1)',
  'explore',
  `/${'a'.repeat(600)}`,
])('%j is not followed', (wanted) => {
  expect(nextPage(wanted, '/learning')).toBe('/learning');
});
