import type { Caller, PermissionRow, World } from './row.ts';

// The world's ids used here: `microcredentialSlug` and `draftSlug` are those of a published and of a never published
// microcredential of the organisation; `offering` is an open offering of the published one.
const anyone: readonly Caller[] = ['owner', 'author', 'reviewer', 'assessor', 'registrar'];
const authors: readonly Caller[] = ['owner', 'author'];
const planners: readonly Caller[] = ['owner', 'author', 'registrar'];

const studio = '/(studio)/studio/[org]/microcredentials';
const list = ({ organisationSlug }: World) => `/studio/${organisationSlug}/microcredentials`;
const draft = (world: World) => `${list(world)}/${world.ids['draftSlug'] ?? ''}`;
const published = (world: World) => `${list(world)}/${world.ids['microcredentialSlug'] ?? ''}`;
const offering = (world: World) => ({ offering: world.ids['offering'] ?? '' });
const partnerships = '/(studio)/studio/[org]/partnerships';
const partnershipsPath = ({ organisationSlug }: World) => `/studio/${organisationSlug}/partnerships`;
const publicPage = ({ ids }: World) => `/microcredentials/${ids['microcredentialSlug'] ?? ''}`;

export const rows: PermissionRow[] = [
  { route: '/(public)/explore', call: 'GET', allow: 'everyone', path: () => '/explore?q=first+aid' },
  { route: '/(public)/microcredentials/[slug]', call: 'GET', allow: 'everyone', path: publicPage },
  { route: '/(public)/microcredentials/[slug]', call: '?/enrol', allow: 'signed-in', path: publicPage, form: offering },
  {
    route: '/(public)/microcredentials/[slug]/badge.svg',
    call: 'GET',
    allow: 'everyone',
    path: (world) => `${publicPage(world)}/badge.svg`,
  },
  { route: studio, call: 'GET', allow: anyone, path: list },
  { route: `${studio}/new`, call: 'GET', allow: authors, path: (world) => `${list(world)}/new` },
  {
    route: `${studio}/new`,
    call: '?/default',
    allow: authors,
    path: (world) => `${list(world)}/new`,
    form: () => ({ title: 'Knots', language: 'en' }),
  },
  { route: `${studio}/[slug]`, call: 'GET', allow: anyone, path: draft },
  { route: `${studio}/[slug]`, call: '?/publish', allow: authors, path: draft },
  { route: `${studio}/[slug]`, call: '?/newVersion', allow: authors, path: published },
  { route: `${studio}/[slug]`, call: '?/duplicate', allow: authors, path: published, form: () => ({ title: 'Bends' }) },
  { route: `${studio}/[slug]`, call: '?/retire', allow: authors, path: published },
  { route: `${studio}/[slug]`, call: '?/resume', allow: authors, path: published },
  { route: `${studio}/[slug]/record`, call: 'GET', allow: authors, path: (world) => `${draft(world)}/record` },
  {
    route: `${studio}/[slug]/record`,
    call: '?/save',
    allow: authors,
    path: (world) => `${draft(world)}/record`,
    form: () => ({ title: 'Knots' }),
  },
  { route: `${studio}/[slug]/partners`, call: 'GET', allow: authors, path: (world) => `${draft(world)}/partners` },
  {
    route: `${studio}/[slug]/partners`,
    call: '?/name',
    allow: authors,
    path: (world) => `${draft(world)}/partners`,
    form: ({ ids }) => ({ awards: ids['organisation'] ?? '', delivers: ids['organisation'] ?? '' }),
  },
  {
    route: `${studio}/[slug]/partners`,
    call: '?/ask',
    allow: authors,
    path: (world) => `${draft(world)}/partners`,
    form: () => ({ organisation: 'southgate-college', role: 'awards', note: 'Would you?' }),
  },
  {
    route: `${studio}/[slug]/partners`,
    call: '?/end',
    allow: authors,
    path: (world) => `${draft(world)}/partners`,
    form: ({ ids }) => ({ partnership: ids['draftPartnership'] ?? '' }),
  },
  { route: partnerships, call: 'GET', allow: ['owner'], path: partnershipsPath },
  {
    route: partnerships,
    call: '?/answer',
    allow: ['owner'],
    path: partnershipsPath,
    form: ({ ids }) => ({ partnership: ids['partnershipAsked'] ?? '', answer: 'agreed' }),
  },
  {
    route: partnerships,
    call: '?/end',
    allow: ['owner'],
    path: partnershipsPath,
    form: ({ ids }) => ({ partnership: ids['partnershipAsked'] ?? '' }),
  },
  {
    route: `${studio}/[slug]/offerings`,
    call: 'GET',
    allow: planners,
    path: (world) => `${published(world)}/offerings`,
  },
  {
    route: `${studio}/[slug]/offerings`,
    call: '?/open',
    allow: planners,
    path: (world) => `${published(world)}/offerings`,
    form: () => ({ price: '0', currency: 'EUR' }),
  },
  {
    route: `${studio}/[slug]/offerings`,
    call: '?/capacity',
    allow: planners,
    path: (world) => `${published(world)}/offerings`,
    form: (world) => ({ ...offering(world), capacity: '1000' }),
  },
  {
    route: `${studio}/[slug]/offerings`,
    call: '?/close',
    allow: planners,
    path: (world) => `${published(world)}/offerings`,
    form: offering,
  },
];
