import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jobs, schedules } from '../src/jobs.ts';
import { loadConfig } from '../src/platform/server/config.ts';
import { createLog } from '../src/platform/server/log.ts';
import { type PlatformOptions, type RunningPlatform, startPlatform } from '../src/platform/server/start-platform.ts';
import { aDatabase } from './database.ts';

export interface TestPlatform extends RunningPlatform, AsyncDisposable {
  /** Sets the clock. It stands still until set again. */
  setTime(at: Date): void;
}

export interface TestPlatformOptions extends Partial<Pick<PlatformOptions, 'jobs' | 'schedules'>> {
  /** The time that `clock` says; without it the clock runs as the system's does. */
  readonly at?: Date;
  /** `on` runs jobs, as in production; `off`, the default, only lets them be enqueued. */
  readonly run?: 'on' | 'off';
  /** Settings as in the environment, beside a DATA_DIR of its own. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * A whole platform on an empty, migrated database of its own: real jobs, real mail (kept in the outbox), real files
 * in a temporary folder. Close it with `await using` or `stop()`.
 */
export async function aPlatform(options: TestPlatformOptions = {}): Promise<TestPlatform> {
  const database = await aDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'cairn-platform-'));
  let { at } = options;
  const platform = await startPlatform(loadConfig({ DATA_DIR: dataDir, ...options.env }), {
    connection: database.connection,
    log: createLog({ level: 'silent' }),
    jobs: options.jobs ?? jobs,
    schedules: options.schedules ?? schedules,
    work: options.run === 'on',
    alone: true,
    clock: () => new Date(at ?? Date.now()),
    poolSize: 5,
  });
  const stop = async () => {
    await platform.stop();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { ...platform, stop, setTime: (time) => (at = time), [Symbol.asyncDispose]: stop };
}
