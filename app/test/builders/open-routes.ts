import type { FurtherRoute } from '../../src/domain/assessment/award-rule.ts';
import { awardRuleOf, saveAwardRule } from '../../src/domain/assessment/server/api.ts';
import type { Platform } from '../../src/platform/server/platform.ts';

/** Opens routes in a draft whose rule then asks for the lessons too, and for a registrar's word where that is wanted. */
export async function openRoutes(
  platform: Platform,
  versionId: string,
  { routes, confirmed = false }: { readonly routes: readonly FurtherRoute[]; readonly confirmed?: boolean },
): Promise<void> {
  const rule = await awardRuleOf(platform, versionId);
  const saved = await saveAwardRule(
    platform,
    { kind: 'system' },
    {
      versionId,
      rule: {
        ...rule,
        requires: [...rule.requires, { kind: 'lessons-done' }, ...(confirmed ? [{ kind: 'confirmed' } as const] : [])],
        ...(routes.length === 0 ? {} : { routes: [...routes] }),
      },
    },
  );
  if (saved.kind === 'refused') throw new Error(`rule not saved: ${saved.because}`);
}
