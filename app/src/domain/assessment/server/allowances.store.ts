import { sql, type Kysely, type Transaction } from 'kysely';
import type { Database } from '#platform/server/schema.ts';
import type { Accommodation, Allowance } from '../allowance.ts';

type Db = Kysely<Database> | Transaction<Database>;

/** Whose, and in which microcredential: it holds after enrolling anew, too. */
export interface Learner {
  readonly personId: string;
  readonly microcredentialId: string;
}

export async function accommodationOf(db: Db, { personId, microcredentialId }: Learner): Promise<Accommodation> {
  const row = await db
    .selectFrom('accommodation')
    .select(['extra_time_percent as extraTimePercent', 'more_attempts as moreAttempts'])
    .where('person_id', '=', personId)
    .where('microcredential_id', '=', microcredentialId)
    .executeTakeFirst();
  return row ?? { extraTimePercent: 0, moreAttempts: 0 };
}

export async function saveAccommodation(
  db: Db,
  { personId, microcredentialId }: Learner,
  accommodation: Accommodation & { readonly setBy: string | null; readonly at: Date },
): Promise<void> {
  const values = {
    extra_time_percent: accommodation.extraTimePercent,
    more_attempts: accommodation.moreAttempts,
    set_by: accommodation.setBy,
    set_at: accommodation.at,
  };
  await db
    .insertInto('accommodation')
    .values({ person_id: personId, microcredential_id: microcredentialId, ...values })
    .onConflict((conflict) => conflict.columns(['person_id', 'microcredential_id']).doUpdateSet(values))
    .execute();
}

export interface Resit {
  readonly id: string;
  readonly assessmentId: string;
  readonly reason: string;
  readonly grantedAt: Date;
}

/** The latest first. */
export async function resitsOf(db: Db, { personId, microcredentialId }: Learner): Promise<readonly Resit[]> {
  return db
    .selectFrom('resit')
    .innerJoin('assessment', 'assessment.id', 'resit.assessment_id')
    .innerJoin('microcredential_version', 'microcredential_version.id', 'assessment.version_id')
    .select(['resit.id', 'resit.assessment_id as assessmentId', 'resit.reason', 'resit.granted_at as grantedAt'])
    .where('resit.person_id', '=', personId)
    .where('microcredential_version.microcredential_id', '=', microcredentialId)
    .orderBy('resit.id', 'desc')
    .execute();
}

export async function insertResit(
  db: Db,
  resit: Resit & { readonly personId: string; readonly grantedBy: string | null },
): Promise<void> {
  await db
    .insertInto('resit')
    .values({
      id: resit.id,
      person_id: resit.personId,
      assessment_id: resit.assessmentId,
      reason: resit.reason,
      granted_by: resit.grantedBy,
      granted_at: resit.grantedAt,
    })
    .execute();
}

/** Lets those who grant somebody a resit in one assessment do so one after the other. */
export async function lockResits(trx: Transaction<Database>, personId: string, assessmentId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`resit:${personId}:${assessmentId}`}, 0))`.execute(trx);
}

/** What a learner has beyond everyone else, by assessment. */
export async function allowancesOf(db: Db, learner: Learner): Promise<(assessmentId: string) => Allowance> {
  const accommodation = await accommodationOf(db, learner);
  const resits = await resitsOf(db, learner);
  return (assessmentId) => {
    const own = resits.filter((resit) => resit.assessmentId === assessmentId);
    return { ...accommodation, resits: own.length, lastResitAt: own[0]?.grantedAt ?? null };
  };
}

export interface TimedAttempt {
  readonly id: string;
  readonly assessmentId: string;
  readonly startedAt: Date;
  readonly dueAt: Date;
}

/** A learner's open attempts with a time limit, held until the transaction ends. */
export async function lockTimedAttempts(
  trx: Transaction<Database>,
  { personId, microcredentialId }: Learner,
): Promise<readonly TimedAttempt[]> {
  const rows = await trx
    .selectFrom('attempt')
    .innerJoin('enrolment', 'enrolment.id', 'attempt.enrolment_id')
    .select(['attempt.id', 'attempt.assessment_id', 'attempt.started_at', 'attempt.due_at'])
    .where('enrolment.person_id', '=', personId)
    .where('enrolment.microcredential_id', '=', microcredentialId)
    .where('attempt.submitted_at', 'is', null)
    .where('attempt.due_at', 'is not', null)
    .orderBy('attempt.id')
    .forUpdate('attempt')
    .execute();
  return rows.flatMap((row) =>
    row.due_at === null || row.assessment_id === null
      ? []
      : [{ id: row.id, assessmentId: row.assessment_id, startedAt: row.started_at, dueAt: row.due_at }],
  );
}

export async function moveDueAt(db: Db, attemptId: string, dueAt: Date): Promise<void> {
  await db.updateTable('attempt').set({ due_at: dueAt }).where('id', '=', attemptId).execute();
}
