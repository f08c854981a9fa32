import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { judgeSubmission, type JudgementInput, type NotJudged } from '#domain/assessment/server/api.ts';
import type { AwardDecision } from './consider-award.ts';
import { decideAward } from './decide-award.ts';

/** Judges a submission: the judgement and, where the rule grants it, the award are one transaction. */
export async function judgeTask(
  platform: Platform,
  actor: Actor,
  input: JudgementInput,
): Promise<{ readonly kind: 'judged'; readonly decision: AwardDecision } | NotJudged<'incomplete'>> {
  return platform.db.transaction().execute(async (trx) => {
    const judged = await judgeSubmission(platform, trx, actor, input);
    if (judged.kind === 'refused') return judged;
    return { kind: 'judged', decision: await decideAward(platform, trx, judged.enrolmentId) };
  });
}
