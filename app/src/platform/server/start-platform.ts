import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { type DatabaseConnection, createPool, databaseOver } from './database.ts';
import { createFiles } from './files.ts';
import { createHttpClient } from './http-client.ts';
import { newId } from './ids.ts';
import { type JobDefinition, type Schedule, type Subscription, startJobs } from './jobs.ts';
import { createMail, deliverMail } from './mail.ts';
import { type Metrics, createMetrics } from './metrics.ts';
import type { Platform } from './platform.ts';
import { purgeRateLimits } from './rate-limit.ts';
import { createSecretBox } from './secret-box.ts';
import { loadSecret } from './secret.ts';

export interface PlatformOptions {
  /** A migrated database: see `migrate`. */
  readonly connection: DatabaseConnection;
  readonly log: Logger;
  /** The domains' jobs and subscriptions; the platform adds its own. */
  readonly jobs: readonly (JobDefinition | Subscription)[];
  readonly schedules: readonly Schedule[];
  /** Whether this process runs jobs. */
  readonly work: boolean;
  /** Whether no other process uses the database, as with the embedded one. */
  readonly alone: boolean;
  readonly clock?: () => Date;
  /** Connections to the database at most. */
  readonly poolSize?: number;
}

export interface RunningPlatform extends Platform {
  readonly metrics: Metrics;
  /** Finishes the jobs that run, takes no more, and closes every connection. */
  stop(): Promise<void>;
}

/** Puts the services of one process together, and begins to work on jobs if it is one that does. */
export async function startPlatform(config: Config, options: PlatformOptions): Promise<RunningPlatform> {
  const { connection, log, work, alone, clock = () => new Date() } = options;
  const pool = createPool(connection, {
    onConnectionError: (err) => log.warn({ err }, 'a database connection broke'),
    ...(options.poolSize === undefined ? {} : { poolSize: options.poolSize }),
  });
  const db = databaseOver(pool);
  const jobs = await startJobs({
    db,
    connection,
    log,
    work,
    alone,
    jobs: [deliverMail, purgeRateLimits, ...options.jobs],
    schedules: [{ name: purgeRateLimits.name, cron: '17 3 * * *' }, ...options.schedules],
  });
  const mail = createMail({ smtpUrl: config.smtpUrl, origin: config.origin, jobs, newId, clock });
  const platform: RunningPlatform = {
    config,
    db,
    clock,
    newId,
    jobs,
    mail,
    files: await createFiles(config),
    http: createHttpClient({ allowHosts: config.allowHosts }),
    secrets: createSecretBox(await loadSecret(config)),
    log,
    metrics: createMetrics({ jobs, pool }),
    async stop() {
      await jobs.stop();
      mail.stop();
      await db.destroy();
    },
  };
  await jobs.work(platform);
  return platform;
}
