import type { JsonObject } from '../json/json.ts';
import { didContext, multikeyContext } from '../json-ld/contexts.ts';
import { encodeMultikey, readMultikey } from './multikey.ts';

/** The did:key of a raw Ed25519 public key: the identifier is the key. */
export function didKeyOf(publicKey: Uint8Array): string {
  return `did:key:${encodeMultikey(publicKey)}`;
}

/** The one verification method of a did:key: its key stands in the fragment too. */
export function didKeyVerificationMethod(publicKey: Uint8Array): string {
  const multikey = encodeMultikey(publicKey);
  return `did:key:${multikey}#${multikey}`;
}

/** The DID document that an Ed25519 did:key stands for; `undefined` for other identifiers and kinds of key. */
export function resolveDidKey(did: string): JsonObject | undefined {
  if (!did.startsWith('did:key:')) return undefined;
  const multikey = did.slice('did:key:'.length);
  if (readMultikey(multikey) === undefined) return undefined;
  const id = `${did}#${multikey}`;
  return {
    '@context': [didContext, multikeyContext],
    id: did,
    verificationMethod: [{ id, type: 'Multikey', controller: did, publicKeyMultibase: multikey }],
    assertionMethod: [id],
  };
}
