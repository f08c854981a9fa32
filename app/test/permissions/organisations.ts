import type { PermissionRow, World } from './row.ts';

// Ids of the world: authorPerson (a member of the organisation), invitation and invitationToken (of one that is
// open), signingKey (the current one), logoFile (the name of the logo's file).
const issuer = '/(public)/issuers/[slug]';
const issuerPath = ({ organisationSlug }: World) => `/issuers/${organisationSlug}`;
const studio = '/(studio)/studio/[org]';
const own =
  (page = '') =>
  ({ organisationSlug }: World) =>
    `/studio/${organisationSlug}${page}`;
const invitation = ({ ids }: World) => `/invitations/${ids['invitationToken']}`;

const owners = ['owner'] as const;
const members = ['owner', 'author', 'reviewer', 'assessor', 'registrar'] as const;
const profile = () => ({
  name: 'Northgate College',
  kind: 'college',
  country: 'GB',
  website: 'https://www.northgate.example',
  contact_email: 'hello@northgate.example',
  description: '',
  colour: '#2b6549',
});

export const rows: readonly PermissionRow[] = [
  { route: issuer, call: 'GET', allow: 'everyone', path: issuerPath },
  { route: `${issuer}.json`, call: 'GET', allow: 'everyone', path: (world) => `${issuerPath(world)}.json` },
  { route: `${issuer}/did.json`, call: 'GET', allow: 'everyone', path: (world) => `${issuerPath(world)}/did.json` },
  {
    route: `${issuer}/logo/[file]`,
    call: 'GET',
    allow: 'everyone',
    path: (world) => `${issuerPath(world)}/logo/${world.ids['logoFile']}`,
  },
  { route: '/(public)/for-providers', call: 'GET', allow: 'everyone', path: () => '/for-providers' },

  { route: '/(account)/invitations/[token]', call: 'GET', allow: 'everyone', path: invitation },
  { route: '/(account)/invitations/[token]', call: '?/accept', allow: 'signed-in', path: invitation },

  { route: '/(studio)/studio', call: 'GET', allow: 'signed-in', path: () => '/studio' },
  { route: '/(studio)/studio', call: '?/create', allow: 'signed-in', path: () => '/studio', form: profile },
  { route: studio, call: 'GET', allow: members, path: own() },
  { route: `${studio}/profile`, call: 'GET', allow: owners, path: own('/profile') },
  { route: `${studio}/profile`, call: '?/save', allow: owners, path: own('/profile'), form: profile },
  { route: `${studio}/profile`, call: '?/logo', allow: owners, path: own('/profile') },
  {
    route: `${studio}/profile`,
    call: '?/approval',
    allow: owners,
    path: own('/profile'),
    form: () => ({ approval_policy: 'always' }),
  },
  { route: `${studio}/profile`, call: '?/remove_logo', allow: owners, path: own('/profile') },
  { route: `${studio}/team`, call: 'GET', allow: members, path: own('/team') },
  {
    route: `${studio}/team`,
    call: '?/invite',
    allow: owners,
    path: own('/team'),
    form: () => ({ email: 'ina@people.example', role: 'author' }),
  },
  {
    route: `${studio}/team`,
    call: '?/withdraw',
    allow: owners,
    path: own('/team'),
    form: ({ ids }) => ({ invitation: ids['invitation'] ?? '' }),
  },
  {
    route: `${studio}/team`,
    call: '?/roles',
    allow: owners,
    path: own('/team'),
    form: ({ ids }) => ({ person: ids['authorPerson'] ?? '', roles: 'author' }),
  },
  { route: `${studio}/team`, call: '?/leave', allow: members, path: own('/team') },
  { route: `${studio}/keys`, call: 'GET', allow: owners, path: own('/keys') },
  {
    route: `${studio}/keys`,
    call: '?/rotate',
    allow: owners,
    path: own('/keys'),
    form: ({ ids }) => ({ key: ids['signingKey'] ?? '' }),
  },
  {
    route: `${studio}/keys`,
    call: '?/compromised',
    allow: owners,
    path: own('/keys'),
    form: ({ ids }) => ({ key: ids['signingKey'] ?? '', from: '2020-01-01' }),
  },
  { route: `${studio}/audit`, call: 'GET', allow: owners, path: own('/audit') },
  { route: `${studio}/audit/export.csv`, call: 'GET', allow: owners, path: own('/audit/export.csv') },
];
