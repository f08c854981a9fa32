import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import type { Assessment } from '../assessment.ts';
import type { AwardRule } from '../award-rule.ts';
import { assessmentsOfVersion, itemsOf, type Item } from './assessment.store.ts';
import { requireAuthor } from './draft.ts';
import { awardRuleOf } from './save-award-rule.ts';

export interface StudioAssessment extends Assessment {
  readonly items: readonly Item[];
}

/** Everything an author edits here, keys included: only for authors of the provider. */
export async function assessmentsForAuthor(
  platform: Platform,
  actor: Actor,
  versionId: string,
): Promise<{ readonly assessments: readonly StudioAssessment[]; readonly rule: AwardRule }> {
  await requireAuthor(platform, actor, versionId);
  const assessments = await assessmentsOfVersion(platform.db, versionId);
  const items = await itemsOf(
    platform.db,
    assessments.map(({ id }) => id),
  );
  return {
    assessments: assessments.map((assessment) => ({
      ...assessment,
      items: items.filter((item) => item.assessmentId === assessment.id),
    })),
    rule: await awardRuleOf(platform, versionId),
  };
}

/** What the public page says of how one is assessed: no question, no key. */
export async function assessmentsInBrief(
  platform: Platform,
  versionId: string,
): Promise<readonly (Assessment & { readonly questionCount: number })[]> {
  const assessments = await assessmentsOfVersion(platform.db, versionId);
  const items = await itemsOf(
    platform.db,
    assessments.map(({ id }) => id),
  );
  return assessments.map((assessment) => ({
    ...assessment,
    questionCount: items.filter((item) => item.assessmentId === assessment.id).length,
  }));
}
