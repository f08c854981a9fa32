import type { Transaction } from 'kysely';
import { announce } from '#platform/server/events.ts';
import { within, type Platform } from '#platform/server/platform.ts';
import { Fault } from '#platform/server/problem.ts';
import type { Database } from '#platform/server/schema.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, recordAudit, requireRole } from '#domain/identity/server/api.ts';
import { organisationById } from '#domain/organisations/server/api.ts';
import { versionById } from '#domain/catalogue/server/api.ts';
import { mayChangeStatus, type StatusAct, type StatusChangeRefusal } from '../awards.ts';
import { tellChanged } from './award-mails.ts';
import { awardById, type Award } from './awards.store.ts';
import { credentialById, lockCredential } from './credentials.store.ts';
import { entriesOf, insertStatusChange, saveEntry } from './status.store.ts';
import { changeListedStatus } from './status-lists.ts';

export type StatusChanged =
  | { readonly kind: 'changed' }
  | { readonly kind: 'refused'; readonly because: StatusChangeRefusal | 'reason-missing' | 'superseded' };

const done: Readonly<Record<StatusAct, string>> = {
  revoke: 'credential.revoked',
  suspend: 'credential.suspended',
  reinstate: 'credential.reinstated',
};

/** Revokes a credential for good, suspends it, or ends its suspension; a registrar's act, with its reason. */
export async function changeStatus(
  platform: Platform,
  actor: Actor,
  input: { readonly credentialId: string; readonly act: StatusAct; readonly reason: string },
): Promise<StatusChanged> {
  const credential = await credentialById(platform.db, input.credentialId);
  const award = credential && (await awardById(platform.db, credential.awardId));
  if (!credential || !award) throw new NotFound('credential');
  requireRole(actor, award.awardingBodyId, 'registrar');
  if (input.reason.trim() === '') return { kind: 'refused', because: 'reason-missing' };
  if (credential.supersededBy) return { kind: 'refused', because: 'superseded' };

  return platform.db.transaction().execute(async (trx): Promise<StatusChanged> => {
    const standing = await lockStanding(trx, credential.id);
    const refusal = mayChangeStatus(input.act, standing);
    if (refusal) return { kind: 'refused', because: refusal };

    const { purpose, value } = effectOf(input.act);
    const entry = (await entriesOf(trx, credential.id)).find((one) => one.purpose === purpose);
    if (!entry) throw new Fault('status-entry-missing', `Credential ${credential.id} has no ${purpose} entry.`);
    const at = platform.clock();
    await changeListedStatus(platform, trx, { listId: entry.listId, index: entry.index, value });
    await saveEntry(trx, { credentialId: credential.id, purpose, setAt: value ? at : null });
    await insertStatusChange(trx, {
      id: platform.newId(),
      credentialId: credential.id,
      purpose,
      value,
      reason: input.reason.trim(),
      madeBy: actor.kind === 'person' ? actor.personId : null,
      madeAt: at,
    });
    await recordAudit(platform, trx, actor, {
      action: done[input.act],
      subjectKind: 'credential',
      subjectId: credential.id,
      organisationId: award.awardingBodyId,
      detail: { awardId: award.id },
    });
    await tellChanged(platform, trx, await aboutOf(within(platform, trx), award), input);
    await announce(platform, trx, { type: done[input.act], data: { credentialId: credential.id, awardId: award.id } });
    return { kind: 'changed' };
  });
}

function effectOf(act: StatusAct): { readonly purpose: 'revocation' | 'suspension'; readonly value: boolean } {
  if (act === 'revoke') return { purpose: 'revocation', value: true };
  return { purpose: 'suspension', value: act === 'suspend' };
}

async function aboutOf(platform: Platform, award: Award) {
  const provider = await organisationById(platform, award.awardingBodyId);
  const version = await versionById(platform, award.versionId);
  if (!provider || version?.status !== 'published') {
    throw new Fault('award-incomplete', `The version or the awarding body of award ${award.id} is missing.`);
  }
  return { award, provider, title: version.record.title };
}

/** How the credential stands, read again under a lock on its row so that two acts come one after the other. */
async function lockStanding(
  trx: Transaction<Database>,
  credentialId: string,
): Promise<{ readonly signed: boolean; readonly revoked: boolean; readonly suspended: boolean }> {
  await lockCredential(trx, credentialId);
  const credential = await credentialById(trx, credentialId);
  return {
    signed: credential?.signedAt != null,
    revoked: credential?.revokedAt != null,
    suspended: credential?.suspendedAt != null,
  };
}
