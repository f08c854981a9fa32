import { approvalsWaiting, microcredentialsOf, partnershipsWaiting } from '#domain/catalogue/server/api.ts';
import { namesOf } from '#domain/identity/server/api.ts';
import { holdsAt } from '#domain/organisations/organisations.ts';
import { listConfirmations, listMembers } from '#domain/organisations/server/api.ts';
import { m } from '#messages';
import { answering } from '#platform/server/answering.ts';
import { anyRole } from '../own-organisation.ts';
import { stepsOf } from './next-steps.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params }) => {
  const { platform, actor } = locals;
  const organisation = await anyRole(locals, params.org);
  const [members, confirmations, { microcredentials }] = await Promise.all([
    listMembers(platform, actor, organisation.id),
    listConfirmations(platform, actor, organisation.id),
    microcredentialsOf(platform, actor, { organisationSlug: organisation.slug }),
  ]);
  const [waiting, partnerships] = await Promise.all([
    approvalsWaiting(platform, actor, organisation.id),
    partnershipsWaiting(platform, actor, organisation.id),
  ]);
  const names = await namesOf(
    platform,
    waiting.flatMap(({ askedBy }) => askedBy ?? []),
  );
  const now = platform.clock();
  const published = microcredentials.filter((one) => one.published !== undefined).length;
  return {
    figures: {
      published,
      drafts: microcredentials.filter((one) => one.draft !== undefined).length,
      members: members.length,
    },
    waiting: waiting.map(({ slug, title, askedBy, askedAt }) => ({
      slug,
      title: title || m.catalogue_studio_untitled({ slug }),
      askedBy: names.get(askedBy ?? '') ?? m.approval_somebody_gone(),
      askedAt,
    })),
    partnerships,
    steps: stepsOf({
      ...organisation,
      confirmations: confirmations.filter((confirmation) => holdsAt(confirmation, now)).length,
      microcredentials: microcredentials.length,
      published,
      members: members.length,
    }),
  };
});
