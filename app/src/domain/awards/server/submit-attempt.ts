import type { Platform } from '#platform/server/platform.ts';
import { Fault } from '#platform/server/problem.ts';
import type { Actor } from '#domain/identity/identity.ts';
import {
  judgeAttempt,
  judgeOverdue,
  overdueInAll,
  overdueOf,
  type AnswersSent,
  type Judged,
} from '#domain/assessment/server/api.ts';
import { holdEnrolment } from '#domain/learning/server/api.ts';
import type { AwardDecision } from './consider-award.ts';
import { decideAward } from './decide-award.ts';

export interface Submitted {
  readonly judged: Judged;
  readonly decision: AwardDecision;
}

/** 409: the learner withdrew while the award was being decided. Nothing of it happened. */
class EnrolmentLeft extends Fault {
  constructor() {
    super('enrolment-left', 'You left this microcredential a moment ago. Enrol again to be assessed.', { status: 409 });
  }
}

/** Hands an attempt in: answers, judgement and, where the rule grants it, the award are one transaction. */
export async function submitAttempt(platform: Platform, actor: Actor, input: AnswersSent): Promise<Submitted> {
  return platform.db.transaction().execute(async (trx) => {
    const judged = await judgeAttempt(platform, trx, actor, input);
    // Whoever leaves at this very moment is not judged: either the result stands or the withdrawal.
    if ((await holdEnrolment(trx, judged.enrolmentId))?.withdrawnAt) throw new EnrolmentLeft();
    return { judged, decision: await decideAward(platform, trx, judged.enrolmentId) };
  });
}

/**
 * Hands in the attempts of a learner's enrolment whose time is over, with what was saved, as the job does a little later:
 * whoever looks finds the result.
 */
export async function handInOverdue(platform: Platform, actor: Actor, enrolmentId: string): Promise<void> {
  for (const attemptId of await overdueOf(platform, actor, enrolmentId)) await submitOverdue(platform, attemptId);
}

/** Some attempts could not be handed in by the clock; the log says why. The job is tried again. */
class OverdueLeft extends Fault {
  constructor(count: number) {
    super('overdue-attempts-left', `${count} overdue attempts were not handed in.`);
  }
}

/** Hands in every attempt whose time is over. A job; one attempt that can't be taken in keeps no other one waiting. */
export async function handInAllOverdue(platform: Platform, signal: AbortSignal): Promise<void> {
  let failed = 0;
  for (const attemptId of await overdueInAll(platform)) {
    if (signal.aborted) return;
    await submitOverdue(platform, attemptId).catch((error: unknown) => {
      platform.log.error({ err: error, attemptId }, 'an overdue attempt was not handed in');
      failed += 1;
    });
  }
  if (failed > 0) throw new OverdueLeft(failed);
}

/** As `submitAttempt`, by the clock: once, whoever else submits at the same time. */
function submitOverdue(platform: Platform, attemptId: string): Promise<void> {
  return platform.db.transaction().execute(async (trx) => {
    const judged = await judgeOverdue(platform, trx, attemptId);
    if (judged) await decideAward(platform, trx, judged.enrolmentId);
  });
}

/** Decides after something else that a rule may require: a lesson done, a roll marked, a registrar's word. A job. */
export async function decideAfterFact(platform: Platform, input: { readonly enrolmentId: string }): Promise<void> {
  await platform.db.transaction().execute((trx) => decideAward(platform, trx, input.enrolmentId));
}
