import { z } from 'zod';

const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);

/** An offering to be opened. Times are instants; the zone is the one people are shown them in. */
export const newOfferingSchema = z.object({
  mode: z.enum(['self-paced', 'run']),
  priceMinor: z.number().int().min(0).max(100_000_000),
  currency: z.string().regex(/^[A-Z]{3}$/),
  capacity: z.number().int().min(1).max(1_000_000).nullable(),
  zone: z.string().refine((zone) => zones.has(zone)),
  place: z.string().trim().max(200),
  /** Of a run, which has both. */
  startsAt: z.date().nullable(),
  endsAt: z.date().nullable(),
  enrolFrom: z.date().nullable(),
  enrolUntil: z.date().nullable(),
});
export type NewOffering = Readonly<z.infer<typeof newOfferingSchema>>;

/** Self-paced, free, open from now on to everyone, without limit. */
export const freeForAll: NewOffering = {
  mode: 'self-paced',
  priceMinor: 0,
  currency: 'EUR',
  capacity: null,
  zone: 'UTC',
  place: '',
  startsAt: null,
  endsAt: null,
  enrolFrom: null,
  enrolUntil: null,
};
