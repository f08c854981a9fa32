import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { byteRange, cutOut } from './byte-range.ts';

test.each([
  ['bytes=0-3', { start: 0, end: 3 }],
  ['bytes=4-', { start: 4, end: 9 }],
  ['bytes=-3', { start: 7, end: 9 }],
  ['bytes=-30', { start: 0, end: 9 }],
  ['bytes=8-200', { start: 8, end: 9 }],
  ['bytes=10-', null],
  ['bytes=-0', null],
  ['bytes=5-4', undefined],
  ['bytes=0-1,3-4', undefined],
  ['lines=0-1', undefined],
  ['bytes=-', undefined],
  [null, undefined],
])('of ten bytes %s asks for %j', (header, range) => {
  expect(byteRange(header, 10)).toEqual(range);
});

test('what is cut out of a stream are just those bytes, however it comes in pieces', async () => {
  const whole = () => Readable.from([Buffer.from('012'), Buffer.from('345'), Buffer.from('6789')]);
  expect(await text(cutOut({ start: 2, end: 6 }, whole()))).toBe('23456');
  expect(await text(cutOut({ start: 0, end: 9 }, whole()))).toBe('0123456789');
  expect(await text(cutOut({ start: 7, end: 7 }, whole()))).toBe('7');
});
