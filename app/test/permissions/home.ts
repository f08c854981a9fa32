import type { PermissionRow } from './row.ts';

export const rows: readonly PermissionRow[] = [
  { route: '/(public)', call: 'GET', allow: 'everyone', path: () => '/' },
  { route: '/(public)/reading', call: 'GET', allow: 'everyone', path: () => '/reading' },
  {
    route: '/(public)/reading',
    call: '?/default',
    allow: 'everyone',
    path: () => '/reading',
    form: () => ({ 'text-size': 'large', typeface: 'usual', next: '/' }),
  },
  {
    route: '/(public)/theme',
    call: 'POST',
    allow: 'everyone',
    path: () => '/theme',
    form: () => ({ theme: 'dark', returnTo: '/' }),
  },
];
