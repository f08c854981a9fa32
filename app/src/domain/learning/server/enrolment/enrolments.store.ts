import type { Selectable, Transaction } from 'kysely';
import { isId } from '#platform/server/ids.ts';
import type { Database, Enrolment as EnrolmentRow } from '#platform/server/schema.ts';
import type { Enrolment, Route } from '../../learning.ts';
import type { Db } from '../content/content.store.ts';

function toEnrolment(row: Selectable<EnrolmentRow>): Enrolment {
  return {
    id: row.id,
    personId: row.person_id,
    microcredentialId: row.microcredential_id,
    offeringId: row.offering_id,
    versionId: row.version_id,
    // Held to the list by the column's check.
    route: row.route as Route,
    enrolledAt: row.enrolled_at,
    withdrawnAt: row.withdrawn_at,
    completedAt: row.completed_at,
    lastSeenAt: row.last_seen_at,
    extendedUntil: row.extended_until,
  };
}

/** Undefined when the person has a live enrolment in the microcredential already, or gets one at the same moment. */
export async function insertEnrolment(
  trx: Transaction<Database>,
  enrolment: Enrolment,
): Promise<Enrolment | undefined> {
  const row = await trx
    .insertInto('enrolment')
    .values({
      id: enrolment.id,
      person_id: enrolment.personId,
      microcredential_id: enrolment.microcredentialId,
      offering_id: enrolment.offeringId,
      version_id: enrolment.versionId,
      route: enrolment.route,
      enrolled_at: enrolment.enrolledAt,
      withdrawn_at: enrolment.withdrawnAt,
      completed_at: enrolment.completedAt,
      last_seen_at: enrolment.lastSeenAt,
    })
    .onConflict((conflict) =>
      conflict.columns(['person_id', 'microcredential_id']).where('withdrawn_at', 'is', null).doNothing(),
    )
    .returningAll()
    .executeTakeFirst();
  return row && toEnrolment(row);
}

export async function findEnrolment(db: Db, id: string): Promise<Enrolment | undefined> {
  if (!isId(id)) return undefined;
  const row = await db.selectFrom('enrolment').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toEnrolment(row);
}

export async function findLiveEnrolment(
  db: Db,
  personId: string,
  microcredentialId: string,
): Promise<Enrolment | undefined> {
  const row = await db
    .selectFrom('enrolment')
    .selectAll()
    .where('person_id', '=', personId)
    .where('microcredential_id', '=', microcredentialId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return row && toEnrolment(row);
}

/** Held until the transaction ends: a withdrawal and an award of the same enrolment happen one after the other. */
export async function lockEnrolment(trx: Transaction<Database>, id: string): Promise<Enrolment | undefined> {
  if (!isId(id)) return undefined;
  const row = await trx.selectFrom('enrolment').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
  return row && toEnrolment(row);
}

/** A person's live enrolments, what they were at last first. */
export async function findEnrolmentsOf(db: Db, personId: string): Promise<Enrolment[]> {
  const rows = await db
    .selectFrom('enrolment')
    .selectAll()
    .where('person_id', '=', personId)
    .where('withdrawn_at', 'is', null)
    .orderBy('last_seen_at', 'desc')
    .execute();
  return rows.map(toEnrolment);
}

/** Everyone who is or was enrolled in a microcredential, the newest first, those enrolled before `beforeId`. */
export async function findEnrolmentsIn(
  db: Db,
  microcredentialId: string,
  {
    limit,
    offeringId,
    beforeId,
  }: { readonly limit: number; readonly offeringId?: string | undefined; readonly beforeId?: string | undefined },
): Promise<Enrolment[]> {
  let query = db.selectFrom('enrolment').selectAll().where('microcredential_id', '=', microcredentialId);
  if (offeringId !== undefined) query = query.where('offering_id', '=', offeringId);
  // Ids are made in the order of time.
  if (beforeId !== undefined) query = query.where('id', '<', beforeId);
  return (await query.orderBy('id', 'desc').limit(limit).execute()).map(toEnrolment);
}

/** Those of one microcredential among them, in the order in which they enrolled. */
export async function findEnrolmentsByIds(
  db: Db,
  microcredentialId: string,
  ids: readonly string[],
): Promise<Enrolment[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('enrolment')
    .selectAll()
    .where('microcredential_id', '=', microcredentialId)
    .where('id', 'in', ids)
    .orderBy('id')
    .execute();
  return rows.map(toEnrolment);
}

export async function countEnrolments(
  db: Db,
  microcredentialId: string,
  offeringId: string | undefined,
): Promise<number> {
  let query = db
    .selectFrom('enrolment')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('microcredential_id', '=', microcredentialId);
  if (offeringId !== undefined) query = query.where('offering_id', '=', offeringId);
  return (await query.executeTakeFirstOrThrow()).count;
}

/** Gives one learner longer than their run. */
export async function setExtendedUntil(trx: Transaction<Database>, id: string, until: Date): Promise<void> {
  await trx.updateTable('enrolment').set({ extended_until: until }).where('id', '=', id).execute();
}

export async function isEnrolledIn(db: Db, personId: string, versionId: string): Promise<boolean> {
  const row = await db
    .selectFrom('enrolment')
    .select('id')
    .where('person_id', '=', personId)
    .where('version_id', '=', versionId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

export async function setWithdrawn(trx: Transaction<Database>, id: string, at: Date): Promise<void> {
  await trx
    .updateTable('enrolment')
    .set({ withdrawn_at: at })
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .execute();
}

/** Whether this was what completed it. */
export async function setCompleted(trx: Transaction<Database>, id: string, at: Date): Promise<boolean> {
  const result = await trx
    .updateTable('enrolment')
    .set({ completed_at: at })
    .where('id', '=', id)
    .where('completed_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function touchEnrolment(db: Db, id: string, at: Date): Promise<void> {
  await db.updateTable('enrolment').set({ last_seen_at: at }).where('id', '=', id).execute();
}
