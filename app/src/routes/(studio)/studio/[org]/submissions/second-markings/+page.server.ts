import { answering } from '#platform/server/answering.ts';
import { secondMarkingsOf, submissionsJudgedLately } from '#domain/assessment/server/api.ts';
import { ownOrganisation } from '../../../own-organisation.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params }) => {
  const { id: organisationId } = await ownOrganisation(locals, params.org, 'assessor', 'registrar');
  const { platform, actor } = locals;
  const second = await secondMarkingsOf(platform, actor, organisationId);
  const known = new Set([...second.open, ...second.settled].map(({ submissionId }) => submissionId));
  const judged = await submissionsJudgedLately(platform, actor, { organisationId });
  return {
    ...second,
    judged: judged.filter(({ id, isEvidence }) => !isEvidence && !known.has(id)),
    studio: `/studio/${params.org}`,
  };
});
