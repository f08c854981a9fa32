import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { jobs } from '../src/jobs.ts';
import { createDatabase } from '../src/platform/server/database.ts';
import { startEmbeddedPostgres } from '../src/platform/server/embedded-postgres.ts';
import type { SocketConnection } from '../src/platform/server/embedded-postgres-lock.ts';
import { startJobs } from '../src/platform/server/jobs.ts';
import { createLog } from '../src/platform/server/log.ts';
import { migrate } from '../src/platform/server/migrate.ts';
import { startPostgres15 } from './postgres-15.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A migrated database that is only cloned, never connected to. */
    readonly template: SocketConnection;
  }
}

/** Nothing outlives a test run, so nothing needs to survive a power cut. */
export const FAST_SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_connections: '200',
};

/**
 * One PostgreSQL for a whole test run: the embedded one, or with CAIRN_TEST_POSTGRES=15 Debian's PostgreSQL 15, the
 * oldest that Cairn supports.
 */
export default async function startDatabase(project: TestProject) {
  const dataDir = await mkdtemp(join(tmpdir(), 'cairn-test-'));
  // Where root's server user can't enter, the database would go to the system's state folder.
  await chmod(dataDir, 0o711);
  const postgres =
    process.env['CAIRN_TEST_POSTGRES'] === '15'
      ? await startPostgres15(dataDir, FAST_SETTINGS)
      : await startEmbeddedPostgres({
          dataDir,
          settings: FAST_SETTINGS,
          onLost: (error) => {
            throw error;
          },
        });
  await migrate(postgres.connection);
  await installQueues(postgres.connection);
  project.provide('template', postgres.connection);
  return async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true });
  };
}

/** So that each clone need not. */
async function installQueues(connection: SocketConnection): Promise<void> {
  const db = createDatabase(connection);
  const installed = await startJobs({ db, connection, log: createLog({ level: 'silent' }), jobs, work: false });
  await installed.stop();
  await db.destroy();
}
