import { resolveDidKey } from '../did/did-key.ts';
import { didWebDocumentUrl } from '../did/did-web.ts';
import { readMultikey } from '../did/multikey.ts';
import { CredentialError } from '../errors.ts';
import type { Json, JsonObject } from '../json/json.ts';
import { asList, isObject, isString } from '../json/json.ts';
import { decodeBase64url } from '../multibase/base64url.ts';
import { readDate } from '../open-badges/dates.ts';
import { readDocument } from './format.ts';
import type { VerifyOptions } from './options.ts';

/** The document that says which keys are an issuer's. */
export type IssuerDocument =
  | { readonly kind: 'found'; readonly document: JsonObject }
  | { readonly kind: 'of-another' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'unsupported' };

/** A verification method that an issuer's document lists. */
export interface ListedKey {
  /**
   * Whether it may sign credentials: listed under `assertionMethod`, and the issuer controls it. A revoked key may
   * have left that list; it counts as long as it is not listed for something else.
   */
  readonly mayAssert: boolean;
  /** Absent when the key is of a kind that this library cannot read. */
  readonly publicKey?: Uint8Array;
  readonly expires?: Date;
  readonly revoked?: Date;
  /** An end is stated, and cannot be read: then nothing signed with the key can be relied on. */
  readonly endUnreadable: boolean;
}

/** The other relationships of Controlled Identifiers 1.0, 2.3. */
const otherUses = ['authentication', 'keyAgreement', 'capabilityInvocation', 'capabilityDelegation'];

/** Finds the issuer's document: did:key without asking anybody, did:web through the loader. */
export async function findIssuerDocument(
  issuerId: string,
  load: VerifyOptions['documents']['loadDidDocument'],
): Promise<IssuerDocument> {
  const ofKey = resolveDidKey(issuerId);
  if (ofKey !== undefined) return { kind: 'found', document: ofKey };
  if (!isDidWeb(issuerId)) return { kind: 'unsupported' };
  const loaded = await load(issuerId);
  if (loaded.kind === 'unavailable') return { kind: 'unavailable' };
  try {
    const document = readDocument(loaded.value);
    return document['id'] === issuerId ? { kind: 'found', document } : { kind: 'of-another' };
  } catch (error) {
    if (error instanceof CredentialError) return { kind: 'malformed' };
    throw error;
  }
}

/** Only identifiers that lead to an address are handed to the loader: the rest may be anything. */
function isDidWeb(issuerId: string): boolean {
  try {
    return didWebDocumentUrl(issuerId) !== '';
  } catch (error) {
    if (error instanceof CredentialError) return false;
    throw error;
  }
}

/** The verification method in the document; `undefined` when it is not there. */
export function findListedKey(document: JsonObject, verificationMethod: string): ListedKey | undefined {
  const did = document['id'];
  const isIt = (value: Json | undefined): boolean => isString(value) && absolute(value, did) === verificationMethod;
  const assertions = asList(document['assertionMethod']);
  const methods = [...asList(document['verificationMethod']), ...assertions].filter(isObject);
  const method = methods.find((candidate) => isIt(candidate['id']));
  if (method === undefined) return undefined;
  const isListed = (relationship: string): boolean =>
    asList(document[relationship]).some((reference) => isIt(isObject(reference) ? reference['id'] : reference));
  const { controller, expires, revoked } = method;
  const publicKey = readPublicKey(method);
  const expiresAt = readDate(expires);
  const revokedAt = readDate(revoked);
  return {
    // Controlled Identifiers 1.0, 3.3: the method's controller is the document's subject.
    mayAssert:
      controller === did && (isListed('assertionMethod') || (revokedAt !== undefined && !otherUses.some(isListed))),
    endUnreadable: (expires !== undefined && !expiresAt) || (revoked !== undefined && !revokedAt),
    ...(publicKey === undefined ? {} : { publicKey }),
    ...(expiresAt === undefined ? {} : { expires: expiresAt }),
    ...(revokedAt === undefined ? {} : { revoked: revokedAt }),
  };
}

/** The key that a verification method carries in its own fragment, as `…#z6Mk…`. It proves nothing about whose it is. */
export function readKeyInFragment(verificationMethod: string): Uint8Array | undefined {
  return readMultikey(verificationMethod.split('#')[1] ?? '');
}

function readPublicKey(method: JsonObject): Uint8Array | undefined {
  const { type, publicKeyMultibase, publicKeyJwk } = method;
  if ((type === 'Multikey' || type === 'Ed25519VerificationKey2020') && isString(publicKeyMultibase)) {
    return readMultikey(publicKeyMultibase);
  }
  if (!isObject(publicKeyJwk) || publicKeyJwk['kty'] !== 'OKP' || publicKeyJwk['crv'] !== 'Ed25519') return undefined;
  const { x } = publicKeyJwk;
  if (!isString(x) || !/^[A-Za-z0-9_-]{43}$/.test(x)) return undefined;
  return decodeBase64url(x);
}

/** DID Core 3.2.2: `#key-1` is relative to the document's subject. */
function absolute(reference: string, did: Json | undefined): string {
  return reference.startsWith('#') && isString(did) ? did + reference : reference;
}
