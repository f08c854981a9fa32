import { expect, test } from 'vitest';
import { isPublic, logoPath, mayOffer } from './organisations.ts';

test('only an approved organisation may offer anything', () => {
  expect((['pending', 'approved', 'suspended'] as const).map((status) => mayOffer({ status }))).toEqual([
    false,
    true,
    false,
  ]);
});

test('a suspended organisation keeps its page, one that was never approved has none', () => {
  expect((['pending', 'approved', 'suspended'] as const).map((status) => isPublic({ status }))).toEqual([
    false,
    true,
    true,
  ]);
});

test('a logo is served under a name that changes with it', () => {
  expect(logoPath({ slug: 'northgate', logoKey: 'logo/0199/ab12.png' })).toBe('/issuers/northgate/logo/ab12.png');
  expect(logoPath({ slug: 'northgate', logoKey: null })).toBeNull();
});
