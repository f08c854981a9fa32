import type { PermissionRow } from './row.ts';

export const rows: readonly PermissionRow[] = [
  { route: '/(public)', call: 'GET', allow: 'everyone', path: () => '/' },
  {
    route: '/(public)/theme',
    call: 'POST',
    allow: 'everyone',
    path: () => '/theme',
    form: () => ({ theme: 'dark', returnTo: '/' }),
  },
];
