import { z } from 'zod';
import { countryCodes } from './countries.ts';

export const organisationKinds = [
  'university', 'college', 'business-school', 'professional-body', 'industry-body', 'company', 'independent',
] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

/** What an organisation does here; one may do several. */
export const capabilities = ['provides', 'endorses', 'recognises', 'employs', 'receives'] as const;
export type Capability = (typeof capabilities)[number];

/** pending: the operator has not decided yet. A suspended one keeps its page, its keys and what it awarded. */
export const organisationStatuses = ['pending', 'approved', 'suspended'] as const;
export type OrganisationStatus = (typeof organisationStatuses)[number];

export interface Organisation {
  readonly id: string;
  /** Part of its did:web identifier, which credentials carry: never changes. */
  readonly slug: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly website: string | null;
  readonly contactEmail: string;
  readonly description: string;
  /** #RRGGBB, from which badges are drawn. */
  readonly colour: string;
  /** Key of the logo among the platform's files. */
  readonly logoKey: string | null;
  readonly capabilities: readonly Capability[];
  readonly status: OrganisationStatus;
  /** Why it was suspended, for its own members and the operator. */
  readonly statusReason: string | null;
  readonly isDemo: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Whether the organisation may publish, enrol learners and award. What it awarded before stays as it is. */
export function mayOffer(organisation: Pick<Organisation, 'status'>): boolean {
  return organisation.status === 'approved';
}

/** Whether the public may see the organisation's page and documents: from approval on, and for good. */
export function isPublic(organisation: Pick<Organisation, 'status'>): boolean {
  return organisation.status !== 'pending';
}

/** Where the logo is served; its key changes with its content, so that a browser may keep it. */
export function logoPath(organisation: Pick<Organisation, 'slug' | 'logoKey'>): string | null {
  if (organisation.logoKey === null) return null;
  const fileName = organisation.logoKey.slice(organisation.logoKey.lastIndexOf('/') + 1);
  return `/issuers/${organisation.slug}/logo/${fileName}`;
}

/** Tells by its message which sentence a form shows: `missing`, `too-long` or `invalid`. */
const text = (max: number) => z.string().trim().min(1, 'missing').max(max, 'too-long');

const webAddress = z
  .url({ protocol: /^https?$/, hostname: z.regexes.domain, error: 'invalid' })
  .max(300, 'too-long');

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
