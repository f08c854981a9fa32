import { redirect } from '@sveltejs/kit';
import { recordAudit, requireOperator } from '#domain/identity/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import type { Jobs } from '#platform/server/jobs.ts';
import { idOf } from '../../../(studio)/studio/form.ts';
import type { Actions, PageServerLoad } from './$types';

const shown = 50;

/** Ids alone are in a job's data; see JobData. */
async function latestJobs(jobs: Jobs) {
  const [deadLetters, recent] = await Promise.all([jobs.deadLetters({ limit: shown }), jobs.recent({ limit: shown })]);
  return {
    deadLetters: deadLetters.map(({ data, ...job }) => ({ ...job, data: JSON.stringify(data) })),
    recent: recent.map(({ data, ...job }) => ({ ...job, data: JSON.stringify(data) })),
  };
}

export const load: PageServerLoad = answering(async ({ locals, url }) => {
  requireOperator(locals.actor);
  return { done: url.searchParams.get('done'), ...(await latestJobs(locals.platform.jobs)) };
});

export const actions: Actions = {
  retry: answering(async ({ locals, request }) => {
    const { platform, actor } = locals;
    requireOperator(actor);
    const jobId = idOf(await request.formData(), 'job');
    if (!(await platform.jobs.retryDeadLetter(jobId))) redirect(303, '?done=gone');
    await recordAudit(platform, platform.db, actor, { action: 'job.retried', subjectKind: 'job', subjectId: jobId });
    redirect(303, '?done=retried');
  }),
};
