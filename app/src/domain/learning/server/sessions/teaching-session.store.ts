import type { Selectable, Transaction } from 'kysely';
import { isId } from '#platform/server/ids.ts';
import type { Database, TeachingSession as SessionRow } from '#platform/server/schema.ts';
import type { AttendanceState, SessionFields, TeachingSession } from '../../teaching-session.ts';
import type { Db } from '../content/content.store.ts';

function toSession(row: Selectable<SessionRow>): TeachingSession {
  return {
    id: row.id,
    offeringId: row.offering_id,
    title: row.title,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    place: row.place,
    link: row.link,
    required: row.required,
    cancelledAt: row.cancelled_at,
  };
}

function toColumns({ title, startsAt, endsAt, place, link, required }: SessionFields) {
  return { title, starts_at: startsAt, ends_at: endsAt, place, link, required };
}

export async function insertSession(
  trx: Transaction<Database>,
  { id, offeringId, createdAt, ...fields }: SessionFields & { id: string; offeringId: string; createdAt: Date },
): Promise<void> {
  await trx
    .insertInto('teaching_session')
    .values({ id, offering_id: offeringId, created_at: createdAt, ...toColumns(fields) })
    .execute();
}

export async function updateSession(trx: Transaction<Database>, id: string, fields: SessionFields): Promise<void> {
  await trx.updateTable('teaching_session').set(toColumns(fields)).where('id', '=', id).execute();
}

/** Whether this was what cancelled it. */
export async function setCancelled(trx: Transaction<Database>, id: string, at: Date): Promise<boolean> {
  const result = await trx
    .updateTable('teaching_session')
    .set({ cancelled_at: at })
    .where('id', '=', id)
    .where('cancelled_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function findSession(db: Db, id: string): Promise<TeachingSession | undefined> {
  if (!isId(id)) return undefined;
  const row = await db.selectFrom('teaching_session').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toSession(row);
}

/** Held until the transaction ends: two who mark one roll, or one who marks and one who cancels, take turns. */
export async function lockSession(trx: Transaction<Database>, id: string): Promise<TeachingSession | undefined> {
  const row = await trx
    .selectFrom('teaching_session')
    .selectAll()
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row && toSession(row);
}

/** By offering, in the order of time. */
export async function findSessionsOf(
  db: Db,
  offeringIds: readonly string[],
): Promise<ReadonlyMap<string, readonly TeachingSession[]>> {
  if (offeringIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('teaching_session')
    .selectAll()
    .where('offering_id', 'in', offeringIds)
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
  return Map.groupBy(rows.map(toSession), ({ offeringId }) => offeringId);
}

export interface Mark {
  readonly sessionId: string;
  readonly enrolmentId: string;
  readonly state: AttendanceState;
}

export async function findMarks(
  db: Db,
  by: { readonly sessionIds: readonly string[] } | { readonly enrolmentIds: readonly string[] },
): Promise<readonly Mark[]> {
  const [column, ids] =
    'sessionIds' in by ? (['session_id', by.sessionIds] as const) : (['enrolment_id', by.enrolmentIds] as const);
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('attendance')
    .select(['session_id', 'enrolment_id', 'state'])
    .where(column, 'in', ids)
    .execute();
  return rows.map((row) => ({
    sessionId: row.session_id,
    enrolmentId: row.enrolment_id,
    // Held to the list by the column's check.
    state: row.state as AttendanceState,
  }));
}

export async function saveMarks(
  trx: Transaction<Database>,
  marks: readonly Mark[],
  { by, at }: { readonly by: string | null; readonly at: Date },
): Promise<void> {
  if (marks.length === 0) return;
  await trx
    .insertInto('attendance')
    .values(
      marks.map(({ sessionId, enrolmentId, state }) => ({
        session_id: sessionId,
        enrolment_id: enrolmentId,
        state,
        marked_by: by,
        marked_at: at,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['session_id', 'enrolment_id']).doUpdateSet((eb) => ({
        state: eb.ref('excluded.state'),
        marked_by: eb.ref('excluded.marked_by'),
        marked_at: eb.ref('excluded.marked_at'),
      })),
    )
    .execute();
}

/** The live enrolments of an offering, as a roll lists them. */
export async function findEnrolledIn(
  db: Db,
  offeringId: string,
): Promise<readonly { readonly enrolmentId: string; readonly personId: string }[]> {
  return db
    .selectFrom('enrolment')
    .select(['id as enrolmentId', 'person_id as personId'])
    .where('offering_id', '=', offeringId)
    .where('withdrawn_at', 'is', null)
    .orderBy('id')
    .execute();
}
