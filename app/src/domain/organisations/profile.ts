import { z } from 'zod';
import { countryCodes } from './countries.ts';
import { organisationKinds } from './organisations.ts';

/** Tells by its message which sentence a form shows: `missing`, `too-long` or `invalid`. */
const text = (max: number) => z.string().trim().min(1, 'missing').max(max, 'too-long');

const webAddress = z.url({ protocol: /^https?$/, hostname: z.regexes.domain, error: 'invalid' }).max(300, 'too-long');

export const profileSchema = z.object({
  name: text(120),
  kind: z.enum(organisationKinds, 'invalid'),
  country: z.string().refine((code) => countryCodes.includes(code), 'invalid'),
  website: z.union([z.literal('').transform(() => null), z.null(), webAddress]),
  contactEmail: z.string().trim().toLowerCase().pipe(z.email('invalid').max(254, 'too-long')),
  description: z.string().trim().max(2000, 'too-long'),
  colour: z.string().regex(/^#[0-9A-Fa-f]{6}$/, 'invalid'),
});
export type Profile = Readonly<z.infer<typeof profileSchema>>;

const slugPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** Kept free for pages that may one day stand beside the organisations' own. */
const reservedSlugs = ['new', 'all', 'api', 'admin', 'did', 'index', 'search'];

export const slugSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(60, 'too-long')
  .regex(slugPattern, 'invalid')
  .refine((slug) => !reservedSlugs.includes(slug), 'invalid');

/**
 * A slug made from a name: its Latin letters and digits, accents taken off, at most 50 characters.
 * Undefined when the name has none, as one in another script may.
 *
 * @example slugFrom('Université de Northgate') // 'universite-de-northgate'
 */
export function slugFrom(name: string): string | undefined {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  const slug = words.slice(0, 50).replace(/^-+|-+$/g, '');
  return slugSchema.safeParse(slug).data;
}
