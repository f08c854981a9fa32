import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { Platform } from '#platform/server/platform.ts';
import { Fault } from '#platform/server/problem.ts';
import { issuerDid } from '../signing-keys.ts';
import { sealContext } from './create-key.ts';
import { findOrganisation, type Db } from './organisations.store.ts';
import { shareCurrentKey } from './signing-keys.store.ts';

export interface CurrentSigningKey {
  readonly id: string;
  readonly fragment: string;
  /** As a proof names the key: the issuer's did:web identifier, `#`, the fragment. */
  readonly verificationMethod: string;
  readonly privateKey: KeyObject;
}

/**
 * The key that the organisation signs with now. Its rotation waits until the transaction ends, so that whatever is
 * signed and saved in it was signed while the key was current; take the time of signing after this call.
 *
 * @throws {Fault} `signing-key-missing` when there is no such organisation or its private key was destroyed.
 */
export async function currentSigningKey(
  platform: Platform,
  trx: Db,
  organisationId: string,
): Promise<CurrentSigningKey> {
  const organisation = await findOrganisation(trx, { id: organisationId });
  // A rotation that this had to wait for leaves no row behind; the second look then finds the new key.
  const key = (await shareCurrentKey(trx, organisationId)) ?? (await shareCurrentKey(trx, organisationId));
  if (!organisation || !key?.privateKeySealed) {
    throw new Fault('signing-key-missing', `Organisation ${organisationId} has no key to sign with.`);
  }
  const der = platform.secrets.open(key.privateKeySealed, sealContext(key.id));
  return {
    id: key.id,
    fragment: key.fragment,
    verificationMethod: `${issuerDid(platform.config.origin, organisation.slug)}#${key.fragment}`,
    privateKey: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }),
  };
}
