import type { PermissionRow, World } from './row.ts';

// Ids of the world: otherLearnerPerson (somebody to suspend), confirmation (of the organisation).
const operators = ['operator'] as const;
const admin = '/(admin)/admin';
const one = `${admin}/providers/[org]`;
const onePath = ({ organisationSlug }: World) => `/admin/providers/${organisationSlug}`;
const person = ({ ids }: World) => ({ person: ids['otherLearnerPerson'] ?? '' });
/** No job has it: retrying it is allowed, and does nothing. */
const job = () => ({ job: '01890000-0000-7000-8000-000000000000' });

export const rows: readonly PermissionRow[] = [
  { route: admin, call: 'GET', allow: operators, path: () => '/admin' },
  { route: `${admin}/providers`, call: 'GET', allow: operators, path: () => '/admin/providers' },
  { route: one, call: 'GET', allow: operators, path: onePath },
  { route: one, call: '?/approve', allow: operators, path: onePath },
  { route: one, call: '?/suspend', allow: operators, path: onePath, form: () => ({ reason: 'found in a check' }) },
  { route: one, call: '?/reinstate', allow: operators, path: onePath },
  { route: one, call: '?/confirm_dns', allow: operators, path: onePath },
  { route: one, call: '?/confirm_email', allow: operators, path: onePath },
  {
    route: one,
    call: '?/confirm_register',
    allow: operators,
    path: onePath,
    form: () => ({ register: 'Register of Colleges', number: '1234' }),
  },
  {
    route: one,
    call: '?/withdraw',
    allow: operators,
    path: onePath,
    form: ({ ids }) => ({ confirmation: ids['confirmation'] ?? '' }),
  },
  { route: `${admin}/people`, call: 'GET', allow: operators, path: () => '/admin/people' },
  { route: `${admin}/people`, call: '?/suspend', allow: operators, path: () => '/admin/people', form: person },
  { route: `${admin}/people`, call: '?/reinstate', allow: operators, path: () => '/admin/people', form: person },
  { route: `${admin}/jobs`, call: 'GET', allow: operators, path: () => '/admin/jobs' },
  { route: `${admin}/jobs`, call: '?/retry', allow: operators, path: () => '/admin/jobs', form: job },
  { route: `${admin}/outbox`, call: 'GET', allow: operators, path: () => '/admin/outbox' },
  { route: `${admin}/audit`, call: 'GET', allow: operators, path: () => '/admin/audit' },
  { route: `${admin}/audit/export.csv`, call: 'GET', allow: operators, path: () => '/admin/audit/export.csv' },
];
