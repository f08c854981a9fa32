import type { Transaction } from 'kysely';
import { within, type Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import type { Actor, Role } from '#domain/identity/identity.ts';
import { NotFound, recordAudit, requirePerson, requireRole } from '#domain/identity/server/api.ts';
import { microcredentialById } from '#domain/catalogue/server/api.ts';
import { judgeByRubric, longestNote, mayJudge, type Choice, type JudgingRefusal } from '../task.ts';
import { withoutReason } from '../evidence.ts';
import { askedOf } from './asked-of.ts';
import {
  insertRubricJudgement,
  lockAttemptOf,
  lockSubmission,
  reopenAttempt,
  setClaim,
  settle,
  submissionById,
  waitingSubmissions,
  type SubmissionToJudge,
} from './submission.store.ts';
import { tellLearner } from './submission-mails.ts';

/** A claim ends by itself after a day, so that work does not lie with somebody who is away. */
export const claimHours = 24;
/** How much of the queue is looked at. */
export const queuePage = 100;

export type NotJudged<Because extends string = never> = {
  readonly kind: 'refused';
  readonly because: JudgingRefusal | Because;
};

interface Found {
  readonly submission: SubmissionToJudge;
  readonly organisationId: string;
  readonly assessorId: string;
}

/** A submission, when the actor assesses for its provider. */
export function requireAssessor(platform: Platform, actor: Actor, submissionId: string): Promise<Found> {
  return requireStaffOf(platform, actor, submissionId, 'assessor');
}

/** A submission, when the actor has one of the roles at its provider. */
export async function requireStaffOf(
  platform: Platform,
  actor: Actor,
  submissionId: string,
  ...allowed: Role[]
): Promise<Found> {
  const { personId: assessorId } = requirePerson(actor);
  const submission = await submissionById(platform.db, submissionId);
  const microcredential = submission && (await microcredentialById(platform, submission.microcredentialId));
  if (!submission || !microcredential) throw new NotFound('submission');
  requireRole(actor, microcredential.organisationId, ...allowed);
  return { submission, organisationId: microcredential.organisationId, assessorId };
}

/** Takes a submission for oneself for a while, or says who was first; claiming one's own again renews it. */
export async function claimSubmission(
  platform: Platform,
  actor: Actor,
  submissionId: string,
): Promise<{ readonly kind: 'claimed' } | NotJudged> {
  const { assessorId } = await requireAssessor(platform, actor, submissionId);
  return platform.db.transaction().execute(async (trx) => {
    const held = await hold(platform, trx, { submissionId, assessorId });
    if ('because' in held) return held;
    const until = new Date(platform.clock().getTime() + claimHours * 3_600_000);
    await setClaim(trx, submissionId, { by: assessorId, until });
    return { kind: 'claimed' };
  });
}

/** Takes what is due first and nobody else holds: what the assessor has taken already comes before. Null when none is left. */
export async function claimNextSubmission(
  platform: Platform,
  actor: Actor,
  organisationId: string,
): Promise<string | null> {
  requireRole(actor, organisationId, 'assessor');
  const { personId: assessorId } = requirePerson(actor);
  const waiting = await waitingSubmissions(platform.db, organisationId, queuePage);
  const free = waiting.filter((one) => mayJudge(one, assessorId, platform.clock()) === null);
  // Somebody may be quicker: then the next one it is.
  for (const { id } of free.toSorted(
    (a, b) => Number(b.claimedBy === assessorId) - Number(a.claimedBy === assessorId),
  )) {
    const claimed = await claimSubmission(platform, actor, id);
    if (claimed.kind === 'claimed') return id;
  }
  return null;
}

/** Gives a claimed submission back to everyone. Somebody else's claim stays. */
export async function releaseSubmission(platform: Platform, actor: Actor, submissionId: string): Promise<void> {
  const { assessorId } = await requireAssessor(platform, actor, submissionId);
  await platform.db.transaction().execute(async (trx) => {
    const submission = await lockSubmission(trx, submissionId);
    if (submission?.claimedBy === assessorId) await setClaim(trx, submissionId, null);
  });
}

/** Returns a submission to be handed in again, with a reason that its learner is told. No attempt is spent. */
export async function returnSubmission(
  platform: Platform,
  actor: Actor,
  input: { readonly submissionId: string; readonly reason: string },
): Promise<{ readonly kind: 'returned' } | NotJudged<'reason-missing'>> {
  const { submission, organisationId, assessorId } = await requireAssessor(platform, actor, input.submissionId);
  const reason = input.reason.trim().slice(0, longestNote);
  if (reason === '') return { kind: 'refused', because: 'reason-missing' };
  return platform.db.transaction().execute(async (trx) => {
    const held = await hold(platform, trx, { submissionId: submission.id, assessorId });
    if ('because' in held) return held;
    await settle(trx, submission.id, { at: platform.clock(), returned: { by: assessorId, reason } });
    await reopenAttempt(trx, submission.attemptId);
    await recordAudit(platform, trx, actor, {
      action: 'submission.returned',
      subjectKind: 'submission',
      subjectId: submission.id,
      organisationId,
    });
    await tellLearner(platform, trx, { ...submission, step: { kind: 'returned', reason } });
    return { kind: 'returned' };
  });
}

export interface JudgementInput {
  readonly submissionId: string;
  readonly choices: readonly Choice[];
  /** On the whole. */
  readonly feedback: string;
}

export interface SubmissionJudged {
  readonly kind: 'judged';
  readonly enrolmentId: string;
}

/**
 * Judges a submission by its rubric, once, inside the caller's transaction: the lock on the attempt makes a second
 * judgement wait for the first and then find it settled. The judgement names its assessor.
 */
export async function judgeSubmission(
  platform: Platform,
  trx: Transaction<Database>,
  actor: Actor,
  input: JudgementInput,
): Promise<SubmissionJudged | NotJudged<'incomplete'>> {
  const inside = within(platform, trx);
  const { submission, organisationId, assessorId } = await requireAssessor(inside, actor, input.submissionId);
  const held = await hold(platform, trx, { submissionId: submission.id, assessorId });
  if ('because' in held) return held;
  const asked = await askedOf(inside, submission);
  if (!asked) throw new NotFound('task');
  const choices = input.choices.map((one) => ({ ...one, feedback: one.feedback.trim().slice(0, longestNote) }));
  const verdict = judgeByRubric(asked.task, asked.settings, choices);
  const isUnexplained = submission.assessmentId === null && withoutReason(choices).length > 0;
  if (!verdict || isUnexplained) return { kind: 'refused', because: 'incomplete' };

  const at = platform.clock();
  const { attemptId, enrolmentId } = submission;
  const feedback = input.feedback.trim().slice(0, longestNote);
  const judgement = { ...verdict, id: platform.newId(), attemptId, madeAt: at, madeBy: assessorId, choices, feedback };
  await insertRubricJudgement(trx, judgement);
  await settle(trx, submission.id, { at });
  await recordAudit(platform, trx, actor, {
    action: 'submission.judged',
    subjectKind: 'submission',
    subjectId: submission.id,
    organisationId,
    detail: { judgementId: judgement.id, passed: verdict.passed, score: verdict.score, outOf: verdict.outOf },
  });
  await tellLearner(platform, trx, { ...submission, step: { kind: 'judged', passed: verdict.passed } });
  return { kind: 'judged', enrolmentId };
}

/** The submission, its attempt and itself locked in this order, when the assessor may judge it now. */
async function hold(
  platform: Platform,
  trx: Transaction<Database>,
  { submissionId, assessorId }: { readonly submissionId: string; readonly assessorId: string },
): Promise<SubmissionToJudge | NotJudged> {
  const found = await submissionById(trx, submissionId);
  if (!found || !(await lockAttemptOf(trx, found.attemptId))) throw new NotFound('submission');
  const submission = await lockSubmission(trx, submissionId);
  if (!submission) throw new NotFound('submission');
  const because = mayJudge(submission, assessorId, platform.clock());
  return because ? { kind: 'refused', because } : submission;
}
