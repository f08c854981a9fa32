import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzzRuns } from '../../test/fuzz.ts';
import { decideVerdict } from './verdict.ts';
import type { CheckName, CheckResult } from './verification.ts';
import { checkNames } from './verification.ts';

const decisive: readonly CheckName[] = ['integrity', 'issuer-key', 'dates', 'revocation', 'suspension'];
const others: readonly CheckName[] = ['format', 'schema', 'issuer-identity', 'superseded', 'subject'];

function checksWith(results: Partial<Record<CheckName, CheckResult>>): { name: CheckName; result: CheckResult }[] {
  return checkNames.map((name) => ({ name, result: results[name] ?? 'passed' }));
}

test('all passed is valid', () => {
  expect(decideVerdict(checksWith({}))).toBe('valid');
});

test('any one failed check makes it invalid', () => {
  for (const name of checkNames) expect(decideVerdict(checksWith({ [name]: 'failed' })), name).toBe('invalid');
});

test('an unknown among the decisive checks makes it unconfirmed', () => {
  for (const name of decisive) expect(decideVerdict(checksWith({ [name]: 'unknown' })), name).toBe('unconfirmed');
});

test('an unknown among the others leaves it valid', () => {
  for (const name of others) expect(decideVerdict(checksWith({ [name]: 'unknown' })), name).toBe('valid');
});

test('failed weighs more than unknown', () => {
  expect(decideVerdict(checksWith({ integrity: 'unknown', subject: 'failed' }))).toBe('invalid');
});

test('a decisive check that was never made counts as unknown', () => {
  expect(decideVerdict([])).toBe('unconfirmed');
  for (const name of decisive) {
    expect(decideVerdict(checksWith({}).filter((check) => check.name !== name)), name).toBe('unconfirmed');
  }
});

test('a decisive check made twice counts by its worse result', () => {
  expect(decideVerdict([...checksWith({}), { name: 'dates', result: 'unknown' }])).toBe('unconfirmed');
});

test('for every combination the verdict follows product.md', () => {
  const result = fc.constantFrom<CheckResult>('passed', 'failed', 'unknown');
  const results = fc.tuple(...checkNames.map(() => result));
  fc.assert(
    fc.property(results, (drawn) => {
      const checks = checkNames.map((name, index) => ({ name, result: drawn[index] ?? 'unknown' }));
      const failed = checks.some((check) => check.result === 'failed');
      const open = checks.some((check) => check.result === 'unknown' && decisive.includes(check.name));
      expect(decideVerdict(checks)).toBe(failed ? 'invalid' : open ? 'unconfirmed' : 'valid');
    }),
    { numRuns: fuzzRuns(300) },
  );
});
