import { requireOperator } from '#domain/identity/server/api.ts';
import { countOrganisations } from '#domain/organisations/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import type { Jobs } from '#platform/server/jobs.ts';
import { countDeliveries } from '#platform/server/mail-deliveries.ts';
import type { PageServerLoad } from './$types';

/** pg-boss's own name for it; see job-records.ts. */
const deadLetter = 'dead-letter';

async function jobFigures(jobs: Jobs) {
  const counts = await jobs.counts();
  const sumOf = (rows: typeof counts) => rows.reduce((sum, { count }) => sum + count, 0);
  return {
    deadLetters: sumOf(counts.filter(({ name }) => name === deadLetter)),
    waitingJobs: sumOf(
      counts.filter(({ name, state }) => name !== deadLetter && ['created', 'retry', 'active'].includes(state)),
    ),
  };
}

export const load: PageServerLoad = answering(async ({ locals }) => {
  const { platform, actor } = locals;
  requireOperator(actor);
  const [organisations, failedMail, jobs] = await Promise.all([
    countOrganisations(platform, actor),
    countDeliveries(platform.db, 'failed'),
    jobFigures(platform.jobs),
  ]);
  return { organisations, failedMail, ...jobs };
});
