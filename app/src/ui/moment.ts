/** `date`: 14 October 2026. `date-time`: 14 October 2026, 09:30 BST. `short`, for tables: 14 Oct 2026, 09:30 BST. `time`: 09:30 BST. */
export type MomentStyle = 'date' | 'date-time' | 'short' | 'time';

const day = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const clock = { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const;
const styles: Record<MomentStyle, Intl.DateTimeFormatOptions> = {
  date: day,
  'date-time': { ...day, ...clock },
  short: { ...day, month: 'short', ...clock },
  time: clock,
};

/**
 * A moment in words, in a zone, with the zone shown wherever a time of day is; and its machine-readable form.
 * A plain date (`2026-10-14`) names a day, not a moment: it is the same day in every zone.
 */
export function formatMoment(
  value: Date | string,
  style: MomentStyle,
  zone: string,
  locale: string,
): { text: string; datetime: string } {
  // English dates are written day first; the United States' order would be misread elsewhere.
  const language = locale === 'en' ? 'en-GB' : locale;
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) {
    const date = new Date(`${value}T00:00:00Z`);
    return { text: new Intl.DateTimeFormat(language, { ...day, timeZone: 'UTC' }).format(date), datetime: value };
  }
  const moment = new Date(value);
  const format = new Intl.DateTimeFormat(language, { ...styles[style], timeZone: zone });
  return { text: format.format(moment), datetime: moment.toISOString() };
}
