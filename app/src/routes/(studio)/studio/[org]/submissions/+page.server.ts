import { redirect } from '@sveltejs/kit';
import { answering } from '#platform/server/answering.ts';
import { versionsByIds } from '#domain/catalogue/server/api.ts';
import {
  claimNextSubmission,
  secondMarkingsToMark,
  submissionsJudgedLately,
  submissionsToJudge,
} from '#domain/assessment/server/api.ts';
import { ownOrganisation } from '../../own-organisation.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const organisation = await ownOrganisation(locals, params.org, 'assessor');
  const waiting = await submissionsToJudge(locals.platform, locals.actor, { organisationId: organisation.id });
  const again = await secondMarkingsToMark(locals.platform, locals.actor, organisation.id);
  const versions = await versionsByIds(locals.platform, [
    ...new Set([...waiting.map(({ submission }) => submission), ...again].map(({ versionId }) => versionId)),
  ]);
  const titles = new Map(
    versions.flatMap((version) => (version.status === 'published' ? [[version.id, version.record.title]] : [])),
  );
  const second = again.map((one) => ({
    id: one.submissionId,
    href: `${one.submissionId}/second-marking`,
    isSecond: true,
    learner: one.learner,
    task: one.assessment,
    microcredentialId: one.microcredentialId,
    microcredential: titles.get(one.versionId) ?? '',
    since: one.askedAt,
    dueAt: one.dueAt,
    isOverdue: one.dueAt < locals.platform.clock(),
    isOwn: false,
    claimedBy: one.isMine ? '' : null,
    isMine: one.isMine,
  }));
  const first = waiting.map(({ submission, learner, claimedBy }) => ({
    id: submission.id,
    href: submission.id,
    isSecond: false,
    learner,
    task: submission.assessment,
    microcredentialId: submission.microcredentialId,
    microcredential: titles.get(submission.versionId) ?? '',
    since: submission.handedInAt,
    dueAt: submission.dueAt,
    isOverdue: submission.dueAt < locals.platform.clock(),
    isOwn: locals.actor.kind === 'person' && submission.personId === locals.actor.personId,
    claimedBy,
    isMine: locals.actor.kind === 'person' && submission.claimedBy === locals.actor.personId,
  }));
  const rows = [...first, ...second].toSorted((a, b) => Number(a.dueAt) - Number(b.dueAt));
  const chosen = url.searchParams.get('microcredential') ?? '';
  return {
    base: `/studio/${params.org}/submissions`,
    chosen,
    judgedBefore: url.searchParams.get('judged'),
    judged: await submissionsJudgedLately(locals.platform, locals.actor, { organisationId: organisation.id }),
    hasNext: first.some(({ claimedBy, isMine, isOwn }) => !isOwn && (claimedBy === null || isMine)),
    microcredentials: [
      ...new Map(rows.map(({ microcredentialId, microcredential }) => [microcredentialId, microcredential])),
    ].map(([value, label]) => ({ value, label })),
    rows: chosen === '' ? rows : rows.filter(({ microcredentialId }) => microcredentialId === chosen),
  };
});

export const actions: Actions = {
  next: answering(async ({ locals, params }) => {
    const organisation = await ownOrganisation(locals, params.org, 'assessor');
    const next = await claimNextSubmission(locals.platform, locals.actor, organisation.id);
    const here = `/studio/${params.org}/submissions`;
    redirect(303, next === null ? here : `${here}/${next}`);
  }),
};
