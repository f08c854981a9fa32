import { within, type Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { lockAttempt, saveResponses, type Responses } from './attempt.store.ts';
import { onlyAsked } from './judge-attempt.ts';
import { requireOwnEnrolment } from './own-enrolment.ts';
import { itemsOfAttempt } from './pools.store.ts';

export type Saved =
  { readonly kind: 'saved'; readonly at: Date } | { readonly kind: 'refused'; readonly because: 'submitted' };

/** Keeps answers while an attempt is open. After submission nothing changes any more. */
export async function saveAnswers(
  platform: Platform,
  actor: Actor,
  input: { readonly attemptId: string; readonly responses: Responses },
): Promise<Saved> {
  return platform.db.transaction().execute(async (trx): Promise<Saved> => {
    const attempt = await lockAttempt(trx, input.attemptId);
    if (!attempt) throw new NotFound('attempt');
    await requireOwnEnrolment(within(platform, trx), actor, attempt.enrolmentId);
    if (attempt.submittedAt) return { kind: 'refused', because: 'submitted' };
    const at = platform.clock();
    await saveResponses(trx, attempt.id, onlyAsked(input.responses, await itemsOfAttempt(trx, attempt)), at);
    return { kind: 'saved', at };
  });
}
