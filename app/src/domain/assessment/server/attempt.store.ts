import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import { isId } from '#platform/server/ids.ts';
import type { Database } from '#platform/server/schema.ts';
import type { EarlierAttempt, Mark, OutcomeResult, Verdict } from '../assessment.ts';

type Db = Kysely<Database> | Transaction<Database>;

export interface Attempt {
  readonly id: string;
  readonly enrolmentId: string;
  readonly assessmentId: string;
  readonly number: number;
  readonly seed: string;
  readonly startedAt: Date;
  /** When time runs out; null without a time limit. */
  readonly dueAt: Date | null;
  readonly submittedAt: Date | null;
  /** Who handed it in; null while it is open. */
  readonly endedBy: 'learner' | 'clock' | null;
}

export interface Judgement extends Verdict {
  readonly id: string;
  readonly attemptId: string;
  readonly madeAt: Date;
}

export const mark: z.ZodType<Mark> = z.object({
  questionVersionId: z.string(),
  points: z.number(),
  outOf: z.number(),
  outcomes: z.array(z.string()),
});
const outcomeResult: z.ZodType<OutcomeResult> = z.object({
  outcomeId: z.string(),
  points: z.number(),
  outOf: z.number(),
});

const attemptColumns = [
  'id',
  'enrolment_id',
  'assessment_id',
  'number',
  'seed',
  'started_at',
  'due_at',
  'submitted_at',
  'ended_by',
] as const;

interface AttemptRow {
  id: string;
  enrolment_id: string;
  assessment_id: string;
  number: number;
  seed: string;
  started_at: Date;
  due_at: Date | null;
  submitted_at: Date | null;
  ended_by: string | null;
}

function toAttempt(row: AttemptRow): Attempt {
  return {
    id: row.id,
    enrolmentId: row.enrolment_id,
    assessmentId: row.assessment_id,
    number: row.number,
    seed: row.seed,
    startedAt: row.started_at,
    dueAt: row.due_at,
    submittedAt: row.submitted_at,
    // Held to the two by the column's check; of before there were time limits, every one was handed in by its learner.
    endedBy: row.submitted_at === null ? null : row.ended_by === 'clock' ? 'clock' : 'learner',
  };
}

/** Attempts at assessments. What evidence of prior learning hangs on is no such thing: see `evidence.store.ts`. */
function attempts(db: Db) {
  return db
    .selectFrom('attempt')
    .select(attemptColumns)
    .where('assessment_id', 'is not', null)
    .$narrowType<{ assessment_id: string }>();
}

export async function attemptById(db: Db, id: string): Promise<Attempt | undefined> {
  if (!isId(id)) return undefined;
  const row = await attempts(db).where('id', '=', id).executeTakeFirst();
  return row && toAttempt(row);
}

/** Locks the attempt until the transaction ends, so that answers and submission come one after another. */
export async function lockAttempt(trx: Transaction<Database>, id: string): Promise<Attempt | undefined> {
  if (!isId(id)) return undefined;
  const row = await attempts(trx).where('id', '=', id).forUpdate().executeTakeFirst();
  return row && toAttempt(row);
}

export async function attemptsOfEnrolment(db: Db, enrolmentId: string): Promise<readonly Attempt[]> {
  const rows = await attempts(db).where('enrolment_id', '=', enrolmentId).orderBy('number').execute();
  return rows.map(toAttempt);
}

/** Whether an attempt at anything was begun in an enrolment. */
export async function hasBegun(db: Db, enrolmentId: string): Promise<boolean> {
  const row = await db
    .selectFrom('attempt')
    .select('id')
    .where('enrolment_id', '=', enrolmentId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * What somebody's attempts in enrolments they withdrew from leave behind in a later one, by assessment: they are spent.
 * None for an assessment that was passed there, which nobody gains from passing once more: passed by the judgement in
 * force, not by one that was superseded.
 */
export async function spentBefore(
  db: Db,
  enrolmentId: string,
): Promise<ReadonlyMap<string, readonly EarlierAttempt[]>> {
  const rows = await db
    .selectFrom('attempt')
    .innerJoin('enrolment as earlier', 'earlier.id', 'attempt.enrolment_id')
    .innerJoin('enrolment as live', 'live.person_id', 'earlier.person_id')
    .leftJoin('judgement', (join) =>
      join
        .onRef('judgement.attempt_id', '=', 'attempt.id')
        .on('judgement.passed', '=', true)
        .on(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('judgement as later').select('later.id').whereRef('later.supersedes', '=', 'judgement.id'),
            ),
          ),
        ),
    )
    .select(({ fn }) => [
      'attempt.id',
      'attempt.assessment_id',
      fn.coalesce('attempt.submitted_at', 'earlier.withdrawn_at').as('endedAt'),
      'judgement.id as pass',
    ])
    .where('live.id', '=', enrolmentId)
    .whereRef('earlier.id', '<>', 'live.id')
    .where('attempt.assessment_id', 'is not', null)
    .$narrowType<{ assessment_id: string }>()
    .execute();
  const passed = new Set(rows.filter(({ pass }) => pass !== null).map((row) => row.assessment_id));
  const spent = new Map<string, Map<string, EarlierAttempt>>();
  for (const row of rows.filter((one) => !passed.has(one.assessment_id))) {
    const own = spent.get(row.assessment_id) ?? new Map<string, EarlierAttempt>();
    spent.set(row.assessment_id, own.set(row.id, { passed: null, endedAt: row.endedAt }));
  }
  return new Map([...spent].map(([assessmentId, own]) => [assessmentId, [...own.values()]]));
}

/** Attempts that nobody handed in before this moment's deadline, the longest overdue first. */
export async function overdueAttempts(
  db: Db,
  {
    dueBefore,
    enrolmentId,
    limit,
  }: { readonly dueBefore: Date; readonly enrolmentId?: string; readonly limit: number },
): Promise<readonly string[]> {
  let query = db.selectFrom('attempt').select('id').where('submitted_at', 'is', null).where('due_at', '<', dueBefore);
  if (enrolmentId !== undefined) query = query.where('enrolment_id', '=', enrolmentId);
  const rows = await query.orderBy('due_at').limit(limit).execute();
  return rows.map(({ id }) => id);
}

/** Adds the attempt unless one is open or has its number already; says whether it did. */
export async function insertAttempt(db: Db, attempt: Omit<Attempt, 'submittedAt' | 'endedBy'>): Promise<boolean> {
  const inserted = await db
    .insertInto('attempt')
    .values({
      id: attempt.id,
      enrolment_id: attempt.enrolmentId,
      assessment_id: attempt.assessmentId,
      number: attempt.number,
      seed: attempt.seed,
      started_at: attempt.startedAt,
      due_at: attempt.dueAt,
      submitted_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function closeAttempt(
  db: Db,
  id: string,
  { submittedAt, endedBy }: { readonly submittedAt: Date; readonly endedBy: 'learner' | 'clock' },
): Promise<void> {
  await db.updateTable('attempt').set({ submitted_at: submittedAt, ended_by: endedBy }).where('id', '=', id).execute();
}

/** Adds a judgement; one that corrects a mark says what it supersedes and by which correction. */
export async function insertJudgement(
  db: Db,
  judgement: Judgement & { readonly corrects?: { readonly supersedes: string; readonly erratumId: string } },
): Promise<void> {
  await db
    .insertInto('judgement')
    .values({
      id: judgement.id,
      attempt_id: judgement.attemptId,
      made_by_kind: 'marker',
      score: judgement.score,
      out_of: judgement.outOf,
      passed: judgement.passed,
      outcomes: JSON.stringify(judgement.outcomes),
      marks: JSON.stringify(judgement.marks),
      made_at: judgement.madeAt,
      supersedes: judgement.corrects?.supersedes ?? null,
      erratum_id: judgement.corrects?.erratumId ?? null,
    })
    .execute();
}

/** The judgement in force of each attempt at an assessment in an enrolment: the one that nothing supersedes. */
export async function judgementsOfEnrolment(db: Db, enrolmentId: string): Promise<readonly Judgement[]> {
  const rows = await db
    .selectFrom('judgement')
    .innerJoin('attempt', 'attempt.id', 'judgement.attempt_id')
    .leftJoin('judgement as later', 'later.supersedes', 'judgement.id')
    .selectAll('judgement')
    .where('attempt.enrolment_id', '=', enrolmentId)
    .where('attempt.assessment_id', 'is not', null)
    .where('later.id', 'is', null)
    .orderBy('attempt.number')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    attemptId: row.attempt_id,
    score: row.score,
    outOf: row.out_of,
    passed: row.passed,
    outcomes: z.array(outcomeResult).parse(row.outcomes),
    marks: z.array(mark).parse(row.marks),
    madeAt: row.made_at,
  }));
}

/** The first judgement of an attempt, where another one has superseded it. */
export async function supersededFirst(
  db: Db,
  attemptId: string,
): Promise<{ readonly score: number; readonly outOf: number } | null> {
  const row = await db
    .selectFrom('judgement')
    .innerJoin('judgement as later', 'later.supersedes', 'judgement.id')
    .select(['judgement.score', 'judgement.out_of as outOf'])
    .where('judgement.attempt_id', '=', attemptId)
    .where('judgement.supersedes', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}
