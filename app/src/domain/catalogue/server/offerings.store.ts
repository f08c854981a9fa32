import { sql, type Insertable, type Transaction } from 'kysely';
import type { Database, Offering as OfferingRow } from '#platform/server/schema.ts';
import type { Offering, OfferingMode } from '../catalogue.ts';
import type { Db } from './versions.store.ts';

function offerings(db: Db) {
  return db
    .selectFrom('offering')
    .innerJoin('offering_seats as seats', 'seats.offering_id', 'offering.id')
    .selectAll('offering')
    .select(['seats.capacity', 'seats.taken']);
}

type Row = Awaited<ReturnType<ReturnType<typeof offerings>['execute']>>[number];

function toOffering(row: Row): Offering {
  return {
    id: row.id,
    microcredentialId: row.microcredential_id,
    versionId: row.version_id,
    mode: row.mode as OfferingMode,
    // bigint: the driver gives a number, the generated type a text.
    priceMinor: Number(row.price_minor),
    currency: row.currency,
    zone: row.zone,
    place: row.place,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    enrolFrom: row.enrol_from,
    enrolUntil: row.enrol_until,
    closedAt: row.closed_at,
    capacity: row.capacity,
    taken: row.taken,
    createdAt: row.created_at,
  };
}

export async function insertOffering(
  trx: Transaction<Database>,
  row: Insertable<OfferingRow>,
  capacity: number | null,
): Promise<void> {
  await trx.insertInto('offering').values(row).execute();
  await trx.insertInto('offering_seats').values({ offering_id: row.id, capacity }).execute();
}

export async function findOffering(db: Db, id: string): Promise<Offering | undefined> {
  const row = await offerings(db).where('offering.id', '=', id).executeTakeFirst();
  return row && toOffering(row);
}

export async function findOfferings(db: Db, ids: readonly string[]): Promise<Offering[]> {
  if (ids.length === 0) return [];
  return (await offerings(db).where('offering.id', 'in', ids).execute()).map(toOffering);
}

/** The newest first. */
export async function findOfferingsOf(db: Db, microcredentialId: string): Promise<Offering[]> {
  const rows = await offerings(db)
    .where('microcredential_id', '=', microcredentialId)
    .orderBy('offering.id', 'desc')
    .execute();
  return rows.map(toOffering);
}

/**
 * The offering, with its row of seats held until the transaction ends. What else decides on a seat (closing, retiring)
 * holds the same row, so that one who is let in and one who shuts the door never pass each other.
 */
export async function lockOffering(trx: Transaction<Database>, id: string): Promise<Offering | undefined> {
  await trx.selectFrom('offering_seats').select('offering_id').where('offering_id', '=', id).forNoKeyUpdate().execute();
  return findOffering(trx, id);
}

/** Holds the seats of every offering, in one order everywhere, so that two who do it can't wait for each other. */
export async function lockSeatsOf(trx: Transaction<Database>, microcredentialId: string): Promise<void> {
  await trx
    .selectFrom('offering_seats')
    .innerJoin('offering', 'offering.id', 'offering_seats.offering_id')
    .select('offering_id')
    .where('microcredential_id', '=', microcredentialId)
    .orderBy('offering_id')
    .forNoKeyUpdate('offering_seats')
    .execute();
}

export async function changeSeatsTaken(trx: Transaction<Database>, offeringId: string, by: 1 | -1): Promise<void> {
  await trx
    .updateTable('offering_seats')
    .set((eb) => ({ taken: eb.fn<number>('greatest', [eb('taken', '+', by), eb.lit(0)]) }))
    .where('offering_id', '=', offeringId)
    .execute();
}

export async function setCapacity(
  trx: Transaction<Database>,
  offeringId: string,
  capacity: number | null,
): Promise<void> {
  await trx.updateTable('offering_seats').set({ capacity }).where('offering_id', '=', offeringId).execute();
}

export async function setClosedAt(trx: Transaction<Database>, offeringId: string, closedAt: Date): Promise<void> {
  await trx.updateTable('offering').set({ closed_at: closedAt }).where('id', '=', offeringId).execute();
}

/** Closes the open offerings of the versions that promise an award of this body; their ids. */
export async function closeOfferingsAwardedBy(
  trx: Transaction<Database>,
  named: { readonly microcredentialId: string; readonly awardingBodyId: string; readonly at: Date },
): Promise<readonly string[]> {
  await lockSeatsOf(trx, named.microcredentialId);
  const closed = await trx
    .updateTable('offering')
    .from('microcredential_version as version')
    .set({ closed_at: named.at })
    .whereRef('version.id', '=', 'offering.version_id')
    .where('offering.microcredential_id', '=', named.microcredentialId)
    .where('offering.closed_at', 'is', null)
    .where(sql`version.record ->> 'awardingBodyId'`, '=', named.awardingBodyId)
    .returning('offering.id')
    .execute();
  return closed.map(({ id }) => id);
}

/** Open self-paced offerings offer this version from now on. A run keeps the version it was announced with. */
export async function moveOfferings(
  trx: Transaction<Database>,
  microcredentialId: string,
  versionId: string,
): Promise<void> {
  await trx
    .updateTable('offering')
    .set({ version_id: versionId })
    .where('microcredential_id', '=', microcredentialId)
    .where('mode', '=', 'self-paced')
    .where('closed_at', 'is', null)
    .execute();
}
