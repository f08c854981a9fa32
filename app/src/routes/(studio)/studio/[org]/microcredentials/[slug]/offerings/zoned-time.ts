/**
 * The instant at which clocks in a zone show a local time, as `<input type="datetime-local">` writes it.
 * A time that the zone's clocks skip is taken as if they had not yet moved; of one shown twice, the first.
 * Undefined for what is no such time or zone.
 *
 * @example instantIn('2026-07-01T09:00', 'Europe/Paris') // 2026-07-01T07:00:00Z
 */
export function instantIn(local: string, zone: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(local)) return undefined;
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc) || !isZone(zone)) return undefined;
  // The zone's offset is that of the instant, which is what's sought: the offsets a day before and after are all it can be.
  const day = 86_400_000;
  const offsets = [offsetAt(asUtc - day, zone), offsetAt(asUtc + day, zone)];
  const fitting = offsets
    .map((offset) => asUtc - offset)
    .filter((instant) => instant + offsetAt(instant, zone) === asUtc);
  return new Date(fitting.length > 0 ? Math.min(...fitting) : asUtc - (offsets[0] ?? 0));
}

/**
 * What clocks in a zone show at an instant, as `<input type="datetime-local">` reads it.
 *
 * @example localIn(new Date('2026-07-01T07:00:00Z'), 'Europe/Paris') // '2026-07-01T09:00'
 */
export function localIn(instant: Date, zone: string): string {
  return new Date(instant.getTime() + offsetAt(instant.getTime(), zone)).toISOString().slice(0, 16);
}

function isZone(zone: string): boolean {
  return zone === 'UTC' || Intl.supportedValuesOf('timeZone').includes(zone);
}

/** Milliseconds that the zone's clocks are ahead of UTC at an instant. */
function offsetAt(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  return (
    Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) -
    Math.floor(instant / 1000) * 1000
  );
}
