import { generateKeyPairSync } from 'node:crypto';
import { encodeMultikey } from '@cairn/credentials';
import type { Platform } from '#platform/server/platform.ts';
import type { IssuingKey } from '../signing-keys.ts';
import type { Db } from './organisations.store.ts';
import { insertKey } from './signing-keys.store.ts';

/** What a private key is sealed as: only the row that it belongs to can open it. */
export function sealContext(keyId: string): string {
  return `signing-key:${keyId}`;
}

/** Makes an organisation's next issuing key. The caller holds the organisation, and has ended the key before. */
export async function createKey(platform: Platform, trx: Db, organisationId: string, at: Date): Promise<IssuingKey> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { x } = publicKey.export({ format: 'jwk' });
  if (x === undefined) throw new TypeError('an Ed25519 public key has an x (RFC 8037 2)');
  const id = platform.newId();
  const rawPublicKey = Buffer.from(x, 'base64url');
  return insertKey(trx, {
    id,
    organisation_id: organisationId,
    fragment: encodeMultikey(rawPublicKey),
    algorithm: 'Ed25519',
    public_key: rawPublicKey,
    private_key_sealed: platform.secrets.seal(privateKey.export({ format: 'der', type: 'pkcs8' }), sealContext(id)),
    // Proofs state their time in whole seconds, and must not seem older than the key.
    valid_from: new Date(Math.floor(at.getTime() / 1000) * 1000),
    created_at: at,
  });
}
