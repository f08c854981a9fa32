import type { Selectable, Transaction } from 'kysely';
import type { Database, Plan as PlanRow } from '#platform/server/schema.ts';
import type { PlanWishes, Weekday } from '../../plan.ts';
import type { Db } from '../content/content.store.ts';

export interface Plan extends PlanWishes {
  readonly id: string;
  readonly personId: string;
  readonly enrolmentId: string;
  readonly zone: string;
  /** Since when the schedule counts. */
  readonly laidAt: Date;
  /** Whether reminders go out by mail. */
  readonly reminds: boolean;
}

function toPlan(row: Selectable<PlanRow>): Plan {
  return {
    id: row.id,
    personId: row.person_id,
    enrolmentId: row.enrolment_id,
    minutesAWeek: row.minutes_a_week,
    // Only ever written from a plan.
    weekdays: row.weekdays as Weekday[],
    finishBy: row.finish_by,
    zone: row.zone,
    laidAt: row.laid_at,
    reminds: row.reminds,
  };
}

/** Makes the plan of an enrolment, or lays it anew; the keys in its links stay as they are. */
export async function savePlan(
  db: Db,
  plan: Plan & { readonly reminderHash: Buffer; readonly reminderSealed: Buffer },
): Promise<void> {
  const wishes = {
    minutes_a_week: plan.minutesAWeek,
    weekdays: [...plan.weekdays],
    finish_by: plan.finishBy,
    zone: plan.zone,
    laid_at: plan.laidAt,
    reminds: plan.reminds,
  };
  await db
    .insertInto('plan')
    .values({
      id: plan.id,
      person_id: plan.personId,
      enrolment_id: plan.enrolmentId,
      reminder_hash: plan.reminderHash,
      reminder_sealed: plan.reminderSealed,
      ...wishes,
    })
    .onConflict((conflict) => conflict.column('enrolment_id').doUpdateSet(wishes))
    .execute();
}

export async function findPlan(db: Db, enrolmentId: string): Promise<Plan | undefined> {
  const row = await db.selectFrom('plan').selectAll().where('enrolment_id', '=', enrolmentId).executeTakeFirst();
  return row && toPlan(row);
}

export async function findPlansOf(db: Db, personId: string): Promise<readonly Plan[]> {
  return (await db.selectFrom('plan').selectAll().where('person_id', '=', personId).execute()).map(toPlan);
}

/** The plan that a key opens: its calendar's, or its reminders'. */
export async function findPlanByKey(
  db: Db,
  key: 'feed_hash' | 'reminder_hash',
  hash: Buffer,
): Promise<Plan | undefined> {
  const row = await db.selectFrom('plan').selectAll().where(key, '=', hash).executeTakeFirst();
  return row && toPlan(row);
}

/** Null closes the calendar. */
export async function setFeed(
  db: Db,
  enrolmentId: string,
  feed: { readonly hash: Buffer; readonly sealed: Buffer } | null,
): Promise<void> {
  await db
    .updateTable('plan')
    .set({ feed_hash: feed?.hash ?? null, feed_sealed: feed?.sealed ?? null })
    .where('enrolment_id', '=', enrolmentId)
    .execute();
}

export async function findFeedSealed(db: Db, planId: string): Promise<Buffer | null> {
  const row = await db.selectFrom('plan').select('feed_sealed').where('id', '=', planId).executeTakeFirst();
  return row?.feed_sealed ?? null;
}

/** Ids of the plans that remind by mail, in order. */
export async function findRemindingIds(
  db: Db,
  { afterId, limit }: { readonly afterId: string | undefined; readonly limit: number },
): Promise<readonly string[]> {
  let query = db.selectFrom('plan').select('id').where('reminds', '=', true);
  if (afterId !== undefined) query = query.where('id', '>', afterId);
  return (await query.orderBy('id').limit(limit).execute()).map(({ id }) => id);
}

/** Held until the transaction ends, so that of two runs of the job one sees what the other did. */
export async function lockReminding(
  trx: Transaction<Database>,
  id: string,
): Promise<(Plan & { readonly remindedOn: string | null; readonly reminderSealed: Buffer }) | undefined> {
  const row = await trx
    .selectFrom('plan')
    .selectAll()
    .where('id', '=', id)
    .where('reminds', '=', true)
    .forUpdate()
    .executeTakeFirst();
  return row && { ...toPlan(row), remindedOn: row.reminded_on, reminderSealed: row.reminder_sealed };
}

export async function setReminded(trx: Transaction<Database>, id: string, date: string): Promise<void> {
  await trx.updateTable('plan').set({ reminded_on: date }).where('id', '=', id).execute();
}

export async function setReminds(db: Db, id: string, reminds: boolean): Promise<void> {
  await db.updateTable('plan').set({ reminds }).where('id', '=', id).execute();
}

export async function setLaidAt(db: Db, enrolmentId: string, at: Date): Promise<void> {
  await db.updateTable('plan').set({ laid_at: at }).where('enrolment_id', '=', enrolmentId).execute();
}

export async function deletePlan(db: Db, enrolmentId: string): Promise<void> {
  await db.deleteFrom('plan').where('enrolment_id', '=', enrolmentId).execute();
}
