import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzzRuns } from '../../test/fuzz.ts';
import { encodeBase64url } from '../multibase/base64url.ts';
import {
  createStatusList,
  decodeStatusList,
  encodeStatusList,
  getStatus,
  setStatus,
  shortestStatusList,
  statusListOf,
} from './bitstring.ts';

function withCode(code: string): Error {
  return expect.objectContaining({ code }) as Error;
}

test('a new list has at least 131,072 entries, all clear', () => {
  const list = createStatusList();
  expect(list.length).toBe(131_072);
  expect(list.bytes.every((byte) => byte === 0)).toBe(true);
  expect(() => createStatusList(131_064)).toThrow(withCode('status-list-too-short'));
  expect(() => createStatusList(131_073)).toThrow(withCode('status-list-malformed'));
  expect(() => createStatusList(1e9)).toThrow(withCode('status-list-too-large'));
});

test('entry 0 is the leftmost bit, as BITSTRING-STATUS-LIST 2.2 says', () => {
  const list = createStatusList();
  setStatus(list, 0, true);
  expect(list.bytes[0]).toBe(0b1000_0000);
  setStatus(list, 9, true);
  expect(list.bytes[1]).toBe(0b0100_0000);
  setStatus(list, 131_071, true);
  expect(list.bytes.at(-1)).toBe(0b0000_0001);
});

test('the example list of the specification is read: all clear', async () => {
  const list = await decodeStatusList('uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA');
  expect(list.length).toBe(shortestStatusList);
  expect(list.bytes.every((byte) => byte === 0)).toBe(true);
});

test('an entry can be set, cleared and asked for, without touching its neighbours', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat({ max: shortestStatusList - 1 }), { minLength: 1 }), (indexes) => {
      const list = createStatusList();
      for (const index of indexes) setStatus(list, index, true);
      const [cleared = 0, ...others] = indexes;
      setStatus(list, cleared, false);
      expect(getStatus(list, cleared)).toBe(false);
      expect(others.every((index) => getStatus(list, index))).toBe(true);
      expect(list.bytes.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0)).toBe(
        others.length,
      );
    }),
    { numRuns: fuzzRuns(20) },
  );
});

test('an entry outside the list is refused, whether asked for or set', () => {
  const list = createStatusList();
  for (const index of [-1, 131_072, 0.5, NaN, Infinity]) {
    expect(() => getStatus(list, index)).toThrow(withCode('status-index-out-of-range'));
    expect(() => setStatus(list, index, true)).toThrow(withCode('status-index-out-of-range'));
  }
});

test('a list is read back as it was encoded', async () => {
  const list = createStatusList(1_000_000);
  for (const index of [0, 1, 7, 8, 500_000, 999_999]) setStatus(list, index, true);
  const encoded = await encodeStatusList(list);
  expect(encoded.startsWith('uH4sI')).toBe(true);
  expect(await decodeStatusList(encoded)).toEqual(list);
});

test('a list over kept bytes is the same list', () => {
  const list = createStatusList();
  setStatus(list, 42, true);
  expect(getStatus(statusListOf(Uint8Array.from(list.bytes)), 42)).toBe(true);
});

test('text that is no multibase, no base64url or no gzip is refused', async () => {
  const good = await encodeStatusList(createStatusList());
  const broken = ['', good.slice(1), `z${good.slice(1)}`, `${good}=`, 'uAAAA', good.slice(0, -20), 'u'];
  for (const text of broken) await expect(decodeStatusList(text)).rejects.toThrow(withCode('status-list-malformed'));
});

test('a list that is shorter than 16 KB protects nobody, and is refused', async () => {
  const short = `u${encodeBase64url(gzipSync(new Uint8Array(16_383)))}`;
  await expect(decodeStatusList(short)).rejects.toThrow(withCode('status-list-too-short'));
});

test('a small text that unfolds to a gigabyte is refused at once', async () => {
  const chunk = gzipSync(new Uint8Array(64 * 1024 * 1024), { level: 9 });
  const bomb = `u${encodeBase64url(Buffer.concat(Array.from({ length: 16 }, () => chunk)))}`;
  // Processor time: how long it takes by the clock is up to what else the machine does.
  const before = process.cpuUsage();
  await expect(decodeStatusList(bomb)).rejects.toThrow(withCode('status-list-too-large'));
  const { user, system } = process.cpuUsage(before);
  expect(user + system).toBeLessThan(1_000_000);
});

test('the largest list that is read has 33,554,432 entries', async () => {
  const largest = createStatusList(33_554_432);
  setStatus(largest, largest.length - 1, true);
  const read = await decodeStatusList(await encodeStatusList(largest));
  expect(read.length).toBe(largest.length);
  expect(getStatus(read, largest.length - 1)).toBe(true);
  expect(() => createStatusList(33_554_440)).toThrow(withCode('status-list-too-large'));
});

test('why an encoded list cannot be read is kept with the error', async () => {
  await expect(decodeStatusList('uAAAA')).rejects.toMatchObject({ cause: expect.any(Error) as unknown });
});
