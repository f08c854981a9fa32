import { nextPage } from '#domain/identity/identity.ts';
import { actorOf } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';

/** Where a person goes after signing in: the page they wanted, or the place where they have most to do. */
export async function afterSignIn(platform: Platform, personId: string, wanted: string | null): Promise<string> {
  const { isOperator, memberships } = await actorOf(platform, personId);
  const home = isOperator ? '/admin' : memberships.length > 0 ? '/studio' : '/learning';
  return nextPage(wanted, home);
}
