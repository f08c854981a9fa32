import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { judgeAttempt, type Judged, type Responses } from '#domain/assessment/server/api.ts';
import type { AwardDecision } from './consider-award.ts';
import { decideAward } from './decide-award.ts';

export interface Submitted {
  readonly judged: Judged;
  readonly decision: AwardDecision;
}

/** Hands an attempt in: answers, judgement and, where the rule grants it, the award are one transaction. */
export async function submitAttempt(
  platform: Platform,
  actor: Actor,
  input: { readonly attemptId: string; readonly responses: Responses },
): Promise<Submitted> {
  return platform.db.transaction().execute(async (trx) => {
    const judged = await judgeAttempt(platform, trx, actor, input);
    return { judged, decision: await decideAward(platform, trx, judged.enrolmentId) };
  });
}

/** Decides after something else that a rule may require was done: the last lesson. A job. */
export async function decideAfterLesson(platform: Platform, input: { readonly enrolmentId: string }): Promise<void> {
  await platform.db.transaction().execute((trx) => decideAward(platform, trx, input.enrolmentId));
}
