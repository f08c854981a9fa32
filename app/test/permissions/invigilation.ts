import type { PermissionRow, World } from './row.ts';

// The world's ids used here: `watchedOffering` asks to be supervised, and `other-learner`, who is no member, is its
// invigilator and has begun `invigilatedSession`; `invigilationToken` is of an invitation that waits.
const invitation = ({ ids }: World) => `/invigilations/${ids['invigilationToken']}`;
const page = ({ ids }: World) => `/invigilation/${ids['watchedOffering']}`;
const studio = '/(studio)/studio/[org]/microcredentials/[slug]/offerings/[offering]/invigilators';
const studioPage = ({ organisationSlug, ids }: World) =>
  `/studio/${organisationSlug}/microcredentials/${ids['watchedSlug']}/offerings/${ids['watchedOffering']}/invigilators`;
const registrars = ['owner', 'registrar'] as const;
const invigilator = ['other-learner'] as const;

export const rows: readonly PermissionRow[] = [
  // Whoever has the link reads what is asked of them; taking it up needs the address that it was sent to.
  { route: '/(account)/invigilations/[token]', call: 'GET', allow: 'everyone', path: invitation },
  { route: '/(account)/invigilations/[token]', call: '?/accept', allow: 'signed-in', path: invitation },
  { route: '/(learner)/invigilation/[offering]', call: 'GET', allow: invigilator, path: page },
  {
    route: '/(learner)/invigilation/[offering]',
    call: '?/begin',
    allow: invigilator,
    path: page,
    form: ({ ids }) => ({
      enrolment: ids['unwatchedEnrolment'] ?? '',
      assessment: ids['watchedAssessment'] ?? '',
    }),
  },
  {
    route: '/(learner)/invigilation/[offering]',
    call: '?/end',
    allow: invigilator,
    path: page,
    form: ({ ids }) => ({ session: ids['invigilatedSession'] ?? '', outcome: 'broken-off', note: '' }),
  },
  { route: studio, call: 'GET', allow: registrars, path: studioPage },
  {
    route: studio,
    call: '?/invite',
    allow: registrars,
    path: studioPage,
    form: () => ({ email: 'another-watcher@people.example' }),
  },
  {
    route: studio,
    call: '?/withdraw',
    allow: registrars,
    path: studioPage,
    form: ({ ids }) => ({ invigilation: ids['invigilation'] ?? '' }),
  },
];
