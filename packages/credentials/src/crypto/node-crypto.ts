/**
 * The only file that touches a cryptographic implementation. One over WebCrypto can stand in for it in a browser.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { CredentialError } from '../errors.ts';

/** A private Ed25519 key: node:crypto's own object, or the 32 bytes of its seed (RFC 8032, 5.1.5). */
export type PrivateKey = KeyObject | Uint8Array;

/** DER around a raw key (RFC 8410, 7 and 4). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

export function sha256(data: string | Uint8Array): Uint8Array {
  return createHash('sha256').update(data).digest();
}

/** A new random key pair: both parts raw, 32 bytes each. */
export function generateKeyPair(): { readonly privateKey: Uint8Array; readonly publicKey: Uint8Array } {
  const { privateKey } = generateKeyPairSync('ed25519');
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(pkcs8Prefix.length);
  return { privateKey: Uint8Array.from(seed), publicKey: publicKeyOf(privateKey) };
}

/** The raw 32 bytes of the public key that belongs to a private one. */
export function publicKeyOf(privateKey: PrivateKey): Uint8Array {
  const spki = createPublicKey(keyObjectOf(privateKey)).export({ format: 'der', type: 'spki' });
  return Uint8Array.from(spki.subarray(spkiPrefix.length));
}

/** An Ed25519 signature (RFC 8032): 64 bytes. */
export function signEd25519(data: Uint8Array, privateKey: PrivateKey): Uint8Array {
  return sign(null, data, keyObjectOf(privateKey));
}

/** Whether the signature is that of the data under the raw public key of 32 bytes. */
export function verifyEd25519(data: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  const key = createPublicKey({ key: Buffer.concat([spkiPrefix, publicKey]), format: 'der', type: 'spki' });
  return verify(null, data, key, signature);
}

function keyObjectOf(privateKey: PrivateKey): KeyObject {
  if (privateKey instanceof KeyObject) {
    if (privateKey.asymmetricKeyType !== 'ed25519' || privateKey.type !== 'private') {
      throw new CredentialError('key-invalid', 'Signing needs a private Ed25519 key.');
    }
    return privateKey;
  }
  if (privateKey.length !== 32) throw new CredentialError('key-invalid', 'An Ed25519 seed has 32 bytes.');
  return createPrivateKey({ key: Buffer.concat([pkcs8Prefix, privateKey]), format: 'der', type: 'pkcs8' });
}
