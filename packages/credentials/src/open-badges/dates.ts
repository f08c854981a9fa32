import { CredentialError } from '../errors.ts';

/** `xsd:dateTimeStamp`, as VC-DATA-MODEL-2.0 4.9 asks: the zone is part of it. */
const pattern = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/** The instant that an `xsd:dateTimeStamp` names, to the millisecond; `undefined` when it names none. */
export function readDate(text: unknown): Date | undefined {
  const match = typeof text === 'string' ? pattern.exec(text) : null;
  if (match === null) return undefined;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = '', zone = ''] = match;
  const daysInMonth = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > daysInMonth) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}${zone}`);
}

/**
 * The date as credentials write it: UTC, whole seconds, `2026-11-22T09:30:00Z`.
 *
 * @throws CredentialError date-invalid for what is no date, or no year of four digits
 */
export function formatDate(date: Date): string {
  const time = date.getTime();
  if (!Number.isFinite(time) || date.getUTCFullYear() < 0 || date.getUTCFullYear() > 9999) {
    throw new CredentialError('date-invalid', 'A credential needs a date between the years 0 and 9999.');
  }
  return `${date.toISOString().slice(0, 19)}Z`;
}
