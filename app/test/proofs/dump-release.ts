/**
 * Keeps a database as this release makes it, for the tests of later releases' upgrades:
 *
 *     node app/test/proofs/dump-release.ts
 *
 * Needs Debian's PostgreSQL 15, whose pg_dump writes what every supported version reads. Rows are written as INSERT
 * statements, so that any client can restore them.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { jobs, schedules } from '../../src/jobs.ts';
import { loadConfig } from '../../src/platform/server/config.ts';
import { createLog } from '../../src/platform/server/log.ts';
import { migrate } from '../../src/platform/server/migrate.ts';
import { startPlatform } from '../../src/platform/server/start-platform.ts';
import { aWorld } from '../permissions/world.ts';
import { startPostgres15 } from '../postgres-15.ts';
import { releaseDump, releaseSettings } from './release-dump.ts';

const folder = mkdtempSync(join(tmpdir(), 'cairn-release-'));
const postgres = await startPostgres15(folder);
await migrate(postgres.connection);
const log = createLog({ level: 'warn' });
const config = loadConfig({ ...releaseSettings, DATA_DIR: folder });
const platform = await startPlatform(config, {
  connection: postgres.connection,
  log,
  jobs,
  schedules,
  work: true,
  alone: true,
});
await aWorld(platform);
await platform.jobs.settled(60_000);
await platform.stop();

const { host, port, user, database } = postgres.connection;
const options = ['--no-owner', '--no-privileges', '--rows-per-insert=100'];
const dumped = execFileSync(
  '/usr/lib/postgresql/15/bin/pg_dump',
  [...options, '-h', host, '-p', String(port), '-U', user, database],
  {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  },
);
await postgres.stop();
rmSync(folder, { recursive: true });

// Lines that are meant for psql alone.
const statements = dumped.replace(/^\\.*\n/gm, '');
mkdirSync(dirname(releaseDump), { recursive: true });
writeFileSync(releaseDump, gzipSync(statements, { level: 9 }));
