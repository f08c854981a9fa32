import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import type { Database } from '#platform/server/schema.ts';
import { evidenceSchema, type Evidence } from '../evidence.ts';
import type { OutcomeResult } from '../assessment.ts';
import type { Submission } from './submission.store.ts';

type Db = Kysely<Database> | Transaction<Database>;

/** What an enrolment's evidence hangs on. */
export async function evidenceAttemptOf(
  db: Db,
  enrolmentId: string,
): Promise<{ readonly id: string; readonly submittedAt: Date | null } | undefined> {
  return db
    .selectFrom('attempt')
    .select(['id', 'submitted_at as submittedAt'])
    .where('enrolment_id', '=', enrolmentId)
    .where('assessment_id', 'is', null)
    .executeTakeFirst();
}

/** The same, held until the transaction ends; made when there was none. */
export async function holdEvidenceAttempt(
  trx: Transaction<Database>,
  fresh: { readonly id: string; readonly enrolmentId: string; readonly at: Date },
): Promise<{ readonly id: string; readonly submittedAt: Date | null }> {
  await trx
    .insertInto('attempt')
    .values({
      id: fresh.id,
      enrolment_id: fresh.enrolmentId,
      assessment_id: null,
      number: 1,
      // Nothing is drawn for evidence.
      seed: '',
      started_at: fresh.at,
      due_at: null,
      submitted_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return trx
    .selectFrom('attempt')
    .select(['id', 'submitted_at as submittedAt'])
    .where('enrolment_id', '=', fresh.enrolmentId)
    .where('assessment_id', 'is', null)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function evidenceDraftOf(
  db: Db,
  attemptId: string,
): Promise<{ readonly evidence: readonly Evidence[]; readonly savedAt: Date } | undefined> {
  const row = await db
    .selectFrom('submission_draft')
    .select(['evidence', 'saved_at as savedAt'])
    .where('attempt_id', '=', attemptId)
    .executeTakeFirst();
  return row && { evidence: evidenceSchema.parse(row.evidence ?? []), savedAt: row.savedAt };
}

export async function keepEvidenceDraft(
  db: Db,
  draft: { readonly attemptId: string; readonly evidence: readonly Evidence[]; readonly at: Date },
): Promise<void> {
  const evidence = JSON.stringify(draft.evidence);
  await db
    .insertInto('submission_draft')
    .values({ attempt_id: draft.attemptId, text: '', evidence, saved_at: draft.at })
    .onConflict((conflict) => conflict.column('attempt_id').doUpdateSet({ evidence, saved_at: draft.at }))
    .execute();
}

export async function insertEvidence(
  db: Db,
  submission: Pick<Submission, 'id' | 'attemptId' | 'number' | 'aiUse' | 'handedInAt' | 'dueAt'> & {
    readonly evidence: readonly Evidence[];
  },
): Promise<void> {
  await db
    .insertInto('submission')
    .values({
      id: submission.id,
      attempt_id: submission.attemptId,
      number: submission.number,
      text: '',
      evidence: JSON.stringify(submission.evidence),
      own_work: true,
      ai_use: submission.aiUse,
      handed_in_at: submission.handedInAt,
      due_at: submission.dueAt,
    })
    .execute();
}

/** What was handed in as evidence, by submission; nothing of those that answer a task. */
export async function evidenceOf(
  db: Db,
  submissionIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Evidence[]>> {
  if (submissionIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('submission')
    .select(['id', 'evidence'])
    .where('id', 'in', submissionIds)
    .where('evidence', 'is not', null)
    .execute();
  return new Map(rows.map(({ id, evidence }) => [id, evidenceSchema.parse(evidence)]));
}

const outcomes = z.array(z.object({ outcomeId: z.string(), points: z.number(), outOf: z.number() }));

/** The judgement in force of an enrolment's evidence. */
export interface Recognition {
  readonly passed: boolean;
  readonly score: number;
  readonly outOf: number;
  readonly outcomes: readonly OutcomeResult[];
  readonly madeAt: Date;
}

/** Of any number of enrolments in one query, by enrolment. */
export async function findRecognitions(
  db: Db,
  enrolmentIds: readonly string[],
): Promise<ReadonlyMap<string, Recognition>> {
  if (enrolmentIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('judgement')
    .innerJoin('attempt', 'attempt.id', 'judgement.attempt_id')
    .leftJoin('judgement as later', 'later.supersedes', 'judgement.id')
    .select([
      'attempt.enrolment_id as enrolmentId',
      'judgement.passed',
      'judgement.score',
      'judgement.out_of as outOf',
      'judgement.outcomes',
      'judgement.made_at as madeAt',
    ])
    .where('attempt.enrolment_id', 'in', enrolmentIds)
    .where('attempt.assessment_id', 'is', null)
    .where('later.id', 'is', null)
    .execute();
  return new Map(
    rows.map(({ enrolmentId, ...row }) => [enrolmentId, { ...row, outcomes: outcomes.parse(row.outcomes) }]),
  );
}
