import type { Transaction } from 'kysely';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import { holdDraft } from '#domain/catalogue/server/api.ts';
import {
  assessmentsOfVersion,
  insertAssessment,
  insertItem,
  itemsOf,
  ruleOfVersion,
  saveRule,
} from './assessment.store.ts';
import { withAssessments } from '../award-rule.ts';
import { insertPool, poolsOf } from './pools.store.ts';
import { refreshPools } from './refresh-pools.ts';

/** Starts a new version with the assessments and award rule of an earlier one: the same questions under new assessments. */
export async function copyAssessment(
  platform: Platform,
  trx: Transaction<Database>,
  versions: { readonly fromVersionId: string; readonly toVersionId: string },
): Promise<void> {
  const copies = new Map<string, string>();
  for (const [index, assessment] of (await assessmentsOfVersion(trx, versions.fromVersionId)).entries()) {
    const id = platform.newId();
    copies.set(assessment.id, id);
    await insertAssessment(trx, { ...assessment, id, versionId: versions.toVersionId }, index + 1);
  }
  for (const item of await itemsOf(trx, [...copies.keys()])) {
    const assessmentId = copies.get(item.assessmentId);
    if (assessmentId) await insertItem(trx, { ...item, assessmentId, versionId: versions.toVersionId });
  }
  for (const pool of await poolsOf(trx, [...copies.keys()])) {
    const assessmentId = copies.get(pool.assessmentId);
    if (assessmentId)
      await insertPool(trx, { ...pool, id: platform.newId(), assessmentId, versionId: versions.toVersionId });
  }
  const rule = await ruleOfVersion(trx, versions.fromVersionId);
  if (rule) {
    await saveRule(trx, versions.toVersionId, withAssessments(rule, copies));
  }
  const { microcredentialId } = await holdDraft(trx, versions.toVersionId);
  await refreshPools(platform, trx, { versionId: versions.toVersionId, microcredentialId });
}
