import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSecretBox } from './secret-box.ts';

const secret = Buffer.alloc(32, 7);
const box = createSecretBox(secret);
const context = 'signing-key/0199';
const coded = (code: string): unknown => expect.objectContaining({ code });

test('whatever is sealed opens again, byte for byte, in its own context', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.string({ minLength: 1 }), (plain, name) => {
      expect(box.open(box.seal(plain, name), name)).toEqual(Buffer.from(plain));
    }),
    { numRuns: 100 },
  );
});

test('a process started later with the same secret opens it', () => {
  const sealed = box.seal(Buffer.from('private key'), context);
  expect(createSecretBox(Buffer.alloc(32, 7)).open(sealed, context).toString()).toBe('private key');
});

test('a value sealed by the first release still opens', () => {
  const sealed = Buffer.from('AaFx2hH/+Q4+b4F5U06oEF3LEAvB4PBMxHobbP2YRTpLzVG+YCxTcZndo2/fw1o=', 'base64');
  expect(box.open(sealed, context).toString()).toBe('kept since 0.1');
});

test('the same text sealed twice looks different, and neither shows the text', () => {
  const first = box.seal(Buffer.from('private key'), context);
  const second = box.seal(Buffer.from('private key'), context);
  expect(first.equals(second)).toBe(false);
  expect(first.includes('private key')).toBe(false);
});

test('a sealed value with any one bit changed does not open', () => {
  const sealed = box.seal(Buffer.from('private key'), context);
  for (let index = 0; index < sealed.length * 8; index++) {
    const altered = Buffer.from(sealed);
    altered[index >> 3] = (altered[index >> 3] ?? 0) ^ (1 << (index & 7));
    expect(() => box.open(altered, context)).toThrow();
  }
});

test('a sealed value moved to another context does not open', () => {
  const sealed = box.seal(Buffer.from('private key'), context);
  expect(() => box.open(sealed, 'signing-key/0200')).toThrow(coded('sealed-value-altered'));
});

test('a value sealed under another secret says so', () => {
  const sealed = createSecretBox(randomBytes(32)).seal(Buffer.from('x'), context);
  expect(() => box.open(sealed, context)).toThrow(coded('sealed-under-another-secret'));
});

test('a version that is not known says so', () => {
  const sealed = box.seal(Buffer.from('x'), context);
  sealed[0] = 2;
  expect(() => box.open(sealed, context)).toThrow(coded('sealed-value-version-unknown'));
});

test('a value cut short says so', () => {
  expect(() => box.open(box.seal(Buffer.alloc(0), context).subarray(0, 32), context)).toThrow(
    coded('sealed-value-truncated'),
  );
});

test('an empty context and a short secret are refused', () => {
  expect(() => box.seal(Buffer.from('x'), '')).toThrow(coded('context-empty'));
  expect(() => box.fingerprint('x', '')).toThrow(coded('context-empty'));
  expect(() => createSecretBox(Buffer.alloc(31))).toThrow(coded('secret-too-short'));
});

test('a fingerprint is the same for the same text, and differs by text, context and secret', () => {
  const print = box.fingerprint('mary@example.org', 'limit');
  expect(print).toMatch(/^[\w-]{43}$/);
  expect(box.fingerprint('mary@example.org', 'limit')).toBe(print);
  expect(box.fingerprint('marie@example.org', 'limit')).not.toBe(print);
  expect(box.fingerprint('mary@example.org', 'other')).not.toBe(print);
  expect(createSecretBox(Buffer.alloc(32, 8)).fingerprint('mary@example.org', 'limit')).not.toBe(print);
});
