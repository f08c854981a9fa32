import { access, constants, statfs } from 'node:fs/promises';
import type { Config } from '#platform/server/config.ts';
import { databaseFacts } from '#platform/server/database-facts.ts';
import { Fault } from '#platform/server/problem.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { CommandContext, Outcome } from '../command.ts';

interface Finding {
  readonly name: string;
  readonly result: 'good' | 'note' | 'problem';
  /** What was found and, unless it is good, what to do. */
  readonly detail: string;
}

const GIBIBYTE = 1024 ** 3;

/** Looks at everything that an operator would have to look at, and goes on after what is broken. */
export async function doctor(context: CommandContext): Promise<Outcome> {
  const findings = await examine(context);
  return {
    ok: findings.every(({ result }) => result !== 'problem'),
    json: { findings },
    text: findings.map(({ name, result, detail }) => `${result.padEnd(8)} ${name}: ${detail}`).join('\n'),
  };
}

async function examine(context: CommandContext): Promise<readonly Finding[]> {
  const runtime = checkRuntime();
  const config = await attempt(async () => context.config());
  if (config instanceof Fault) return [runtime, problem('settings', config.message)];
  const settings = [runtime, checkOrigin(config), checkMailSetting(config), await checkDataDir(config)];

  const platform = await attempt(() => context.platform());
  if (platform instanceof Fault) return [...settings, problem('database', platform.message)];
  return [
    ...settings,
    await checkDatabase(platform),
    await checkFiles(platform),
    await checkJobs(platform),
    await checkMail(platform),
  ];
}

async function attempt<Result>(run: () => Promise<Result>): Promise<Result | Fault> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

const good = (name: string, detail: string): Finding => ({ name, result: 'good', detail });
const note = (name: string, detail: string): Finding => ({ name, result: 'note', detail });
const problem = (name: string, detail: string): Finding => ({ name, result: 'problem', detail });

function checkRuntime(): Finding {
  return good('runtime', `Node ${process.versions.node} on ${process.platform}-${process.arch}`);
}

function checkOrigin({ origin, isLoopbackOrigin }: Config): Finding {
  if (isLoopbackOrigin)
    return note('origin', `${origin}: this machine alone; set ORIGIN to the public address before others use it`);
  if (origin.startsWith('https:')) return good('origin', origin);
  return problem(
    'origin',
    `${origin} is not HTTPS, so awards outside the demo are refused; serve it through HTTPS and set ORIGIN to https://…`,
  );
}

function checkMailSetting({ smtpUrl, isLoopbackOrigin }: Config): Finding {
  if (smtpUrl !== undefined) return good('mail server', new URL(smtpUrl).host);
  if (isLoopbackOrigin) return note('mail server', 'none; messages stay in the local outbox');
  return problem('mail server', 'none, so nobody gets the links they sign in and confirm with; set SMTP_URL');
}

async function checkDataDir({ dataDir }: Config): Promise<Finding> {
  try {
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return note(
      'data folder',
      `${dataDir} is not there yet, or this user may not write to it; the first start makes it`,
    );
  }
  const { bavail, bsize } = await statfs(dataDir);
  const free = (bavail * bsize) / GIBIBYTE;
  const detail = `${dataDir}, ${free.toFixed(1)} GiB free`;
  return free < 1
    ? problem('data folder', `${detail}; make room, since a full disk stops the database`)
    : good('data folder', detail);
}

async function checkDatabase({ db, config }: Platform): Promise<Finding> {
  const found = await databaseFacts(db);
  const where = config.databaseUrl === undefined ? 'embedded' : 'DATABASE_URL';
  const detail = `PostgreSQL ${found.version} (${where}), ${(found.bytes / GIBIBYTE).toFixed(2)} GiB, ${found.connections} of ${found.limit} connections`;
  return found.connections > found.limit * 0.8
    ? problem('database', `${detail}; raise max_connections or run fewer processes`)
    : good('database', detail);
}

async function checkFiles({ files, config, newId }: Platform): Promise<Finding> {
  const where = config.s3Url === undefined ? 'in the data folder' : `in the bucket at ${new URL(config.s3Url).host}`;
  const key = `doctor/${newId()}.txt`;
  try {
    await files.put(key, Buffer.from('written by the doctor'), { mediaType: 'text/plain' });
    await files.get(key);
    await files.delete(key);
    return good('files', where);
  } catch (error) {
    return problem(
      'files',
      `${where} can't be written and read back: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

async function checkJobs({ jobs }: Platform): Promise<Finding> {
  const counts = await jobs.counts();
  const sum = (states: readonly string[]) =>
    counts
      .filter(({ name, state }) => name !== 'dead-letter' && states.includes(state))
      .reduce((total, { count }) => total + count, 0);
  const dead = counts.find(({ name }) => name === 'dead-letter')?.count ?? 0;
  const waiting = `${sum(['created', 'retry'])} waiting, ${sum(['active'])} running`;
  return dead > 0
    ? problem('jobs', `${dead} failed for good (${waiting}); see the jobs page of the operator, and retry them there`)
    : good('jobs', waiting);
}

async function checkMail({ db }: Platform): Promise<Finding> {
  const counts = await db
    .selectFrom('mail_message')
    .select(['status', (of) => of.fn.countAll<number>().as('count')])
    .groupBy('status')
    .execute();
  const of = (status: string) => counts.find((row) => row.status === status)?.count ?? 0;
  const detail = `${of('sent')} sent, ${of('queued')} queued, ${of('outbox')} in the outbox`;
  return of('failed') > 0
    ? problem('mail', `${of('failed')} could not be delivered (${detail}); see the outbox page of the operator`)
    : good('mail', detail);
}
