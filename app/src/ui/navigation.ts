export interface NavLink {
  readonly href: string;
  readonly label: string;
}

/** Who looks at the page, as far as its header cares; null for a visitor. */
export interface Viewer {
  readonly name: string;
  /** Places of their own: account, studio, administration. */
  readonly links: readonly NavLink[];
}

/** `page` where the link names this very page, `true` where it names a place above it. */
export function currentness(href: string, pathname: string): 'page' | 'true' | undefined {
  if (pathname === href) return 'page';
  return href !== '/' && pathname.startsWith(`${href}/`) ? 'true' : undefined;
}
