import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { holdDraft } from '#domain/catalogue/server/api.ts';
import { ruleProblem, type AwardRule, type RuleProblem } from '../award-rule.ts';
import { assessmentsOfVersion, ruleOfVersion, saveRule } from './assessment.store.ts';
import { requireAuthor } from './draft.ts';
import { writeAssessmentParts } from './write-parts.ts';

export type RuleSaved = { readonly kind: 'saved' } | { readonly kind: 'refused'; readonly because: RuleProblem };

export async function saveAwardRule(
  platform: Platform,
  actor: Actor,
  input: { readonly versionId: string; readonly rule: AwardRule },
): Promise<RuleSaved> {
  await requireAuthor(platform, actor, input.versionId);
  const known = (await assessmentsOfVersion(platform.db, input.versionId)).map(({ id }) => id);
  const because = ruleProblem(input.rule, known);
  if (because !== null) return { kind: 'refused', because };

  await platform.db.transaction().execute(async (trx) => {
    await holdDraft(trx, input.versionId);
    await saveRule(trx, input.versionId, input.rule);
    await writeAssessmentParts(platform, trx, input.versionId);
  });
  return { kind: 'saved' };
}

/** The award rule of a version; one that requires nothing, and so grants nothing, when none was set. */
export async function awardRuleOf(platform: Pick<Platform, 'db'>, versionId: string): Promise<AwardRule> {
  return (await ruleOfVersion(platform.db, versionId)) ?? { requires: [] };
}
