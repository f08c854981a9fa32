import { didWebOf } from '@cairn/credentials';

/** One of an organisation's issuing keys, without its private part. */
export interface IssuingKey {
  readonly id: string;
  readonly organisationId: string;
  /** Names the key within the issuer's did:web document: the Multikey text of its public part, `z6Mk…`. */
  readonly fragment: string;
  readonly algorithm: 'Ed25519';
  /** The 32 bytes of RFC 8032 5.1.5. */
  readonly publicKey: Uint8Array;
  readonly validFrom: Date;
  /** When another key took its place; null for the current one. What it signed before stays verifiable. */
  readonly validUntil: Date | null;
  /** From when on somebody else may have held the key; signatures made from then on prove nothing. */
  readonly compromisedFrom: Date | null;
}

/** Why a key does not vouch for a signature made at a time; undefined when it does. */
export function whyKeyDoesNotVouch(
  key: Pick<IssuingKey, 'validFrom' | 'validUntil' | 'compromisedFrom'>,
  signedAt: Date,
): 'not-yet-valid' | 'no-longer-valid' | 'compromised' | undefined {
  if (key.compromisedFrom !== null && signedAt >= key.compromisedFrom) return 'compromised';
  if (signedAt < key.validFrom) return 'not-yet-valid';
  if (key.validUntil !== null && signedAt > key.validUntil) return 'no-longer-valid';
  return undefined;
}

export function isCurrent(key: Pick<IssuingKey, 'validUntil'>): boolean {
  return key.validUntil === null;
}

/**
 * The did:web identifier of an issuer of this installation.
 *
 * @example issuerDid('http://localhost:3000', 'northgate') // 'did:web:localhost%3A3000:issuers:northgate'
 */
export function issuerDid(origin: string, slug: string): string {
  return didWebOf(`${origin}/issuers/${slug}`);
}

/** The slug that a did:web identifier of this installation names; undefined for anybody else's. */
export function slugOfIssuerDid(origin: string, did: string): string | undefined {
  const slug = did.slice(did.lastIndexOf(':') + 1);
  if (!/^[a-z0-9-]+$/.test(slug)) return undefined;
  // The host may be written in capitals, and its port's colon as %3a; the slug may not differ.
  return did.toLowerCase() === issuerDid(origin, slug).toLowerCase() ? slug : undefined;
}
