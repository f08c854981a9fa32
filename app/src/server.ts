/** The process that serves Cairn: `node app/src/server.ts`, as `npm start` does after it has installed and built. */
import type { EventEmitter } from 'node:events';
import { sql } from 'kysely';
import { setPlatform } from '#platform/server/current-platform.ts';
import { type Config, loadConfig } from '#platform/server/config.ts';
import { exclusively } from '#platform/server/exclusively.ts';
import { createLog } from '#platform/server/log.ts';
import { migrate } from '#platform/server/migrate.ts';
import { openDatabase } from '#platform/server/open-database.ts';
import { loadPages } from '#platform/server/pages.ts';
import { Fault } from '#platform/server/problem.ts';
import { startHttpServer } from '#platform/server/serve.ts';
import { type Shutdown, createShutdown } from '#platform/server/shutdown.ts';
import { type RunningPlatform, startPlatform } from '#platform/server/start-platform.ts';
import { jobs, schedules } from './jobs.ts';

const log = createLog({ pretty: process.stdout.isTTY });
const shutdown = createShutdown(log);
let stoppingSince: number | undefined;
const starting = start(shutdown);

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop(signal));
// The program that installed, built and started us is gone without a word.
process.once('disconnect', () => void stop('the end of its parent'));
process.on('uncaughtException', (err) => {
  log.fatal({ err }, 'Cairn ends, after a fault that nothing handled');
  // Nothing can be trusted to stop in order any more; the database's guard stops it, and the next start recovers.
  process.exit(1);
});

await starting.catch(async (error: unknown) => {
  if (error instanceof Fault) process.stderr.write(`\n${error.message}\n\n`);
  else log.fatal({ err: error }, 'Cairn could not start');
  await shutdown.run();
  process.exit(1);
});

async function start(shutdown: Shutdown): Promise<void> {
  const config = loadConfig(process.env);
  const database = await openDatabase(config, (err) => {
    log.fatal({ err }, 'the database is gone');
    process.exit(1);
  });
  shutdown.add('the database', () => database.stop());

  const migrations = await migrate(database.connection);
  if (migrations.length > 0) log.info({ migrations }, 'the database is up to date');
  const work = config.roles.includes('worker');
  const platform = await startPlatform(config, { ...database, log, jobs, schedules, work });
  shutdown.add('jobs', () => platform.stop());
  setPlatform(platform);

  await exclusively(platform.db, 'demo', () => keepDemo(platform));
  await serve(config, platform, shutdown);
}

/** The demo story decides itself whether to begin: only in an empty database, and never twice. */
async function keepDemo(platform: RunningPlatform): Promise<void> {
  const { demo, isLoopbackOrigin } = platform.config;
  const { beginDemo, closeDemo } = await import('../seed/demo.ts');
  if (demo) await beginDemo(platform);
  else if (!isLoopbackOrigin) await closeDemo(platform);
}

async function serve(config: Config, platform: RunningPlatform, shutdown: Shutdown): Promise<void> {
  const pages = config.roles.includes('web') ? await loadPages(config, log) : undefined;
  const events: EventEmitter = process;
  // What SvelteKit's own server would say, so that pages may clean up too.
  shutdown.add('pages', async () => void events.emit('sveltekit:shutdown', 'stop'));
  const server = await startHttpServer({
    config,
    log,
    pages,
    metrics: platform.metrics,
    isReady: async () => (await sql`select 1`.execute(platform.db)).rows.length === 1,
  });
  shutdown.add('requests', () => server.stop());
  log.info({ seconds: Number(process.uptime().toFixed(2)) }, `Cairn serves ${config.origin}`);
}

async function stop(reason: string): Promise<void> {
  if (stoppingSince !== undefined) {
    // Whoever asks again is in a hurry; within a second it is the same request, from a supervisor and from npm.
    if (performance.now() - stoppingSince > 1_000) process.exit(1);
    return;
  }
  stoppingSince = performance.now();
  log.info({ reason }, 'Cairn stops: it finishes what is under way');
  await starting.catch(() => undefined);
  const succeeded = await shutdown.run();
  log.info('Cairn has stopped');
  process.exit(succeeded ? 0 : 1);
}
