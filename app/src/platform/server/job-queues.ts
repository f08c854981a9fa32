import { PgBoss } from 'pg-boss';
import type { JobWithMetadata, QueueOptions } from 'pg-boss';
import type { Logger } from 'pino';
import type { DatabaseConnection } from './database.ts';
import type { JobData, JobDefinition, Schedule } from './jobs.ts';
import type { Platform } from './platform.ts';
import { redactText } from './redaction.ts';

export const jobSchema = 'pgboss';
/** Where a job's copy goes after its last attempt, until an operator retries it. */
export const deadLetterQueue = 'dead-letter';

const day = 86_400;
const defaultRetryLimit = 5;

export function createBoss(connection: DatabaseConnection, work: boolean, log: Logger): PgBoss {
  const boss = new PgBoss({
    ...connection,
    schema: jobSchema,
    application_name: 'cairn-jobs',
    max: work ? 4 : 1,
    // Waiting jobs are told of by NOTIFY on commit; where that cannot work, workers look every half second.
    useListenNotify: work,
    supervise: work,
    schedule: work,
    registerInstance: false,
    // How soon a killed process's jobs are noticed, together with the queues' heartbeat.
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
  });
  boss.on('error', (err) => log.error({ err }, 'jobs: the queue had a fault'));
  boss.on('warning', ({ message, data }) => log.warn({ data }, `jobs: ${message}`));
  return boss;
}

/** Creates the queues that are missing and brings those of an earlier release up to date. */
export async function ensureQueues(boss: PgBoss, jobs: readonly JobDefinition[]): Promise<void> {
  const existing = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]));
  if (!existing.has(deadLetterQueue)) {
    await boss.createQueue(deadLetterQueue, { policy: 'standard', retentionSeconds: 365 * day });
  }
  for (const job of jobs) {
    const wanted = queueOptions(job);
    const queue = existing.get(job.name);
    if (queue === undefined) {
      await boss.createQueue(job.name, { policy: 'short', deadLetter: deadLetterQueue, notify: true, ...wanted });
    } else if (queue.retryLimit !== wanted.retryLimit) {
      await boss.updateQueue(job.name, wanted);
    }
  }
}

function queueOptions(job: JobDefinition): QueueOptions {
  return {
    retryLimit: job.retryLimit ?? defaultRetryLimit,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 900,
    expireInSeconds: 900,
    heartbeatSeconds: 10,
    deleteAfterSeconds: 7 * day,
  };
}

/** Makes the schedules be exactly these; those of jobs that no longer exist go. */
export async function keepSchedules(boss: PgBoss, schedules: readonly Schedule[]): Promise<void> {
  for (const { name, cron } of schedules) await boss.schedule(name, cron, {}, { tz: 'UTC' });
  const wanted = new Set(schedules.map(({ name }) => name));
  for (const { name, key } of await boss.getSchedules()) {
    if (!wanted.has(name)) await boss.unschedule(name, key);
  }
}

/** Starts this process's workers for one kind of job. */
export async function workOn(boss: PgBoss, job: JobDefinition, platform: Platform): Promise<void> {
  const options = { includeMetadata: true, pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 2 } as const;
  for (let worker = 0; worker < (job.concurrency ?? 2); worker++) {
    const self: { id?: string } = {};
    self.id = await boss.work<JobData, undefined, typeof options>(job.name, options, async ([taken]) => {
      if (taken !== undefined) await attempt(job, taken, platform);
      // Where one job waited others may: without this the worker would rest before it looks again.
      if (self.id !== undefined) boss.notifyWorker(self.id);
      return undefined;
    });
  }
}

async function attempt(job: JobDefinition, taken: JobWithMetadata<JobData>, platform: Platform): Promise<void> {
  const number = taken.retryCount + 1;
  const isLast = taken.retryCount >= taken.retryLimit;
  const log = platform.log.child({ job: job.name, jobId: taken.id, attempt: number });
  try {
    await job.run(platform, taken.data ?? {}, { jobId: taken.id, number, isLast, signal: taken.signal });
    log.debug('job done');
  } catch (error) {
    log[isLast ? 'error' : 'warn']({ err: error }, isLast ? 'job failed for good' : 'job failed, to be tried again');
    throw asStored(error);
  }
}

/** What is kept of an error and shown to operators: what it says, with tokens masked, and no stack. */
function asStored(error: unknown): Error {
  const stored = new Error(redactText(error instanceof Error ? error.message : String(error)));
  if (error instanceof Error && 'code' in error) Object.assign(stored, { code: error.code });
  delete stored.stack;
  return stored;
}
