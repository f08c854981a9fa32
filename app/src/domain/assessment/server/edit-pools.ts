import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { draftOutcomes } from '#domain/catalogue/record.ts';
import { holdDraft } from '#domain/catalogue/server/api.ts';
import type { PoolFilter } from '../pools.ts';
import { requireAuthorOfQuiz } from './draft.ts';
import { deletePool, insertPool, poolsOf } from './pools.store.ts';
import { refreshPools } from './refresh-pools.ts';

/** More than any quiz needs. */
const mostPools = 20;

export type PoolAdded =
  | { readonly kind: 'added'; readonly poolId: string }
  | { readonly kind: 'refused'; readonly because: 'unknown-outcome' | 'too-many-pools' };

/** Lets a draft's quiz draw from the bank. A pool that has too few questions may be added: it keeps from publishing. */
export async function addPool(
  platform: Platform,
  actor: Actor,
  input: PoolFilter & { readonly assessmentId: string; readonly draws: number; readonly points: number },
): Promise<PoolAdded> {
  const { assessment, version } = await requireAuthorOfQuiz(platform, actor, input.assessmentId);
  const known = draftOutcomes(version.record).map(({ id }) => id);
  if (input.outcomeId !== null && !known.includes(input.outcomeId))
    return { kind: 'refused', because: 'unknown-outcome' };
  const id = platform.newId();
  return platform.db.transaction().execute(async (trx): Promise<PoolAdded> => {
    await holdDraft(trx, version.id);
    const pools = await poolsOf(trx, [assessment.id]);
    if (pools.length >= mostPools) return { kind: 'refused', because: 'too-many-pools' };
    await insertPool(trx, { ...input, id, versionId: version.id, position: pools.length + 1 });
    await refreshPools(platform, trx, { versionId: version.id, microcredentialId: version.microcredentialId });
    return { kind: 'added', poolId: id };
  });
}

export async function removePool(
  platform: Platform,
  actor: Actor,
  input: { readonly assessmentId: string; readonly poolId: string },
): Promise<void> {
  const { assessment, version } = await requireAuthorOfQuiz(platform, actor, input.assessmentId);
  await platform.db.transaction().execute(async (trx) => {
    await holdDraft(trx, version.id);
    await deletePool(trx, { assessmentId: assessment.id, id: input.poolId });
    await refreshPools(platform, trx, { versionId: version.id, microcredentialId: version.microcredentialId });
  });
}
