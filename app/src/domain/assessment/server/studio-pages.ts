import type { Platform } from '#platform/server/platform.ts';
import { versionById } from '#domain/catalogue/server/api.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, requireRole } from '#domain/identity/server/api.ts';
import type { Assessment } from '../assessment.ts';
import { supplyOf, type Pool, type Supply } from '../pools.ts';
import type { AwardRule } from '../award-rule.ts';
import { assessmentsOfVersion, itemsOf, type Item } from './assessment.store.ts';
import { requireAuthor } from './draft.ts';
import { bankedAmong } from './bank.store.ts';
import { poolQuestions } from './pool-questions.ts';
import { poolsOf } from './pools.store.ts';
import { questionCounts } from './question-counts.ts';
import { awardRuleOf } from './save-award-rule.ts';

export interface StudioAssessment extends Assessment {
  readonly items: readonly (Item & { readonly banked: boolean })[];
  readonly pools: readonly (Pool & { readonly supply: Supply | undefined })[];
}

interface AssessmentsInFull {
  readonly assessments: readonly StudioAssessment[];
  readonly rule: AwardRule;
}

/** Everything an author edits here, keys included: only for authors of the provider. */
export async function assessmentsForAuthor(
  platform: Platform,
  actor: Actor,
  versionId: string,
): Promise<AssessmentsInFull> {
  await requireAuthor(platform, actor, versionId);
  return inFull(platform, versionId);
}

/** The same to read, for those who approve what authors wrote too; with every question that a pool may draw. */
export async function assessmentsForReviewer(
  platform: Platform,
  actor: Actor,
  versionId: string,
): Promise<AssessmentsInFull & { readonly drawn: readonly Item[] }> {
  const version = await versionById(platform, versionId);
  if (!version) throw new NotFound('version');
  requireRole(actor, version.organisationId, 'author', 'reviewer');
  const found = await inFull(platform, versionId);
  const pools = found.assessments.flatMap((assessment) => assessment.pools);
  return { ...found, drawn: await poolQuestions(platform.db, pools) };
}

async function inFull(platform: Platform, versionId: string): Promise<AssessmentsInFull> {
  const assessments = await assessmentsOfVersion(platform.db, versionId);
  const ids = assessments.map(({ id }) => id);
  const items = await itemsOf(platform.db, ids);
  const pools = await poolsOf(platform.db, ids);
  const banked = await bankedAmong(
    platform.db,
    items.map(({ questionId }) => questionId),
  );
  return {
    assessments: assessments.map((assessment) => {
      const fixed = items.filter((item) => item.assessmentId === assessment.id);
      const own = pools.filter((pool) => pool.assessmentId === assessment.id);
      const supply = supplyOf(
        own,
        fixed.map(({ questionId }) => questionId),
      );
      return {
        ...assessment,
        items: fixed.map((item) => ({ ...item, banked: banked.has(item.questionId) })),
        pools: own.map((pool) => ({ ...pool, supply: supply.find(({ poolId }) => poolId === pool.id) })),
      };
    }),
    rule: await awardRuleOf(platform, versionId),
  };
}

/** What the public page says of how one is assessed: no question, no key. */
export async function assessmentsInBrief(
  platform: Platform,
  versionId: string,
): Promise<readonly (Assessment & { readonly questionCount: number })[]> {
  const assessments = await assessmentsOfVersion(platform.db, versionId);
  const counts = await questionCounts(
    platform.db,
    assessments.map(({ id }) => id),
  );
  return assessments.map((assessment) => ({
    ...assessment,
    questionCount: assessment.task?.criteria.length ?? counts.get(assessment.id) ?? 0,
  }));
}
