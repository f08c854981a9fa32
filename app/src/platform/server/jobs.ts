import type { Kysely, Transaction } from 'kysely';
import type { Logger } from 'pino';
import { fromKysely } from 'pg-boss';
import type { DatabaseConnection } from './database.ts';
import { createJobRecords } from './job-records.ts';
import type { JobRecords } from './job-records.ts';
import { createBoss, ensureQueues, keepSchedules, workOn } from './job-queues.ts';
import type { Platform } from './platform.ts';
import { Fault } from './problem.ts';
import type { Database } from './schema.ts';

/** What a job is given: ids and the like, never names, texts or secrets, since it is kept and shown to operators. */
export type JobData = Readonly<Record<string, string | number | boolean | null>>;

/** The attempt that a run is. */
export interface JobAttempt {
  /** The same for every attempt of one job. */
  readonly jobId: string;
  /** 1 for the first. */
  readonly number: number;
  /** When this one fails, the job becomes a dead letter. */
  readonly isLast: boolean;
  /** Aborts when the process must end or the job has taken too long. */
  readonly signal: AbortSignal;
}

/** A kind of job. It is run at least once, so it must be idempotent: a killed process's jobs are run again. */
export interface JobDefinition {
  /** Lower case with hyphens, a verb first: `sign-credential`. Stays the same across releases. */
  readonly name: string;
  run(platform: Platform, data: JobData, attempt: JobAttempt): Promise<void>;
  /** Attempts after the first one. Default 5, about a minute in all; the pause doubles each time. */
  readonly retryLimit?: number;
  /** Jobs of this kind that one process runs side by side. Default 2. */
  readonly concurrency?: number;
}

/** A job that an event brings about: one job for each subscription to that type of event. */
export interface Subscription extends JobDefinition {
  /** The type of event, e.g. `award.decided`. */
  readonly on: string;
}

export interface Schedule {
  /** The job's name. */
  readonly name: string;
  /** Cron, in UTC: `30 3 * * *`. */
  readonly cron: string;
}

export interface EnqueueOptions {
  /**
   * One waiting job of this name and key is enough. A job that has begun doesn't count: it may have read its data
   * already. Not for jobs that must see what this very transaction writes while another one enqueues the same key.
   */
  readonly singletonKey?: string;
}

export interface Jobs extends JobRecords {
  /** Adds a job within the caller's transaction: it exists when, and only when, that commits. */
  enqueue(trx: Transaction<Database>, name: string, data: JobData, options?: EnqueueOptions): Promise<void>;
  /** The names of the jobs that this type of event brings about. */
  subscribedTo(eventType: string): readonly string[];
  /** Begins to run jobs, if this process is one that does. Called once, when the platform is complete. */
  work(platform: Platform): Promise<void>;
  /** Takes no further job, waits for the running ones (30 s at most; what is cut off is run again) and disconnects. */
  stop(): Promise<void>;
}

export interface JobsOptions {
  readonly db: Kysely<Database>;
  readonly connection: DatabaseConnection;
  readonly log: Logger;
  readonly jobs: readonly (JobDefinition | Subscription)[];
  readonly schedules?: readonly Schedule[];
  /** Whether this process runs jobs. One that doesn't, such as the command line, can still enqueue them. */
  readonly work: boolean;
  /** No other process works on this database, so jobs left running are a killed process's: they are taken up at once. */
  readonly alone?: boolean;
}

class JobsFault extends Fault {}

/** Installs the queues where they are missing (any number of processes may do so at once) and connects to them. */
export async function startJobs(options: JobsOptions): Promise<Jobs> {
  const { db, log } = options;
  const names = options.jobs.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new JobsFault('job-defined-twice', `Two jobs are named ${twice}.`);

  const boss = createBoss(options.connection, options.work, log);
  await boss.start();
  try {
    await ensureQueues(boss, options.jobs);
  } catch (error) {
    await boss.stop({ graceful: false });
    throw error;
  }
  const records = createJobRecords(db, boss, names);

  return {
    ...records,

    async enqueue(trx, name, data, { singletonKey } = {}) {
      if (!names.includes(name)) throw new JobsFault('job-unknown', `There is no job named ${name}.`);
      // A queue holds one waiting job a key; jobs that are all wanted get keys of their own.
      const key = singletonKey ?? crypto.randomUUID();
      await boss.send(name, data, { singletonKey: key, db: fromKysely(trx) });
    },

    subscribedTo(eventType) {
      return options.jobs.filter((job) => 'on' in job && job.on === eventType).map(({ name }) => name);
    },

    async work(platform) {
      if (!options.work) return;
      if (options.alone) await records.takeUpAbandoned();
      await keepSchedules(boss, options.schedules ?? []);
      for (const job of options.jobs) await workOn(boss, job, platform);
    },

    async stop() {
      await boss.stop({ graceful: true, timeout: 30_000 });
    },
  };
}
