import { expect, test } from 'vitest';
import { capacityFrom, offeringFrom } from './offering-form.ts';
import { instantIn, localIn } from './zoned-time.ts';

const free = { price: '0', currency: 'EUR', capacity: '', zone: 'UTC', enrolFrom: '', enrolUntil: '' };
const run = { ...free, mode: 'run', startsAt: '2027-01-12T09:00', endsAt: '2027-02-26T17:00', zone: 'Europe/Paris' };

test('an offering left as it stands is free and open to all', () => {
  expect(offeringFrom(free)).toEqual({
    mode: 'self-paced',
    place: '',
    startsAt: null,
    endsAt: null,
    priceMinor: 0,
    currency: 'EUR',
    capacity: null,
    zone: 'UTC',
    enrolFrom: null,
    enrolUntil: null,
  });
});

test('money is read to the last digit of its currency', () => {
  expect(offeringFrom({ ...free, price: '12,5' })).toMatchObject({ priceMinor: 1250 });
  expect(offeringFrom({ ...free, price: '19.99' })).toMatchObject({ priceMinor: 1999 });
  expect(offeringFrom({ ...free, price: '4500', currency: 'JPY' })).toMatchObject({ priceMinor: 4500 });
  for (const price of ['-1', '1.999', 'free', '1e3', '12345678'])
    expect(offeringFrom({ ...free, price })).toMatchObject({ problems: [{ field: 'price' }] });
  expect(offeringFrom({ ...free, price: '1.5', currency: 'JPY' })).toMatchObject({ problems: [{ field: 'price' }] });
});

test('a run has a beginning and an end after it, in its zone; what is self-paced has neither', () => {
  expect(offeringFrom({ ...run, place: ' Room 12 ' })).toMatchObject({
    mode: 'run',
    place: 'Room 12',
    startsAt: new Date('2027-01-12T08:00:00Z'),
    endsAt: new Date('2027-02-26T16:00:00Z'),
  });
  expect(offeringFrom({ ...run, startsAt: '', endsAt: '' })).toEqual({
    problems: [
      { field: 'startsAt', because: 'startsAt' },
      { field: 'endsAt', because: 'endsAt' },
    ],
  });
  expect(offeringFrom({ ...run, startsAt: 'soon' })).toEqual({
    problems: [{ field: 'startsAt', because: 'startsAt' }],
  });
  expect(offeringFrom({ ...run, endsAt: run.startsAt })).toEqual({
    problems: [{ field: 'endsAt', because: 'run-order' }],
  });
  expect(offeringFrom({ ...run, mode: 'self-paced' })).toMatchObject({ startsAt: null, endsAt: null });
  expect(offeringFrom({ ...run, mode: 'weekly' })).toEqual({ problems: [{ field: 'mode', because: 'mode' }] });
});

test('places are a whole number from one up, or without limit', () => {
  expect(capacityFrom('')).toBeNull();
  expect(capacityFrom('30')).toBe(30);
  for (const typed of ['0', '-3', '2.5', 'many']) expect(capacityFrom(typed)).toBeUndefined();
});

test('what cannot be is told at its field', () => {
  expect(offeringFrom({ ...free, currency: 'XXX', zone: 'Moon/Crater', enrolFrom: 'soon' })).toEqual({
    problems: [
      { field: 'currency', because: 'currency' },
      { field: 'enrolFrom', because: 'enrolFrom' },
      { field: 'zone', because: 'zone' },
    ],
  });
  expect(offeringFrom({ ...free, enrolFrom: '2026-12-02T00:00', enrolUntil: '2026-12-01T00:00' })).toEqual({
    problems: [{ field: 'enrolUntil', because: 'order' }],
  });
});

test('a time is meant in its zone, summer and winter, and where clocks jump', () => {
  expect(instantIn('2026-07-01T09:00', 'Europe/Paris')?.toISOString()).toBe('2026-07-01T07:00:00.000Z');
  expect(instantIn('2026-12-01T09:00', 'Europe/Paris')?.toISOString()).toBe('2026-12-01T08:00:00.000Z');
  expect(instantIn('2026-12-01T09:00', 'Pacific/Auckland')?.toISOString()).toBe('2026-11-30T20:00:00.000Z');
  // Skipped on 29 March, shown twice on 25 October.
  expect(instantIn('2026-03-29T02:30', 'Europe/Paris')?.toISOString()).toBe('2026-03-29T01:30:00.000Z');
  expect(instantIn('2026-10-25T02:30', 'Europe/Paris')?.toISOString()).toBe('2026-10-25T00:30:00.000Z');
  for (const typed of ['', 'tomorrow', '2026-13-01T00:00', '2026-07-01'])
    expect(instantIn(typed, 'UTC')).toBeUndefined();
});

test('a moment is shown in a form as it was typed', () => {
  for (const local of ['2026-07-01T09:00', '2026-12-01T23:30', '2026-02-28T00:00'])
    for (const zone of ['UTC', 'Europe/Paris', 'Pacific/Auckland', 'America/St_Johns'])
      expect(localIn(instantIn(local, zone) ?? new Date(0), zone)).toBe(local);
});
