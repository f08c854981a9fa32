import type { PermissionRow } from './row.ts';

export const rows: readonly PermissionRow[] = [
  { route: '/(public)/verify', call: 'GET', allow: 'everyone', path: () => '/verify' },
  {
    route: '/(public)/verify',
    call: '?/default',
    allow: 'everyone',
    path: () => '/verify',
    form: () => ({ text: '{}' }),
  },
  { route: '/api/v1/verifications', call: 'POST', allow: 'everyone', path: () => '/api/v1/verifications' },
];
