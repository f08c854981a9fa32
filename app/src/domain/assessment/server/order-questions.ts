import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { holdDraft } from '#domain/catalogue/server/api.ts';
import { isPermutation } from '#domain/learning/outline-order.ts';
import { itemsOf, orderItems } from './assessment.store.ts';
import { requireAuthorOfAssessment } from './draft.ts';
import { refreshPools } from './refresh-pools.ts';

export type QuestionsOrdered =
  | { readonly kind: 'ordered' }
  /** Somebody added, changed or removed a question since the order was thought of. */
  | { readonly kind: 'refused'; readonly because: 'changed-meanwhile' };

/** Puts all questions of a draft's quiz into another order at once. */
export async function orderQuestions(
  platform: Platform,
  actor: Actor,
  { assessmentId, order }: { readonly assessmentId: string; readonly order: readonly string[] },
): Promise<QuestionsOrdered> {
  const { assessment, version } = await requireAuthorOfAssessment(platform, actor, assessmentId);
  return platform.db.transaction().execute(async (trx): Promise<QuestionsOrdered> => {
    await holdDraft(trx, version.id);
    const asked = (await itemsOf(trx, [assessment.id])).map(({ questionVersionId }) => questionVersionId);
    if (!isPermutation(order, asked)) return { kind: 'refused', because: 'changed-meanwhile' };
    await orderItems(trx, assessment.id, order);
    await refreshPools(platform, trx, { versionId: version.id, microcredentialId: version.microcredentialId });
    return { kind: 'ordered' };
  });
}
