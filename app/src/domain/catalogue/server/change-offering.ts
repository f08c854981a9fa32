import type { Transaction } from 'kysely';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, recordAudit, requireRole } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import type { Offering } from '../catalogue.ts';
import { findOffering, lockOffering, setCapacity, setClosedAt } from './offerings.store.ts';
import { findMicrocredential } from './versions.store.ts';

export type OfferingChanged = { readonly kind: 'changed' };
export type CapacityRefused = { readonly kind: 'refused'; readonly because: 'below-taken'; readonly taken: number };

/** Nobody enrols in it any more; whoever has, finishes. Closing twice is closing once. */
export async function closeOffering(
  platform: Platform,
  actor: Actor,
  input: { readonly offeringId: string },
): Promise<OfferingChanged> {
  return changing(platform, actor, input.offeringId, async (trx, offering, organisationId) => {
    if (offering.closedAt !== null) return { kind: 'changed' };
    await setClosedAt(trx, offering.id, platform.clock());
    await recordAudit(platform, trx, actor, {
      action: 'offering.closed',
      subjectKind: 'offering',
      subjectId: offering.id,
      organisationId,
    });
    return { kind: 'changed' };
  });
}

/** Changes how many may take part; null is without limit. */
export async function changeCapacity(
  platform: Platform,
  actor: Actor,
  { offeringId, capacity }: { readonly offeringId: string; readonly capacity: number | null },
): Promise<OfferingChanged | CapacityRefused> {
  return changing<OfferingChanged | CapacityRefused>(
    platform,
    actor,
    offeringId,
    async (trx, offering, organisationId) => {
      if (capacity !== null && capacity < offering.taken)
        return { kind: 'refused', because: 'below-taken', taken: offering.taken };
      await setCapacity(trx, offering.id, capacity);
      await recordAudit(platform, trx, actor, {
        action: 'offering.capacity-changed',
        subjectKind: 'offering',
        subjectId: offering.id,
        organisationId,
        detail: { capacity },
      });
      return { kind: 'changed' };
    },
  );
}

async function changing<Result>(
  platform: Platform,
  actor: Actor,
  offeringId: string,
  change: (trx: Transaction<Database>, offering: Offering, organisationId: string) => Promise<Result>,
): Promise<Result> {
  const known = await findOffering(platform.db, offeringId);
  const microcredential = known && (await findMicrocredential(platform.db, { id: known.microcredentialId }));
  if (microcredential === undefined) throw new NotFound('offering');
  requireRole(actor, microcredential.organisationId, 'author', 'registrar');
  return platform.db.transaction().execute(async (trx) => {
    const offering = await lockOffering(trx, offeringId);
    if (offering === undefined) throw new NotFound('offering');
    return change(trx, offering, microcredential.organisationId);
  });
}
