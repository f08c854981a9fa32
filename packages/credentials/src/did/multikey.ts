import { CredentialError } from '../errors.ts';
import { decodeBase58, encodeBase58 } from '../multibase/base58.ts';

/** Multicodec prefix of an Ed25519 public key (Controlled Identifiers 1.0, 2.2.2): 0xed as a varint. */
const ed25519Prefix = [0xed, 0x01] as const;

/** The Multikey text of a raw Ed25519 public key: `z6Mk…`. */
export function encodeMultikey(publicKey: Uint8Array): string {
  if (publicKey.length !== 32) throw new CredentialError('key-invalid', 'An Ed25519 public key has 32 bytes.');
  return `z${encodeBase58(Uint8Array.from([...ed25519Prefix, ...publicKey]))}`;
}

/**
 * The raw 32 bytes of an Ed25519 public key given as Multikey text.
 *
 * @throws CredentialError key-invalid, also for keys of another kind
 */
export function decodeMultikey(multikey: string): Uint8Array {
  const key = readMultikey(multikey);
  if (key === undefined) throw new CredentialError('key-invalid', `${multikey} is not an Ed25519 Multikey.`);
  return key;
}

/** As `decodeMultikey`, with `undefined` for what is no Ed25519 Multikey. */
export function readMultikey(multikey: string): Uint8Array | undefined {
  if (!/^z[1-9A-HJ-NP-Za-km-z]{40,60}$/.test(multikey)) return undefined;
  const bytes = decodeBase58(multikey.slice(1));
  const isEd25519 = bytes.length === 34 && bytes[0] === ed25519Prefix[0] && bytes[1] === ed25519Prefix[1];
  return isEd25519 ? bytes.slice(2) : undefined;
}
