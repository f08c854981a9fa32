import type { Transaction } from 'kysely';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import { fitsPool } from '../pools.ts';
import { assessmentsOfVersion } from './assessment.store.ts';
import { findBank } from './bank.store.ts';
import { poolsOf, replaceCandidates } from './pools.store.ts';
import { writeAssessmentParts } from './write-parts.ts';

/**
 * Brings the pools of a draft up to the bank and writes its parts anew. Called at the end of every change of either, in
 * its transaction, so that what is frozen by publishing is what the bank held then.
 */
export async function refreshPools(
  platform: Platform,
  trx: Transaction<Database>,
  draft: { readonly versionId: string; readonly microcredentialId: string },
): Promise<void> {
  const assessments = await assessmentsOfVersion(trx, draft.versionId);
  const pools = await poolsOf(
    trx,
    assessments.map(({ id }) => id),
  );
  const bank = pools.length === 0 ? [] : await findBank(trx, draft.microcredentialId);
  for (const pool of pools) {
    const fitting = bank.filter((question) => fitsPool(pool, question));
    await replaceCandidates(trx, { id: pool.id, versionId: draft.versionId }, fitting);
  }
  await writeAssessmentParts(platform, trx, draft.versionId);
}
