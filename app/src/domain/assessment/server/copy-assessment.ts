import type { Transaction } from 'kysely';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import { holdDraft, type VersionsToCopy } from '#domain/catalogue/server/api.ts';
import {
  assessmentsOfVersion,
  insertAssessment,
  insertItem,
  itemsOf,
  ruleOfVersion,
  saveRule,
} from './assessment.store.ts';
import { withAssessments } from '../award-rule.ts';
import { withOutcomes } from '../task.ts';
import { copyQuestions } from './copy-questions.ts';
import { insertPool, poolsOf } from './pools.store.ts';
import { refreshPools } from './refresh-pools.ts';

/**
 * Starts a new version with the assessments and award rule of an earlier one: the same questions under new assessments;
 * in another microcredential, questions of its own for outcomes of its own.
 */
export async function copyAssessment(
  platform: Platform,
  trx: Transaction<Database>,
  versions: VersionsToCopy,
): Promise<void> {
  const { microcredentialId } = await holdDraft(trx, versions.toVersionId);
  const copies = new Map<string, string>();
  for (const [index, assessment] of (await assessmentsOfVersion(trx, versions.fromVersionId)).entries()) {
    const id = platform.newId();
    copies.set(assessment.id, id);
    const { task } = assessment;
    const copy = { ...assessment, id, versionId: versions.toVersionId };
    const forOutcomes = task && versions.outcomes ? { task: withOutcomes(task, versions.outcomes) } : {};
    await insertAssessment(trx, { ...copy, ...forOutcomes }, index + 1);
  }
  const items = await itemsOf(trx, [...copies.keys()]);
  const { outcomes } = versions;
  const questions =
    outcomes && (await copyQuestions(platform, trx, items, { ...versions, microcredentialId, outcomes }));
  for (const item of items) {
    const assessmentId = copies.get(item.assessmentId);
    if (!assessmentId) continue;
    const questionVersionId = questions?.get(item.questionVersionId) ?? item.questionVersionId;
    await insertItem(trx, { ...item, questionVersionId, assessmentId, versionId: versions.toVersionId });
  }
  for (const pool of await poolsOf(trx, [...copies.keys()])) {
    const assessmentId = copies.get(pool.assessmentId);
    const outcomeId = pool.outcomeId === null ? null : (outcomes?.get(pool.outcomeId) ?? pool.outcomeId);
    const id = platform.newId();
    if (assessmentId) await insertPool(trx, { ...pool, id, outcomeId, assessmentId, versionId: versions.toVersionId });
  }
  const rule = await ruleOfVersion(trx, versions.fromVersionId);
  if (rule) {
    await saveRule(trx, versions.toVersionId, withAssessments(rule, copies));
  }
  await refreshPools(platform, trx, { versionId: versions.toVersionId, microcredentialId });
}
