import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, recordAudit, requireRole } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { NewOffering } from '../new-offering.ts';
import { namedWithoutConsent } from '../what-is-missing.ts';
import { insertOffering } from './offerings.store.ts';
import { findPartnershipsOf } from './partners/partnerships.store.ts';
import { findMicrocredential, findVersionsOf, lockMicrocredential } from './versions.store.ts';

export type OfferingCreated = { readonly kind: 'created'; readonly offeringId: string };
export type OfferingNotCreated = {
  readonly kind: 'refused';
  readonly because: 'nothing-published' | 'retired' | 'partner-left';
};

/** Opens an offering of the newest published version. */
export async function createOffering(
  platform: Platform,
  actor: Actor,
  input: NewOffering & { readonly microcredentialId: string },
): Promise<OfferingCreated | OfferingNotCreated> {
  const known = await findMicrocredential(platform.db, { id: input.microcredentialId });
  if (known === undefined) throw new NotFound('microcredential');
  requireRole(actor, known.organisationId, 'author', 'registrar');

  return platform.db.transaction().execute(async (trx): Promise<OfferingCreated | OfferingNotCreated> => {
    // Held, so that a version published at this moment is the one offered.
    const microcredential = await lockMicrocredential(trx, known.id);
    if (microcredential?.retiredAt !== null) return { kind: 'refused', because: 'retired' };
    const published = (await findVersionsOf(trx, known.id)).find(({ status }) => status === 'published');
    if (published === undefined) return { kind: 'refused', because: 'nothing-published' };

    if (namedWithoutConsent(published, await findPartnershipsOf(trx, known.id)).length > 0) {
      return { kind: 'refused', because: 'partner-left' };
    }

    const offeringId = platform.newId();
    await insertOffering(
      trx,
      {
        id: offeringId,
        microcredential_id: known.id,
        version_id: published.id,
        mode: input.mode,
        price_minor: input.priceMinor,
        currency: input.currency,
        zone: input.zone,
        place: input.place,
        starts_at: input.startsAt,
        ends_at: input.endsAt,
        enrol_from: input.enrolFrom,
        enrol_until: input.enrolUntil,
        created_at: platform.clock(),
      },
      input.capacity,
    );
    await recordAudit(platform, trx, actor, {
      action: 'offering.created',
      subjectKind: 'offering',
      subjectId: offeringId,
      organisationId: known.organisationId,
      detail: {
        microcredentialId: known.id,
        mode: input.mode,
        priceMinor: input.priceMinor,
        currency: input.currency,
        capacity: input.capacity,
      },
    });
    return { kind: 'created', offeringId };
  });
}
