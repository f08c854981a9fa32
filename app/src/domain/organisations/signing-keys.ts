/** One of an organisation's issuing keys, without its private part. */
export interface IssuingKey {
  readonly id: string;
  readonly organisationId: string;
  /** Names the key within the issuer's did:web document: `key-1`. */
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
 * The did:web identifier of an issuer of this installation. did:web method specification, 3.1: a port's colon is
 * percent-encoded and the path's slashes become colons.
 *
 * @example issuerDid('http://localhost:3000', 'northgate') // 'did:web:localhost%3A3000:issuers:northgate'
 */
export function issuerDid(origin: string, slug: string): string {
  return `did:web:${new URL(origin).host.replace(':', '%3A')}:issuers:${slug}`;
}

/** The slug that a did:web identifier of this installation names; undefined for anybody else's. */
export function slugOfIssuerDid(origin: string, did: string): string | undefined {
  const prefix = issuerDid(origin, '');
  if (!did.toLowerCase().startsWith(prefix.toLowerCase())) return undefined;
  const slug = did.slice(prefix.length);
  return /^[a-z0-9-]+$/.test(slug) ? slug : undefined;
}

/** The identifier of a key as a proof's `verificationMethod` names it. */
export function verificationMethodOf(origin: string, slug: string, fragment: string): string {
  return `${issuerDid(origin, slug)}#${fragment}`;
}
