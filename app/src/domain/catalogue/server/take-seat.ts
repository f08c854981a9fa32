import type { Transaction } from 'kysely';
import { NotFound } from '#domain/identity/server/api.ts';
import { mayOffer } from '#domain/organisations/organisations.ts';
import { organisationById } from '#domain/organisations/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import { seatRefusal, type SeatRefusal } from '../catalogue.ts';
import { changeSeatsTaken, lockOffering } from './offerings.store.ts';
import { findMicrocredential } from './versions.store.ts';

export type SeatTaken = { readonly kind: 'ok'; readonly microcredentialId: string; readonly versionId: string };
export type SeatRefused = { readonly kind: 'refused'; readonly because: SeatRefusal };

/**
 * Takes one seat in an offering, within the transaction that enrols somebody: the seat is taken when, and only when,
 * they are enrolled. The seats are one row, held until then, so that a full offering never overflows.
 */
export async function takeSeat(
  platform: Platform,
  trx: Transaction<Database>,
  offeringId: string,
): Promise<SeatTaken | SeatRefused> {
  const offering = await lockOffering(trx, offeringId);
  const microcredential = offering && (await findMicrocredential(trx, { id: offering.microcredentialId }));
  // On the transaction's own connection: enrolments that all wait for a second one would never end.
  const organisation =
    microcredential && (await organisationById({ ...platform, db: trx }, microcredential.organisationId));
  if (!offering || !microcredential || !organisation) throw new NotFound('offering');

  const because = seatRefusal(
    {
      offering,
      teaching: microcredential.teaching,
      retiredAt: microcredential.retiredAt,
      providerMayOffer: mayOffer(organisation),
    },
    platform.clock(),
  );
  if (because !== null) return { kind: 'refused', because };
  await changeSeatsTaken(trx, offeringId, 1);
  return { kind: 'ok', microcredentialId: offering.microcredentialId, versionId: offering.versionId };
}

/** Gives a seat back, within the transaction that withdraws somebody. */
export async function returnSeat(_platform: Platform, trx: Transaction<Database>, offeringId: string): Promise<void> {
  await lockOffering(trx, offeringId);
  await changeSeatsTaken(trx, offeringId, -1);
}
