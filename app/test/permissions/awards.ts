import type { PermissionRow, World } from './row.ts';

const mine = ({ ids }: World) => `/portfolio/${ids['award']}`;
const studio = '/(studio)/studio/[org]/awards';
const list = ({ organisationSlug }: World) => `/studio/${organisationSlug}/awards`;
const one = (world: World) => `${list(world)}/${world.ids['credential']}`;
const registrars = ['owner', 'registrar'] as const;
const holder = ['learner'] as const;
/** By its id, a credential opens for its learner and the awarding body's registrars alone. */
const byId = ['learner', 'owner', 'registrar'] as const;
const reason = () => ({ reason: 'found in an audit' });

export const rows: readonly PermissionRow[] = [
  { route: '/(learner)/portfolio', call: 'GET', allow: 'signed-in', path: () => '/portfolio' },
  { route: '/(learner)/portfolio/[award]', call: 'GET', allow: holder, path: mine },
  {
    route: '/(learner)/portfolio/[award]',
    call: '?/share',
    allow: holder,
    path: mine,
    form: () => ({ label: 'Clinic', expires: '' }),
  },
  {
    route: '/(learner)/portfolio/[award]',
    call: '?/close',
    allow: holder,
    path: mine,
    form: ({ ids }) => ({ share: ids['share'] ?? '' }),
  },
  {
    route: '/(public)/credentials/[id]',
    call: 'GET',
    allow: byId,
    path: ({ ids }) => `/credentials/${ids['credential']}`,
  },
  {
    route: '/(public)/credentials/[id].json',
    call: 'GET',
    allow: byId,
    path: ({ ids }) => `/credentials/${ids['credential']}.json`,
  },
  { route: '/(public)/status/[id]', call: 'GET', allow: 'everyone', path: ({ ids }) => `/status/${ids['statusList']}` },
  { route: studio, call: 'GET', allow: registrars, path: list },
  { route: `${studio}/[credential]`, call: 'GET', allow: registrars, path: one },
  { route: `${studio}/[credential]`, call: '?/suspend', allow: registrars, path: one, form: reason },
  { route: `${studio}/[credential]`, call: '?/reinstate', allow: registrars, path: one, form: reason },
  { route: `${studio}/[credential]`, call: '?/revoke', allow: registrars, path: one, form: reason },
];
