import { expect, test } from 'vitest';
import { mostBytes } from './body-limit.ts';
import { referrerPolicy } from './security-headers.ts';

test('pages whose address opens something tell other sites nothing of it', () => {
  expect(referrerPolicy('/(account)/reset-password/[token]', true)).toBe('no-referrer');
  expect(referrerPolicy('/(public)/credentials/[id]', false)).toBe('same-origin');
  expect(referrerPolicy('/(public)/outbox', false)).toBe('same-origin');
  expect(referrerPolicy('/(public)/explore', false)).toBe('strict-origin-when-cross-origin');
});

test('uploads may be larger than forms', () => {
  expect(mostBytes('/(account)/sign-in')).toBe(65_536);
  expect(mostBytes('/(studio)/studio/[org]/profile')).toBe(10_485_760);
  expect(mostBytes('/(learner)/portfolio')).toBe(1_048_576);
});
