import { expect, test } from 'vitest';
import { fieldId, describedBy } from './field.ts';
import { formatMoment } from './moment.ts';
import { formatMoney } from './money.ts';
import { currentness } from './navigation.ts';
import { themeNamed } from './theme.ts';

const moment = '2026-10-14T23:30:00Z';

test('a time of day always shows its zone', () => {
  expect(formatMoment(moment, 'date-time', 'Europe/London', 'en').text).toBe('15 October 2026 at 00:30 BST');
  expect(formatMoment(moment, 'date-time', 'UTC', 'en').text).toBe('14 October 2026 at 23:30 UTC');
});

test('a plain date is the same day in every zone', () => {
  const written = formatMoment('2026-10-14', 'date', 'America/Los_Angeles', 'en');
  expect(written).toEqual({ text: '14 October 2026', datetime: '2026-10-14' });
});

test('a moment names itself to machines, whatever zone it is shown in', () => {
  expect(formatMoment(moment, 'date', 'Asia/Tokyo', 'en').datetime).toBe('2026-10-14T23:30:00.000Z');
});

test('money is written from minor units in its own currency', () => {
  expect(formatMoney(4500, 'GBP', 'en')).toBe('£45');
  expect(formatMoney(1250, 'EUR', 'en')).toBe('€12.50');
  expect(formatMoney(1250, 'JPY', 'en')).toBe('JP¥1,250');
});

test('a field’s id can be linked to, even when its name has brackets', () => {
  expect(fieldId('answers[2]')).toBe('field-answers-2-');
});

test('a control is described by its hint and its error, when there are such', () => {
  expect(describedBy('x', { hint: 'H', error: 'E' })).toBe('x-hint x-error');
  expect(describedBy('x', { hint: undefined, error: undefined })).toBeUndefined();
});

test('a place is current on its page and beneath it, not on one that begins alike', () => {
  expect(currentness('/verify', '/verify')).toBe('page');
  expect(currentness('/learning', '/learning/1/lessons/2')).toBe('true');
  expect(currentness('/learning', '/learnings')).toBeUndefined();
  expect(currentness('/', '/explore')).toBeUndefined();
});

test('an unknown theme is the device’s own', () => {
  expect(themeNamed('dark')).toBe('dark');
  expect(themeNamed('"><script>')).toBe('system');
  expect(themeNamed(undefined)).toBe('system');
});
