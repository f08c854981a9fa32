import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import type { Database } from '#platform/server/schema.ts';
import { settlements, type Marking, type Settlement } from '../second-marking.ts';
import { choiceSchema, type Choice } from '../task.ts';

type Db = Kysely<Database> | Transaction<Database>;

export interface SecondMarking extends Marking {
  readonly id: string;
  readonly submissionId: string;
  /** The first judgement. */
  readonly judgementId: string;
  readonly reason: string;
  readonly askedAt: Date;
  readonly dueAt: Date;
  readonly choices: readonly Choice[];
  readonly feedback: string;
  readonly settledAs: Settlement | null;
  readonly settledBy: string | null;
  readonly settledReason: string | null;
  readonly enrolmentId: string;
  readonly versionId: string;
  readonly microcredentialId: string;
  readonly assessment: string;
}

function markings(db: Db) {
  return db
    .selectFrom('second_marking')
    .innerJoin('submission', 'submission.id', 'second_marking.submission_id')
    .innerJoin('attempt', 'attempt.id', 'submission.attempt_id')
    .innerJoin('enrolment', 'enrolment.id', 'attempt.enrolment_id')
    .innerJoin('assessment', 'assessment.id', 'attempt.assessment_id')
    .innerJoin('judgement', 'judgement.id', 'second_marking.judgement_id')
    .select([
      'second_marking.id',
      'second_marking.submission_id as submissionId',
      'second_marking.judgement_id as judgementId',
      'second_marking.asked_by as askedBy',
      'second_marking.reason',
      'second_marking.asked_at as askedAt',
      'second_marking.due_at as dueAt',
      'second_marking.claimed_by as claimedBy',
      'second_marking.claimed_until as claimedUntil',
      'second_marking.marked_by as markedBy',
      'second_marking.marked_at as markedAt',
      'second_marking.rubric',
      'second_marking.feedback',
      'second_marking.settled_as as settledAs',
      'second_marking.settled_by as settledBy',
      'second_marking.settled_at as settledAt',
      'second_marking.settled_reason as settledReason',
      'judgement.made_by as firstMarker',
      'enrolment.id as enrolmentId',
      'enrolment.person_id as personId',
      'enrolment.version_id as versionId',
      'enrolment.microcredential_id as microcredentialId',
      'assessment.title as assessment',
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof markings>['execute']>>[number];

function read({ rubric, feedback, settledAs, ...row }: Row): SecondMarking {
  return {
    ...row,
    choices: z.array(choiceSchema).parse(rubric ?? []),
    feedback: feedback ?? '',
    settledAs: z.enum(settlements).nullable().parse(settledAs),
  };
}

export async function secondMarkingOf(db: Db, submissionId: string): Promise<SecondMarking | undefined> {
  const row = await markings(db).where('submission_id', '=', submissionId).executeTakeFirst();
  return row && read(row);
}

/** Holds it still until the transaction ends. Lock the attempt before it. */
export async function lockSecondMarking(
  trx: Transaction<Database>,
  submissionId: string,
): Promise<SecondMarking | undefined> {
  const row = await markings(trx)
    .where('submission_id', '=', submissionId)
    .forUpdate('second_marking')
    .executeTakeFirst();
  return row && read(row);
}

/** Those that are not settled, what is due first first. */
export async function openSecondMarkings(
  db: Db,
  organisationId: string,
  limit: number,
): Promise<readonly SecondMarking[]> {
  const rows = await markings(db)
    .innerJoin('microcredential', 'microcredential.id', 'enrolment.microcredential_id')
    .where('microcredential.organisation_id', '=', organisationId)
    .where('second_marking.settled_at', 'is', null)
    .orderBy('second_marking.due_at')
    .orderBy('second_marking.id')
    .limit(limit)
    .execute();
  return rows.map(read);
}

/** Those that were settled, the latest first. */
export async function settledSecondMarkings(
  db: Db,
  organisationId: string,
  limit: number,
): Promise<readonly SecondMarking[]> {
  const rows = await markings(db)
    .innerJoin('microcredential', 'microcredential.id', 'enrolment.microcredential_id')
    .where('microcredential.organisation_id', '=', organisationId)
    .where('second_marking.settled_at', 'is not', null)
    .orderBy('second_marking.settled_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(read);
}

/** Completed enrolments that a settled second marking left with fewer points than there were. */
export async function enrolmentsMarkedDown(
  db: Db,
  organisationId: string,
  limit: number,
): Promise<readonly { readonly id: string; readonly microcredentialId: string; readonly slug: string }[]> {
  return db
    .selectFrom('second_marking')
    .innerJoin('judgement as former', 'former.id', 'second_marking.judgement_id')
    .innerJoin('judgement', 'judgement.supersedes', 'former.id')
    .innerJoin('attempt', 'attempt.id', 'judgement.attempt_id')
    .innerJoin('enrolment', 'enrolment.id', 'attempt.enrolment_id')
    .innerJoin('microcredential', 'microcredential.id', 'enrolment.microcredential_id')
    .select(['enrolment.id', 'microcredential.id as microcredentialId', 'microcredential.slug'])
    .distinct()
    .where('microcredential.organisation_id', '=', organisationId)
    .whereRef('judgement.score', '<', 'former.score')
    .where('enrolment.completed_at', 'is not', null)
    .orderBy('enrolment.id')
    .limit(limit)
    .execute();
}

/** False when one was asked for already. */
export async function insertSecondMarking(
  db: Db,
  asked: Pick<SecondMarking, 'id' | 'submissionId' | 'judgementId' | 'askedBy' | 'reason' | 'askedAt' | 'dueAt'>,
): Promise<boolean> {
  const row = await db
    .insertInto('second_marking')
    .values({
      id: asked.id,
      submission_id: asked.submissionId,
      judgement_id: asked.judgementId,
      asked_by: asked.askedBy,
      reason: asked.reason,
      asked_at: asked.askedAt,
      due_at: asked.dueAt,
    })
    .onConflict((conflict) => conflict.column('submission_id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function claimSecond(db: Db, id: string, claim: { by: string; until: Date } | null): Promise<void> {
  await db
    .updateTable('second_marking')
    .set({ claimed_by: claim?.by ?? null, claimed_until: claim?.until ?? null })
    .where('id', '=', id)
    .execute();
}

export async function keepSecondMarks(
  db: Db,
  id: string,
  marks: { readonly by: string; readonly at: Date; readonly choices: readonly Choice[]; readonly feedback: string },
): Promise<void> {
  await db
    .updateTable('second_marking')
    .set({
      claimed_by: null,
      claimed_until: null,
      marked_by: marks.by,
      marked_at: marks.at,
      rubric: JSON.stringify(marks.choices),
      feedback: marks.feedback,
    })
    .where('id', '=', id)
    .execute();
}

export async function keepSettlement(
  db: Db,
  id: string,
  settled: { readonly as: Settlement; readonly by: string | null; readonly at: Date; readonly reason: string | null },
): Promise<void> {
  await db
    .updateTable('second_marking')
    .set({
      settled_as: settled.as,
      settled_by: settled.by,
      settled_at: settled.at,
      settled_reason: settled.reason,
    })
    .where('id', '=', id)
    .execute();
}

/** Of attempts: their second markings, for the learner's own copy of what is kept. */
export async function secondMarkingsOfAttempts(db: Db, attemptIds: readonly string[]) {
  return db
    .selectFrom('second_marking')
    .innerJoin('submission', 'submission.id', 'second_marking.submission_id')
    .select([
      'submission.attempt_id',
      'second_marking.reason',
      'second_marking.asked_at as askedAt',
      'second_marking.marked_at as markedAt',
      'second_marking.rubric',
      'second_marking.feedback',
      'second_marking.settled_as as settledAs',
      'second_marking.settled_at as settledAt',
      'second_marking.settled_reason as settledReason',
    ])
    .where('submission.attempt_id', 'in', attemptIds)
    .orderBy('second_marking.asked_at')
    .execute();
}
