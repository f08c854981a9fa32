import type { Actor } from '#domain/identity/identity.ts';
import type { Platform } from '#platform/server/platform.ts';
import { holdTheSame, orderOf, type OutlineOrder } from '../../outline-order.ts';
import { changeContent } from './change-content.ts';
import { findModulesOf, placeLessons, placeModules } from './content.store.ts';

export type Arranged =
  | { readonly kind: 'arranged' }
  /** Somebody added or deleted something since the order was thought of. */
  | { readonly kind: 'refused'; readonly because: 'changed-meanwhile' };

/** Puts all modules and lessons of a draft into another order at once. */
export async function arrangeContent(
  platform: Platform,
  actor: Actor,
  { versionId, order }: { readonly versionId: string; readonly order: OutlineOrder },
): Promise<Arranged> {
  return changeContent(platform, actor, versionId, async (trx): Promise<Arranged> => {
    if (!holdTheSame(order, orderOf(await findModulesOf(trx, versionId))))
      return { kind: 'refused', because: 'changed-meanwhile' };
    await placeModules(
      trx,
      order.map(({ id }) => id),
    );
    for (const { id, lessons } of order) await placeLessons(trx, id, lessons);
    return { kind: 'arranged' };
  });
}
