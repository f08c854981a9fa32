import { getLocale } from '#paraglide/runtime.js';

/** Monday first, in the reader's language. */
export function weekdayNames(): readonly string[] {
  const format = new Intl.DateTimeFormat(getLocale(), { weekday: 'long', timeZone: 'UTC' });
  // 5 January 2026 is a Monday.
  return [5, 6, 7, 8, 9, 10, 11].map((day) => format.format(new Date(Date.UTC(2026, 0, day))));
}
