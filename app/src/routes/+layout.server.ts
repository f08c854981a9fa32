import { m } from '#messages';
import { personById } from '#domain/identity/server/api.ts';
import type { Actor } from '#domain/identity/identity.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { NavLink, Viewer } from '#ui/navigation.ts';
import type { LayoutServerLoad } from './$types';

/** What the header and footer of every page need. */
export const load: LayoutServerLoad = async ({ locals }) => ({
  theme: locals.theme,
  viewer: await viewerOf(locals.platform, locals.actor),
});

async function viewerOf(platform: Platform, actor: Actor): Promise<Viewer | null> {
  if (actor.kind !== 'person') return null;
  const person = await personById(platform, actor.personId);
  if (!person) return null;
  const links: NavLink[] = [{ href: '/account', label: m.ui_account() }];
  if (actor.memberships.length > 0) links.push({ href: '/studio', label: m.ui_studio() });
  if (actor.isOperator) links.push({ href: '/admin', label: m.ui_admin() });
  return { name: person.displayName, links };
}
