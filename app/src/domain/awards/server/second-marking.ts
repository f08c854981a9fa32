import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import {
  markSecond,
  settleMarks,
  type JudgementInput,
  type NotMarked,
  type NotSettled,
  type SettlementInput,
} from '#domain/assessment/server/api.ts';
import { decideAward } from './decide-award.ts';

/**
 * Keeps the second marks of a submission. Where they settle it, the judgement that comes of them and, where the rule
 * now grants it, the award are one transaction.
 */
export async function markTaskSecond(
  platform: Platform,
  actor: Actor,
  input: JudgementInput,
): Promise<{ readonly kind: 'marked' | 'settled' } | NotMarked> {
  return platform.db.transaction().execute(async (trx) => {
    const marked = await markSecond(platform, trx, actor, input);
    if (marked.kind === 'settled') await decideAward(platform, trx, marked.enrolmentId);
    return marked.kind === 'refused' ? marked : { kind: marked.kind };
  });
}

/** Settles between two assessors' marks and decides on the award anew, in one transaction. No award is taken away. */
export async function settleSecondMarking(
  platform: Platform,
  actor: Actor,
  input: SettlementInput,
): Promise<{ readonly kind: 'settled' } | NotSettled> {
  return platform.db.transaction().execute(async (trx) => {
    const settled = await settleMarks(platform, trx, actor, input);
    if (settled.kind === 'refused') return settled;
    await decideAward(platform, trx, settled.enrolmentId);
    return { kind: 'settled' };
  });
}
