import { expect, test } from 'vitest';
import { domainOfEmail, domainOfWebsite, holdsAt, holdsRecord } from './confirmations.ts';

const march = new Date('2026-03-01T00:00:00Z');
const april = new Date('2026-04-01T00:00:00Z');
const may = new Date('2026-05-01T00:00:00Z');

test('a confirmation holds from its date until its end or its withdrawal', () => {
  const confirmation = { confirmedAt: march, validUntil: null, withdrawnAt: null };
  expect(holdsAt(confirmation, new Date(march.getTime() - 1))).toBe(false);
  expect(holdsAt(confirmation, march)).toBe(true);
  expect(holdsAt({ ...confirmation, validUntil: april }, april)).toBe(false);
  expect(holdsAt({ ...confirmation, validUntil: may }, april)).toBe(true);
  expect(holdsAt({ ...confirmation, withdrawnAt: april }, april)).toBe(false);
  expect(holdsAt({ ...confirmation, withdrawnAt: april }, march)).toBe(true);
});

test('a website stands for its host without www', () => {
  expect(domainOfWebsite('https://www.Northgate.example/about')).toBe('northgate.example');
  expect(domainOfWebsite('https://evening.northgate.example')).toBe('evening.northgate.example');
  expect(domainOfWebsite(null)).toBeUndefined();
  expect(domainOfWebsite('not a website')).toBeUndefined();
});

test('an address’s domain is what follows its last @', () => {
  expect(domainOfEmail('"a@b"@Northgate.example')).toBe('northgate.example');
});

test('the record is found whole, also in the chunks that DNS cuts it into, and never as part of another', () => {
  expect(holdsRecord([['v=spf1 -all'], ['cairn-confirmation=abc']], 'abc')).toBe(true);
  expect(holdsRecord([['cairn-confirm', 'ation=abc']], 'abc')).toBe(true);
  expect(holdsRecord([['cairn-confirmation=abcd'], ['x cairn-confirmation=abc'], ['cairn-confirmation=']], 'abc')).toBe(
    false,
  );
  expect(holdsRecord([], 'abc')).toBe(false);
});
