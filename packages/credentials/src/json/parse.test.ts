import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzzRuns } from '../../test/fuzz.ts';
import { CredentialError } from '../errors.ts';
import { limits, parseJsonObject } from './parse.ts';

function codeOf(input: string | Uint8Array, textLength?: number): string {
  try {
    parseJsonObject(input, textLength);
  } catch (error) {
    if (error instanceof CredentialError) return error.code;
    throw error;
  }
  return 'read';
}

test('an object is read as JSON.parse reads it, from text and from bytes', () => {
  const text = ' {"a":[1,-2.5e3,true,null,"\\u00e9\\n"],"b":{"a":{}},"c":"{\\"a\\":1,\\"a\\":2}"} ';
  expect(parseJsonObject(text)).toEqual(JSON.parse(text));
  expect(parseJsonObject(new TextEncoder().encode(text))).toEqual(JSON.parse(text));
});

test('a name that stands twice in one object is refused, however it is spelt', () => {
  expect(codeOf('{"a":1,"a":1}')).toBe('duplicate-key');
  expect(codeOf('{"a":1,"\\u0061":2}')).toBe('duplicate-key');
  expect(codeOf('{"x":[{"a":1},{"b":{"c":1,"c":2}}]}')).toBe('duplicate-key');
});

test('the same name in two objects, or as a value, is no duplicate', () => {
  expect(codeOf('{"a":{"a":1},"b":[{"a":1},{"a":"a"}],"c":"a","d":["a","a"]}')).toBe('read');
});

test('__proto__ is refused as a name, and harmless as a value', () => {
  expect(codeOf('{"a":{"__proto__":{"isAdmin":true}}}')).toBe('forbidden-key');
  expect(codeOf('{"a":{"__pro\\u0074o__":1}}')).toBe('forbidden-key');
  expect(codeOf('{"a":"__proto__"}')).toBe('read');
});

test('half a character is refused, raw or escaped', () => {
  expect(codeOf('{"a":"\ud800"}')).toBe('ill-formed-text');
  expect(codeOf('{"a":"\\ud800"}')).toBe('ill-formed-text');
  expect(codeOf('{"\\udc00":1}')).toBe('ill-formed-text');
  expect(codeOf('{"a":"\\ud83d\\ude00"}')).toBe('read');
  expect(codeOf(Uint8Array.of(0x7b, 0xff, 0x7d))).toBe('ill-formed-text');
});

test('a number beyond every double is refused', () => {
  expect(codeOf('{"a":1e400}')).toBe('number-out-of-range');
  expect(codeOf('{"a":-1e400}')).toBe('number-out-of-range');
  expect(codeOf('{"a":1e300,"b":-0}')).toBe('read');
});

test('what is not JSON, and what is no object, is named', () => {
  for (const text of ['', '{', '{"a":1,}', '{a:1}', 'undefined', '{"a":1}{']) expect(codeOf(text)).toBe('not-json');
  for (const text of ['[]', '"{}"', '1', 'null', 'true']) expect(codeOf(text)).toBe('not-an-object');
});

test('nesting is read to its limit and no further', () => {
  const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
  expect(codeOf(nested(limits.depth))).toBe('read');
  expect(codeOf(nested(limits.depth + 1))).toBe('too-deep');
  expect(codeOf(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).toBe('too-deep');
});

test('length and number of values are read to their limits and no further', () => {
  expect(codeOf('{"a":1}', 7)).toBe('read');
  expect(codeOf('{"a":1}', 6)).toBe('too-large');
  expect(codeOf(new TextEncoder().encode('{"a":1}'), 6)).toBe('too-large');
  const list = (items: number): string => `[${Array.from({ length: items }, () => '1').join()}]`;
  expect(codeOf(`{"a":${list(limits.items)}}`)).toBe('read');
  expect(codeOf(`{"a":${list(limits.items + 1)}}`)).toBe('too-large');
  // The outer object, the name and the outer list are values too; then eleven lists of 1,001 each.
  const lists = Array.from({ length: 11 }, () => list(limits.items)).join();
  expect(codeOf(`{"a":[${lists},${list(limits.values - 3 - 11 * 1_001 - 1)}]}`)).toBe('read');
  expect(codeOf(`{"a":[${lists},${list(limits.values - 3 - 11 * 1_001)}]}`)).toBe('too-large');
});

test('a long text of one string does not take long', () => {
  const started = performance.now();
  expect(codeOf(`{"a":"${'\\"'.repeat(400_000)}"}`)).toBe('read');
  expect(performance.now() - started).toBeLessThan(20_000);
});

test('whatever JSON.stringify writes is read back the same, with or without space', () => {
  const isPlain = (value: unknown): boolean => !JSON.stringify(value).includes('__proto__');
  const object = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 6 })).filter(isPlain);
  fc.assert(
    fc.property(object, fc.constantFrom(0, 1, 3), (value, space) => {
      const text = JSON.stringify(value, null, space);
      if (!text.isWellFormed()) return;
      const code = codeOf(text);
      if (code === 'read') expect(parseJsonObject(text)).toEqual(JSON.parse(text));
      else expect(code).toBe('ill-formed-text');
    }),
    { numRuns: fuzzRuns(300) },
  );
});

test('any text is read or refused with a code', () => {
  const noise = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[{}[\]",:\\ua0-9]{0,40}$/));
  fc.assert(
    fc.property(noise, (text) => {
      expect(codeOf(text)).toBeTypeOf('string');
    }),
    { numRuns: fuzzRuns(500) },
  );
});
