import { z } from 'zod';

const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);

/** A self-paced offering to be opened. Times are instants; the zone is the one people are shown them in. */
export const newOfferingSchema = z.object({
  priceMinor: z.number().int().min(0).max(100_000_000),
  currency: z.string().regex(/^[A-Z]{3}$/),
  capacity: z.number().int().min(1).max(1_000_000).nullable(),
  zone: z.string().refine((zone) => zones.has(zone)),
  enrolFrom: z.date().nullable(),
  enrolUntil: z.date().nullable(),
});
export type NewOffering = Readonly<z.infer<typeof newOfferingSchema>>;

/** Free, open from now on to everyone, without limit. */
export const freeForAll: NewOffering = {
  priceMinor: 0,
  currency: 'EUR',
  capacity: null,
  zone: 'UTC',
  enrolFrom: null,
  enrolUntil: null,
};
