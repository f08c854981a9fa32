import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/platform/server/config.ts';
import { createFiles } from '../../src/platform/server/files.ts';
import { createHttpClient } from '../../src/platform/server/http-client.ts';
import { newId } from '../../src/platform/server/ids.ts';
import { startJobs } from '../../src/platform/server/jobs.ts';
import type { JobsOptions } from '../../src/platform/server/jobs.ts';
import { createLog } from '../../src/platform/server/log.ts';
import { createMail } from '../../src/platform/server/mail.ts';
import type { MailOptions } from '../../src/platform/server/mail.ts';
import type { Platform } from '../../src/platform/server/platform.ts';
import { createSecretBox } from '../../src/platform/server/secret-box.ts';
import type { TestDatabase } from '../database.ts';

export interface AProcess extends AsyncDisposable {
  readonly platform: Platform;
  /** What its log said, parsed. */
  readonly logged: readonly Readonly<Record<string, unknown>>[];
  stop(): Promise<void>;
}

type Choices = Partial<Pick<JobsOptions, 'jobs' | 'schedules' | 'work' | 'alone'>> &
  Partial<Pick<MailOptions, 'smtpUrl' | 'from'>> & { readonly clock?: () => Date };

/** One process of Cairn with jobs of the test's choice; several may share a database, as in production. */
export async function aProcess({ db, connection }: TestDatabase, choices: Choices = {}): Promise<AProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), 'cairn-process-'));
  const config = loadConfig({ DATA_DIR: dataDir });
  const clock = choices.clock ?? (() => new Date());
  const lines: string[] = [];
  const log = createLog({ level: 'debug', destination: { write: (line: string) => void lines.push(line) } });
  const jobs = await startJobs({ db, connection, log, jobs: [], work: true, ...choices });
  const mail = createMail({ smtpUrl: undefined, origin: config.origin, ...choices, jobs, newId, clock });
  const platform: Platform = {
    config,
    db,
    clock,
    newId,
    jobs,
    mail,
    files: await createFiles({ dataDir, s3Url: undefined }),
    http: createHttpClient({ allowHosts: [] }),
    secrets: createSecretBox(Buffer.alloc(32, 1)),
    log,
  };
  await jobs.work(platform);
  const stop = async () => {
    await jobs.stop();
    mail.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return {
    platform,
    get logged() {
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
