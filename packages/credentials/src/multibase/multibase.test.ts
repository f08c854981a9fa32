import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzzRuns } from '../../test/fuzz.ts';
import { decodeBase58, encodeBase58 } from './base58.ts';
import { decodeBase64url, encodeBase64url } from './base64url.ts';

test('base58 agrees with the examples of its draft', () => {
  // draft-msporny-base58-03, 5
  expect(encodeBase58(Buffer.from('Hello World!'))).toBe('2NEpo7TZRRrLZSi2U');
  expect(encodeBase58(Buffer.from('0000287fb4cd', 'hex'))).toBe('11233QC4');
  expect(Buffer.from(decodeBase58('11233QC4')).toString('hex')).toBe('0000287fb4cd');
  expect(encodeBase58(new Uint8Array(3))).toBe('111');
  expect(encodeBase58(new Uint8Array())).toBe('');
});

test('base58 refuses letters that it does not have, and text longer than any key or signature', () => {
  for (const text of ['0', 'O', 'I', 'l', ' ', 'é']) {
    expect(() => decodeBase58(text)).toThrow(expect.objectContaining({ code: 'base58-invalid' }) as Error);
  }
  expect(() => decodeBase58('2'.repeat(257))).toThrow(expect.objectContaining({ code: 'base58-invalid' }) as Error);
});

test('base64url refuses padding and the letters of plain base64', () => {
  expect(encodeBase64url(Uint8Array.of(0xfb, 0xff))).toBe('-_8');
  for (const text of ['-_8=', '+/8', 'a', 'a b']) {
    expect(() => decodeBase64url(text)).toThrow(expect.objectContaining({ code: 'base64url-invalid' }) as Error);
  }
});

test('what is encoded is decoded to the same bytes, as node:buffer does it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect(decodeBase58(encodeBase58(bytes))).toEqual(bytes);
      expect(encodeBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
      expect(decodeBase64url(encodeBase64url(bytes))).toEqual(bytes);
    }),
    { numRuns: fuzzRuns(200) },
  );
});

test('a long list of bytes is encoded whole', () => {
  const bytes = Uint8Array.from({ length: 100_001 }, (_, index) => index % 251);
  expect(encodeBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
});
