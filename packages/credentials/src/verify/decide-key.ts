import type { IssuerDocument, ListedKey } from './issuer-key.ts';
import type { FormatProblem } from './format.ts';
import type { Proof } from './proofs.ts';

/** What the issuer-key check rests on. */
export interface KeyFacts {
  readonly issuerId: string;
  readonly proof: Pick<Proof, 'controller' | 'created'>;
  readonly issuerDocument: IssuerDocument['kind'];
  /** The key in the issuer's document; `undefined` when it is not listed. */
  readonly key: ListedKey | undefined;
}

/**
 * Whether the key that signed belongs to the named issuer, and did when it signed. A former key vouches for what was
 * signed before its end (`expires`); a compromised one for what was signed before its compromise (`revoked`).
 */
export function decideIssuerKey(facts: KeyFacts): FormatProblem {
  const { issuerId, proof, issuerDocument, key } = facts;
  if (proof.controller !== issuerId) return { code: 'key-of-another', params: { controller: proof.controller } };
  const params = { issuer: issuerId };
  if (issuerDocument === 'unsupported') return { code: 'issuer-kind-unsupported', params };
  if (issuerDocument === 'unavailable') return { code: 'issuer-document-unavailable', params };
  if (issuerDocument === 'malformed') return { code: 'issuer-document-malformed', params };
  if (issuerDocument === 'of-another') return { code: 'issuer-document-of-another', params };
  if (key === undefined || !key.mayAssert) return { code: 'key-not-listed', params: {} };
  if (key.endUnreadable || key.publicKey === undefined) return { code: 'key-kind-unsupported', params: {} };
  return decideByTime(key, proof.created);
}

function decideByTime(key: ListedKey, signed: Date | undefined): FormatProblem {
  const { revoked, expires } = key;
  if (revoked !== undefined && (signed === undefined || signed >= revoked)) {
    return { code: 'key-compromised', params: { since: revoked.toISOString() } };
  }
  if (expires !== undefined) {
    const params = { until: expires.toISOString() };
    if (signed === undefined) return { code: 'key-time-unknown', params };
    return { code: signed >= expires ? 'key-ended' : 'key-listed-formerly', params };
  }
  if (revoked !== undefined) return { code: 'key-listed-formerly', params: { until: revoked.toISOString() } };
  return { code: 'key-listed', params: {} };
}
