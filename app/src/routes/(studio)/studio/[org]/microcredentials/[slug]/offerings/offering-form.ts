import { newOfferingSchema, type NewOffering } from '#domain/catalogue/new-offering.ts';
import { minorDigits } from '#ui/money.ts';
import { instantIn } from './zoned-time.ts';

export const offeringFields = [
  'mode',
  'price',
  'currency',
  'capacity',
  'place',
  'startsAt',
  'endsAt',
  'enrolFrom',
  'enrolUntil',
  'zone',
] as const;
export type OfferingField = (typeof offeringFields)[number];

export const currencies = [
  'EUR',
  'GBP',
  'USD',
  'AUD',
  'NZD',
  'CAD',
  'CHF',
  'SEK',
  'NOK',
  'DKK',
  'PLN',
  'CZK',
  'JPY',
  'INR',
  'ZAR',
] as const;

interface OfferingProblem {
  readonly field: OfferingField;
  /** `order`: enrolment closes before it opens. `run-order`: a run ends before it begins. */
  readonly because: OfferingField | 'order' | 'run-order';
}

/** Reads the form of a new offering: money as people write it, moments in the zone chosen with them. */
export function offeringFrom(
  values: Readonly<Record<string, string>>,
): NewOffering | { readonly problems: readonly OfferingProblem[] } {
  const of = (field: OfferingField) => (values[field] ?? '').trim();
  const currency = currencies.find((code) => code === of('currency'));
  const zone = of('zone') || 'UTC';
  const mode = newOfferingSchema.shape.mode.safeParse(of('mode') || 'self-paced').data;
  // What is typed in a run's fields belongs to no offering that is self-paced.
  const ofRun = (field: OfferingField) => (mode === 'run' ? of(field) : '');
  const read = {
    mode,
    place: newOfferingSchema.shape.place.safeParse(ofRun('place')).data,
    startsAt: momentFrom(ofRun('startsAt'), zone),
    endsAt: momentFrom(ofRun('endsAt'), zone),
    price: priceFrom(of('price'), currency ?? 'EUR'),
    currency,
    capacity: capacityFrom(of('capacity')),
    zone: newOfferingSchema.shape.zone.safeParse(zone).data,
    enrolFrom: momentFrom(of('enrolFrom'), zone),
    enrolUntil: momentFrom(of('enrolUntil'), zone),
  };
  const problems: OfferingProblem[] = offeringFields
    .filter((field) => read[field] === undefined)
    .map((field) => ({ field, because: field }));
  if (mode === 'run') problems.push(...runProblems(read));
  if (read.enrolFrom && read.enrolUntil && read.enrolUntil <= read.enrolFrom)
    problems.push({ field: 'enrolUntil', because: 'order' });
  const parsed = newOfferingSchema.safeParse({ ...read, priceMinor: read.price });
  if (problems.length > 0 || !parsed.success)
    return { problems: problems.length > 0 ? problems : [{ field: 'price', because: 'price' }] };
  return parsed.data;
}

/** A run has a beginning and an end after it. */
function runProblems(run: {
  readonly startsAt: Date | null | undefined;
  readonly endsAt: Date | null | undefined;
}): readonly OfferingProblem[] {
  const missing = (['startsAt', 'endsAt'] as const).filter((field) => run[field] === null);
  if (missing.length > 0) return missing.map((field) => ({ field, because: field }));
  return run.startsAt && run.endsAt && run.endsAt <= run.startsAt ? [{ field: 'endsAt', because: 'run-order' }] : [];
}

/** In minor units; undefined for what is no amount of that currency. */
function priceFrom(typed: string, currency: string): number | undefined {
  if (typed === '') return 0;
  const digits = minorDigits(currency);
  const match = /^(\d{1,7})(?:[.,](\d+))?$/.exec(typed);
  const fraction = match?.[2] ?? '';
  if (match === null || fraction.length > digits) return undefined;
  return Number(`${match[1] ?? ''}${fraction.padEnd(digits, '0')}`);
}

/** Null is without limit; undefined is no number of places. */
export function capacityFrom(typed: string): number | null | undefined {
  if (typed.trim() === '') return null;
  return newOfferingSchema.shape.capacity.safeParse(/^\d{1,7}$/.test(typed.trim()) ? Number(typed) : undefined).data;
}

function momentFrom(typed: string, zone: string): Date | null | undefined {
  return typed === '' ? null : instantIn(typed, zone);
}
