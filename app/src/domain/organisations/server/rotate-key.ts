import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '../../identity/identity.ts';
import { NotFound, recordAudit, type Refused, refused, requireRole } from '../../identity/server/api.ts';
import { isCurrent, type IssuingKey } from '../signing-keys.ts';
import { createKey } from './create-key.ts';
import { lockOrganisation, type Db } from './organisations.store.ts';
import { lockKey, updateKey } from './signing-keys.store.ts';

export interface Rotated {
  readonly kind: 'rotated';
  readonly key: IssuingKey;
}

/**
 * Puts a new key in the place of the one the person saw as current. What the former key signed stays valid; its
 * private part is destroyed, so that nothing more is signed with it.
 */
export async function rotateKey(
  platform: Platform,
  actor: Actor,
  input: { readonly organisationId: string; readonly currentKeyId: string },
): Promise<Rotated | Refused<'not-current'>> {
  const { organisationId, currentKeyId } = input;
  requireRole(actor, organisationId, 'owner');
  return platform.db.transaction().execute(async (trx) => {
    const former = await lockKeyOf(trx, organisationId, currentKeyId);
    // A second click, or somebody else, was quicker: one wish for a new key makes one new key.
    if (!isCurrent(former)) return refused('not-current');
    return { kind: 'rotated', key: await replaceKey(platform, trx, actor, former) };
  });
}

export interface Compromised {
  readonly kind: 'compromised';
  /** The key that took its place, when it was the current one. */
  readonly replacement: IssuingKey | undefined;
}

/**
 * Declares that somebody else may have held a key from a moment on: signatures made from then on prove nothing. A
 * current key is replaced at once. The moment may be moved earlier afterwards, never later.
 */
export async function markKeyCompromised(
  platform: Platform,
  actor: Actor,
  input: { readonly organisationId: string; readonly keyId: string; readonly from: Date },
): Promise<Compromised | Refused<'in-the-future' | 'already-compromised'>> {
  const { organisationId, keyId, from } = input;
  requireRole(actor, organisationId, 'owner');
  return platform.db.transaction().execute(async (trx) => {
    const key = await lockKeyOf(trx, organisationId, keyId);
    if (from > platform.clock()) return refused('in-the-future');
    if (key.compromisedFrom !== null && key.compromisedFrom <= from) return refused('already-compromised');
    await updateKey(trx, keyId, { compromised_from: from, private_key_sealed: null });
    await recordAudit(platform, trx, actor, {
      action: 'signing-key.compromised',
      subjectKind: 'signing-key',
      subjectId: keyId,
      organisationId,
      detail: { from: from.toISOString() },
    });
    const replacement = isCurrent(key) ? await replaceKey(platform, trx, actor, key) : undefined;
    return { kind: 'compromised', replacement };
  });
}

/** Organisation first, then key: in this order everywhere, and signers hold the key alone. */
async function lockKeyOf(trx: Db, organisationId: string, keyId: string): Promise<IssuingKey> {
  await lockOrganisation(trx, organisationId);
  const key = await lockKey(trx, organisationId, keyId);
  if (!key) throw new NotFound('signing key');
  return key;
}

async function replaceKey(platform: Platform, trx: Db, actor: Actor, former: IssuingKey): Promise<IssuingKey> {
  const { organisationId } = former;
  // Asked only now that the key is ours: whoever signed with it while we waited did so before this moment.
  const at = platform.clock();
  await updateKey(trx, former.id, { valid_until: at, private_key_sealed: null });
  const key = await createKey(platform, trx, organisationId, at);
  await recordAudit(platform, trx, actor, {
    action: 'signing-key.rotated',
    subjectKind: 'signing-key',
    subjectId: key.id,
    organisationId,
    detail: { replaces: former.id },
  });
  return key;
}
