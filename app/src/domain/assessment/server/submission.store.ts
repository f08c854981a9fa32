import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import { isId } from '#platform/server/ids.ts';
import type { Database } from '#platform/server/schema.ts';
import { choiceSchema, type Choice } from '../task.ts';
import type { Judgement } from './attempt.store.ts';

type Db = Kysely<Database> | Transaction<Database>;

export interface Submission {
  readonly id: string;
  readonly attemptId: string;
  readonly number: number;
  readonly text: string;
  readonly aiUse: string;
  readonly handedInAt: Date;
  /** By when it is to be judged. */
  readonly dueAt: Date;
  readonly claimedBy: string | null;
  readonly claimedUntil: Date | null;
  readonly settledAt: Date | null;
  readonly returnReason: string | null;
}

/** A submission with what its assessor must know: whose it is, and for what. */
export interface SubmissionToJudge extends Submission {
  /** Null where it is evidence of prior learning. */
  readonly assessmentId: string | null;
  readonly enrolmentId: string;
  readonly personId: string;
  readonly withdrawnAt: Date | null;
  readonly versionId: string;
  readonly microcredentialId: string;
}

const columns = [
  'submission.id',
  'submission.attempt_id as attemptId',
  'submission.number',
  'submission.text',
  'submission.ai_use as aiUse',
  'submission.handed_in_at as handedInAt',
  'submission.due_at as dueAt',
  'submission.claimed_by as claimedBy',
  'submission.claimed_until as claimedUntil',
  'submission.settled_at as settledAt',
  'submission.return_reason as returnReason',
] as const;

export async function draftOf(db: Db, attemptId: string): Promise<{ text: string; savedAt: Date } | undefined> {
  return db
    .selectFrom('submission_draft')
    .select(['text', 'saved_at as savedAt'])
    .where('attempt_id', '=', attemptId)
    .executeTakeFirst();
}

export async function keepDraft(db: Db, attemptId: string, text: string, at: Date): Promise<void> {
  await db
    .insertInto('submission_draft')
    .values({ attempt_id: attemptId, text, saved_at: at })
    .onConflict((conflict) => conflict.column('attempt_id').doUpdateSet({ text, saved_at: at }))
    .execute();
}

/** What was handed in for an attempt, the first time first. */
export async function submissionsOfAttempt(db: Db, attemptId: string): Promise<readonly Submission[]> {
  return db.selectFrom('submission').select(columns).where('attempt_id', '=', attemptId).orderBy('number').execute();
}

export async function insertSubmission(
  db: Db,
  submission: Pick<Submission, 'id' | 'attemptId' | 'number' | 'text' | 'aiUse' | 'handedInAt' | 'dueAt'>,
): Promise<void> {
  await db
    .insertInto('submission')
    .values({
      id: submission.id,
      attempt_id: submission.attemptId,
      number: submission.number,
      text: submission.text,
      own_work: true,
      ai_use: submission.aiUse,
      handed_in_at: submission.handedInAt,
      due_at: submission.dueAt,
    })
    .execute();
}

function toJudge(db: Db) {
  return db
    .selectFrom('submission')
    .innerJoin('attempt', 'attempt.id', 'submission.attempt_id')
    .innerJoin('enrolment', 'enrolment.id', 'attempt.enrolment_id')
    .select([
      ...columns,
      'attempt.assessment_id as assessmentId',
      'attempt.enrolment_id as enrolmentId',
      'enrolment.person_id as personId',
      'enrolment.withdrawn_at as withdrawnAt',
      'enrolment.version_id as versionId',
      'enrolment.microcredential_id as microcredentialId',
    ]);
}

export async function submissionById(db: Db, id: string): Promise<SubmissionToJudge | undefined> {
  return isId(id) ? toJudge(db).where('submission.id', '=', id).executeTakeFirst() : undefined;
}

/** What waits for an organisation's assessors, what is due first first. */
export async function waitingSubmissions(
  db: Db,
  organisationId: string,
  limit: number,
): Promise<readonly (SubmissionToJudge & { readonly assessment: string | null })[]> {
  return toJudge(db)
    .innerJoin('microcredential', 'microcredential.id', 'enrolment.microcredential_id')
    .leftJoin('assessment', 'assessment.id', 'attempt.assessment_id')
    .select('assessment.title as assessment')
    .where('microcredential.organisation_id', '=', organisationId)
    .where('submission.settled_at', 'is', null)
    .where('enrolment.withdrawn_at', 'is', null)
    .orderBy('submission.due_at')
    .orderBy('submission.id')
    .limit(limit)
    .execute();
}

/** What was judged last for an organisation, by the judgement in force. */
export async function judgedLately(db: Db, organisationId: string, limit: number) {
  return (
    db
      .selectFrom('submission')
      .innerJoin('attempt', 'attempt.id', 'submission.attempt_id')
      .innerJoin('enrolment', 'enrolment.id', 'attempt.enrolment_id')
      .innerJoin('microcredential', 'microcredential.id', 'enrolment.microcredential_id')
      .leftJoin('assessment', 'assessment.id', 'attempt.assessment_id')
      .innerJoin('judgement', 'judgement.attempt_id', 'attempt.id')
      .leftJoin('judgement as later', 'later.supersedes', 'judgement.id')
      .select([
        'submission.id',
        'enrolment.person_id as personId',
        'attempt.assessment_id as assessmentId',
        'assessment.title as assessment',
        'judgement.passed',
        'judgement.made_at as madeAt',
      ])
      .where('microcredential.organisation_id', '=', organisationId)
      .where('submission.settled_at', 'is not', null)
      .where('submission.return_reason', 'is', null)
      .where('later.id', 'is', null)
      // While somebody marks it a second time, the first marks are not shown.
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('second_marking')
              .select('second_marking.id')
              .whereRef('second_marking.submission_id', '=', 'submission.id')
              .where('second_marking.marked_at', 'is', null),
          ),
        ),
      )
      .orderBy('submission.settled_at', 'desc')
      .limit(limit)
      .execute()
  );
}

/** Holds a submission still until the transaction ends. Lock its attempt before it where both are needed. */
export async function lockSubmission(trx: Transaction<Database>, id: string): Promise<SubmissionToJudge | undefined> {
  return toJudge(trx).where('submission.id', '=', id).forUpdate('submission').executeTakeFirst();
}

/** Holds the attempt that a submission belongs to, an assessment's or evidence's. */
export async function lockAttemptOf(trx: Transaction<Database>, attemptId: string): Promise<boolean> {
  const row = await trx.selectFrom('attempt').select('id').where('id', '=', attemptId).forUpdate().executeTakeFirst();
  return row !== undefined;
}

export async function setClaim(db: Db, id: string, claim: { by: string; until: Date } | null): Promise<void> {
  await db
    .updateTable('submission')
    .set({ claimed_by: claim?.by ?? null, claimed_until: claim?.until ?? null })
    .where('id', '=', id)
    .execute();
}

export async function settle(
  db: Db,
  id: string,
  { at, returned }: { readonly at: Date; readonly returned?: { readonly by: string | null; readonly reason: string } },
): Promise<void> {
  await db
    .updateTable('submission')
    .set({
      settled_at: at,
      claimed_by: null,
      claimed_until: null,
      returned_by: returned?.by ?? null,
      return_reason: returned?.reason ?? null,
    })
    .where('id', '=', id)
    .execute();
}

/** Opens an attempt again, so that its learner goes on writing where they stopped. */
export async function reopenAttempt(db: Db, attemptId: string): Promise<void> {
  await db.updateTable('attempt').set({ submitted_at: null, ended_by: null }).where('id', '=', attemptId).execute();
}

export async function insertRubricJudgement(
  db: Db,
  judgement: Judgement & {
    readonly madeBy: string | null;
    readonly choices: readonly Choice[];
    readonly feedback: string;
    readonly supersedes?: string;
  },
): Promise<void> {
  await db
    .insertInto('judgement')
    .values({
      id: judgement.id,
      attempt_id: judgement.attemptId,
      made_by_kind: 'person',
      made_by: judgement.madeBy,
      score: judgement.score,
      out_of: judgement.outOf,
      passed: judgement.passed,
      outcomes: JSON.stringify(judgement.outcomes),
      marks: JSON.stringify([]),
      rubric: JSON.stringify(judgement.choices),
      feedback: judgement.feedback,
      made_at: judgement.madeAt,
      supersedes: judgement.supersedes ?? null,
    })
    .execute();
}

export interface RubricJudgement {
  readonly id: string;
  readonly score: number;
  readonly outOf: number;
  readonly passed: boolean;
  readonly madeBy: string | null;
  readonly madeAt: Date;
  readonly choices: readonly Choice[];
  /** On the whole; empty where there was nothing to add. */
  readonly feedback: string;
}

/** The judgement in force of an attempt at a task. */
export async function rubricJudgementOf(db: Db, attemptId: string): Promise<RubricJudgement | undefined> {
  const row = await rubricJudgements(db)
    .leftJoin('judgement as later', 'later.supersedes', 'judgement.id')
    .where('judgement.attempt_id', '=', attemptId)
    .where('later.id', 'is', null)
    .executeTakeFirst();
  return row && readRubric(row);
}

/** A judgement by a rubric, in force or not. */
export async function rubricJudgementById(db: Db, id: string): Promise<RubricJudgement | undefined> {
  const row = await rubricJudgements(db).where('judgement.id', '=', id).executeTakeFirst();
  return row && readRubric(row);
}

function rubricJudgements(db: Db) {
  return db
    .selectFrom('judgement')
    .select([
      'judgement.id',
      'judgement.score',
      'judgement.out_of as outOf',
      'judgement.passed',
      'judgement.made_by as madeBy',
      'judgement.made_at as madeAt',
      'judgement.rubric',
      'judgement.feedback',
    ]);
}

type RubricRow = Awaited<ReturnType<ReturnType<typeof rubricJudgements>['execute']>>[number];

function readRubric({ rubric, feedback, ...judgement }: RubricRow): RubricJudgement {
  return { ...judgement, feedback: feedback ?? '', choices: z.array(choiceSchema).parse(rubric ?? []) };
}
