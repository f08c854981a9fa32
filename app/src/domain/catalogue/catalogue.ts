import type { DraftRecord, MicrocredentialRecord } from './record.ts';

/** taught: learnt and assessed here, awarded by rule. listed: taught elsewhere and linked. */
export type Teaching = 'taught' | 'listed';

export interface Microcredential {
  readonly id: string;
  /** Part of addresses that credentials carry: never changes. */
  readonly slug: string;
  readonly organisationId: string;
  readonly teaching: Teaching;
  /** Retired: no new enrolments; its pages stay readable and its learners finish. */
  readonly retiredAt: Date | null;
  readonly createdAt: Date;
}

interface VersionBase {
  readonly id: string;
  readonly number: number;
  readonly microcredentialId: string;
  readonly slug: string;
  readonly organisationId: string;
  readonly teaching: Teaching;
  /** Of the microcredential. */
  readonly retiredAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** At most one for a microcredential; everything in it may still change. */
export interface DraftVersion extends VersionBase {
  readonly status: 'draft';
  readonly record: DraftRecord;
}

/** Definition, content, assessment and award rule never change again. */
export interface PublishedVersion extends VersionBase {
  readonly status: 'published';
  readonly record: MicrocredentialRecord;
  readonly publishedAt: Date;
  /** SHA-256, in hex, over the record and the hashes of the parts. */
  readonly contentHash: string;
  /** The approval that it was published under; null when no second person approved it. */
  readonly approvalId: string | null;
}

export type Version = DraftVersion | PublishedVersion;

export const partNames = ['content', 'assessment', 'award-rule'] as const;
export type PartName = (typeof partNames)[number];

/** What a later domain tells about its share of a version. */
export interface Part {
  readonly part: PartName;
  /** Over everything in the part that a learner or an award could depend on. */
  readonly hash: string;
  /** Ids of the outcomes that the part covers; of the award rule: by assessments that must be passed. */
  readonly coveredOutcomes: readonly string[];
  /** Stable codes of what must be put right before publishing; the part's own page has a sentence for each. */
  readonly problems: readonly string[];
}

export type OfferingMode = 'self-paced' | 'run';

/** One way and time to take a microcredential. */
export interface Offering {
  readonly id: string;
  readonly microcredentialId: string;
  /** The version that whoever enrols from now on will take. */
  readonly versionId: string;
  readonly mode: OfferingMode;
  /** In minor units of the currency (cents); 0 is free. */
  readonly priceMinor: number;
  /** ISO 4217. */
  readonly currency: string;
  /** IANA time zone that its dates are meant in. */
  readonly zone: string;
  /** Where a run is held; empty when it is on line alone, or self-paced. */
  readonly place: string;
  /** When a run begins and ends. Null of what is self-paced. */
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly enrolFrom: Date | null;
  readonly enrolUntil: Date | null;
  readonly closedAt: Date | null;
  /** Null: as many as come. */
  readonly capacity: number | null;
  readonly taken: number;
  readonly createdAt: Date;
}

/** Why nobody can enrol in an offering (at that moment). */
export type SeatRefusal =
  'full' | 'closed' | 'not-open' | 'priced' | 'retired' | 'taught-elsewhere' | 'provider-may-not-offer';

/** What decides whether a seat is given. */
export interface SeatQuestion {
  readonly offering: Pick<
    Offering,
    'priceMinor' | 'endsAt' | 'enrolFrom' | 'enrolUntil' | 'closedAt' | 'capacity' | 'taken'
  >;
  readonly teaching: Teaching;
  readonly retiredAt: Date | null;
  readonly providerMayOffer: boolean;
}

/** Null when somebody may take a seat now. */
export function seatRefusal(
  { offering, teaching, retiredAt, providerMayOffer }: SeatQuestion,
  now: Date,
): SeatRefusal | null {
  if (!providerMayOffer) return 'provider-may-not-offer';
  if (retiredAt !== null) return 'retired';
  if (teaching === 'listed') return 'taught-elsewhere';
  if (offering.closedAt !== null || isOver(offering, now)) return 'closed';
  if (offering.enrolFrom !== null && now < offering.enrolFrom) return 'not-open';
  if (offering.enrolUntil !== null && now >= offering.enrolUntil) return 'closed';
  // Orders and payments don't exist yet; an offering with a price can be shown, not taken.
  if (offering.priceMinor > 0) return 'priced';
  if (offering.capacity !== null && offering.taken >= offering.capacity) return 'full';
  return null;
}

/** Whether a run has ended. What is self-paced never does. */
function isOver({ endsAt }: Pick<Offering, 'endsAt'>, now: Date): boolean {
  return endsAt !== null && now >= endsAt;
}
