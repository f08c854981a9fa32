import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, recordAudit } from '#domain/identity/server/api.ts';
import { mayMarkSecond, type MarkingRefusal } from '../second-marking.ts';
import { judgeBy, longestNote, submissionState } from '../task.ts';
import { assessmentById } from './assessment.store.ts';
import { claimHours, requireAssessor, requireStaffOf } from './judge-submission.ts';
import { claimSecond, insertSecondMarking, lockSecondMarking } from './second-marking.store.ts';
import { lockAttemptOf, rubricJudgementOf } from './submission.store.ts';

export type SecondMarkingAsked =
  | { readonly kind: 'asked' }
  | { readonly kind: 'refused'; readonly because: 'reason-missing' | 'own-work' | 'not-judged' | 'asked-already' };

/** Asks that another assessor mark a judged submission too. Its first judgement stays in force until that is settled. */
export async function askSecondMarking(
  platform: Platform,
  actor: Actor,
  input: { readonly submissionId: string; readonly reason: string },
): Promise<SecondMarkingAsked> {
  const found = await requireStaffOf(platform, actor, input.submissionId, 'assessor', 'registrar');
  const { submission, organisationId, assessorId: askedBy } = found;
  if (submission.personId === askedBy) return { kind: 'refused', because: 'own-work' };
  const reason = input.reason.trim().slice(0, longestNote);
  if (reason === '') return { kind: 'refused', because: 'reason-missing' };
  return platform.db.transaction().execute(async (trx): Promise<SecondMarkingAsked> => {
    await lockAttemptOf(trx, submission.attemptId);
    const askedAt = platform.clock();
    const judgement = await rubricJudgementOf(trx, submission.attemptId);
    // Evidence of prior learning is judged outcome by outcome, and is no task.
    const { assessmentId } = submission;
    const task = assessmentId === null ? undefined : (await assessmentById(trx, assessmentId))?.task;
    if (submissionState(submission, askedAt) !== 'judged' || !judgement || !task) {
      return { kind: 'refused', because: 'not-judged' };
    }
    const asked = { id: platform.newId(), submissionId: submission.id, judgementId: judgement.id, askedBy, reason };
    if (!(await insertSecondMarking(trx, { ...asked, askedAt, dueAt: judgeBy(task, askedAt) }))) {
      return { kind: 'refused', because: 'asked-already' };
    }
    await recordAudit(platform, trx, actor, {
      action: 'second-marking.asked',
      subjectKind: 'submission',
      subjectId: submission.id,
      organisationId,
      detail: { judgementId: judgement.id },
    });
    return { kind: 'asked' };
  });
}

/** Takes a second marking for oneself for a while. */
export async function claimSecondMarking(
  platform: Platform,
  actor: Actor,
  submissionId: string,
): Promise<{ readonly kind: 'claimed' } | { readonly kind: 'refused'; readonly because: MarkingRefusal }> {
  const { assessorId } = await requireAssessor(platform, actor, submissionId);
  return platform.db.transaction().execute(async (trx) => {
    const marking = await lockSecondMarking(trx, submissionId);
    if (!marking) throw new NotFound('second marking');
    const now = platform.clock();
    const because = mayMarkSecond(marking, assessorId, now);
    if (because) return { kind: 'refused', because };
    await claimSecond(trx, marking.id, { by: assessorId, until: new Date(now.getTime() + claimHours * 3_600_000) });
    return { kind: 'claimed' };
  });
}

/** Gives it back to everyone who may mark it. Somebody else's claim stays. */
export async function releaseSecondMarking(platform: Platform, actor: Actor, submissionId: string): Promise<void> {
  const { assessorId } = await requireAssessor(platform, actor, submissionId);
  await platform.db.transaction().execute(async (trx) => {
    const marking = await lockSecondMarking(trx, submissionId);
    if (marking?.claimedBy === assessorId) await claimSecond(trx, marking.id, null);
  });
}
