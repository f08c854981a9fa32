import { m } from '#messages';
import type { NavLink, Viewer } from '#ui/navigation.ts';
import type { LayoutServerLoad } from './$types';

/** What the header and footer of every page need. */
export const load: LayoutServerLoad = ({ locals }) => ({ theme: locals.theme, viewer: viewerOf(locals) });

function viewerOf({ actor, person }: App.Locals): Viewer | null {
  if (actor.kind !== 'person' || person === null) return null;
  const links: NavLink[] = [{ href: '/account', label: m.ui_account() }];
  if (actor.memberships.length > 0) links.push({ href: '/studio', label: m.ui_studio() });
  if (actor.isOperator) links.push({ href: '/admin', label: m.ui_admin() });
  return { name: person.displayName, links };
}
