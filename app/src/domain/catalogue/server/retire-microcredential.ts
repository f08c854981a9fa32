import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, recordAudit, requireRole } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { lockSeatsOf } from './offerings.store.ts';
import { refreshListing } from './search-document.ts';
import { findMicrocredential, lockMicrocredential, setRetiredAt } from './versions.store.ts';

export interface RetirementChanged {
  readonly kind: 'retired' | 'resumed';
}

/** Takes a microcredential out of the catalogue: nobody enrols any more, its pages stay readable, its learners finish. */
export function retireMicrocredential(platform: Platform, actor: Actor, input: { readonly microcredentialId: string }) {
  return changeRetirement(platform, actor, input.microcredentialId, 'retired');
}

/** Undoes `retireMicrocredential`. */
export function resumeMicrocredential(platform: Platform, actor: Actor, input: { readonly microcredentialId: string }) {
  return changeRetirement(platform, actor, input.microcredentialId, 'resumed');
}

async function changeRetirement(
  platform: Platform,
  actor: Actor,
  microcredentialId: string,
  to: RetirementChanged['kind'],
): Promise<RetirementChanged> {
  const known = await findMicrocredential(platform.db, { id: microcredentialId });
  if (known === undefined) throw new NotFound('microcredential');
  requireRole(actor, known.organisationId, 'author');

  return platform.db.transaction().execute(async (trx) => {
    const microcredential = await lockMicrocredential(trx, microcredentialId);
    // Done already, by a double click or by a colleague: nothing left to do or to audit.
    if ((microcredential?.retiredAt !== null) === (to === 'retired')) return { kind: to };
    // Waits for those who are taking a seat at this moment; nobody is given one afterwards.
    await lockSeatsOf(trx, microcredentialId);
    await setRetiredAt(trx, microcredentialId, to === 'retired' ? platform.clock() : null);
    await refreshListing(platform, trx, microcredentialId);
    await recordAudit(platform, trx, actor, {
      action: `microcredential.${to}`,
      subjectKind: 'microcredential',
      subjectId: microcredentialId,
      organisationId: known.organisationId,
    });
    return { kind: to };
  });
}
