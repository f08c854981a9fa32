import type { JsonObject } from '../json/json.ts';
import { compact } from '../json/json.ts';
import { didContext, multikeyContext } from '../json-ld/contexts.ts';
import { formatDate } from '../open-badges/dates.ts';
import { encodeMultikey } from './multikey.ts';

/** One of an issuer's keys, current or former. */
export interface IssuerKey {
  /** Raw Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** The verification method's id; by default the issuer's did with the Multikey as fragment. */
  readonly id?: string;
  /** When signing with it stopped in good order. What it signed before stays good. */
  readonly until?: Date;
  /** From when somebody else may have held it. What claims to be signed from then on is refused. */
  readonly compromisedFrom?: Date;
}

/** The id of a key's verification method in an issuer's DID document. */
export function verificationMethodOf(did: string, publicKey: Uint8Array): string {
  return `${did}#${encodeMultikey(publicKey)}`;
}

/**
 * The DID document of an issuer, with its current and its former keys (Controlled Identifiers 1.0, 2.2).
 *
 * A key that was replaced in good order stays under `assertionMethod`, or what it signed in its time would stop
 * verifying; `expires` tells when it stopped. A compromised key stays in the document with `revoked`, and leaves
 * `assertionMethod`: verifiers that know no dates then refuse all that it signed, which is the safe side, since
 * whoever holds it can write any date. This library accepts what claims to be signed before the compromise.
 */
export function buildIssuerDidDocument(issuer: {
  readonly did: string;
  readonly keys: readonly IssuerKey[];
  /** Other addresses of the same issuer, such as its page. */
  readonly alsoKnownAs?: readonly string[];
}): JsonObject {
  const methods = issuer.keys.map((key) => ({
    id: key.id ?? verificationMethodOf(issuer.did, key.publicKey),
    type: 'Multikey',
    controller: issuer.did,
    publicKeyMultibase: encodeMultikey(key.publicKey),
    expires: key.until === undefined ? undefined : formatDate(key.until),
    revoked: key.compromisedFrom === undefined ? undefined : formatDate(key.compromisedFrom),
  }));
  return compact({
    '@context': [didContext, multikeyContext],
    id: issuer.did,
    alsoKnownAs: issuer.alsoKnownAs,
    verificationMethod: methods.map(compact),
    assertionMethod: methods.filter((method) => method.revoked === undefined).map((method) => method.id),
  });
}
