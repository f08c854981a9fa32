import type { PermissionRow, World } from './row.ts';

// The world's ids used here: `draftSlug` is that of a draft which nobody has been asked to approve, and `draftComment`
// a comment on it.
const readers = ['owner', 'author', 'reviewer'] as const;
const page = '/(studio)/studio/[org]/microcredentials/[slug]/approval';
const path = ({ organisationSlug, ids }: World) =>
  `/studio/${organisationSlug}/microcredentials/${ids['draftSlug'] ?? ''}/approval`;

const members = ['owner', 'author', 'reviewer', 'assessor', 'registrar'] as const;
const preview = '/(studio)/studio/[org]/microcredentials/[slug]/preview';
const previewPath = ({ organisationSlug, ids }: World) =>
  `/studio/${organisationSlug}/microcredentials/${ids['draftSlug'] ?? ''}/preview`;

export const rows: PermissionRow[] = [
  { route: preview, call: 'GET', allow: members, path: previewPath },
  {
    route: preview,
    call: '?/mark',
    allow: members,
    path: previewPath,
    form: ({ ids }) => ({ assessment: ids['draftAssessment'] ?? '' }),
  },
  {
    route: '/(studio)/studio/[org]/microcredentials/[slug]/differences',
    call: 'GET',
    allow: readers,
    // It has a published version and a draft of the next one.
    path: ({ organisationSlug, ids }) =>
      `/studio/${organisationSlug}/microcredentials/${ids['microcredentialSlug'] ?? ''}/differences`,
  },
  { route: page, call: 'GET', allow: readers, path },
  { route: page, call: '?/ask', allow: ['owner', 'author'], path, form: () => ({ of: '', note: 'Please read it.' }) },
  { route: page, call: '?/withdraw', allow: ['owner', 'author'], path },
  {
    route: page,
    call: '?/answer',
    allow: ['owner', 'reviewer'],
    path,
    form: () => ({ answer: 'changes', note: 'Say which ropes.', hash: '' }),
  },
  { route: page, call: '?/comment', allow: readers, path, form: () => ({ about: 'whole', text: 'Say which knots.' }) },
  {
    route: page,
    call: '?/resolve',
    allow: readers,
    path,
    form: ({ ids }) => ({ comment: ids['draftComment'] ?? '' }),
  },
];
