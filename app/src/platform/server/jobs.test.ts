import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import { aProcess } from '../../../test/builders/a-process.ts';
import { aDatabase } from '../../../test/database.ts';
import type { JobAttempt, JobData, JobDefinition } from './jobs.ts';
import type { Platform } from './platform.ts';

/** A job that remembers its runs. */
function recording(name: string, run?: JobDefinition['run'], options: Partial<JobDefinition> = {}) {
  const runs: { data: JobData; attempt: JobAttempt }[] = [];
  const job: JobDefinition = {
    name,
    async run(platform, data, attempt) {
      runs.push({ data, attempt });
      await run?.(platform, data, attempt);
    },
    ...options,
  };
  return { job, runs };
}

function enqueue(platform: Platform, name: string, data: JobData = {}, singletonKey?: string): Promise<void> {
  const options = singletonKey === undefined ? {} : { singletonKey };
  return platform.db.transaction().execute((trx) => platform.jobs.enqueue(trx, name, data, options));
}

test('a job runs after the commit, with its data and the platform', async () => {
  await using database = await aDatabase();
  const seen: Platform[] = [];
  const greet = recording('greet', async (platform) => void seen.push(platform));
  await using process = await aProcess(database, { jobs: [greet.job] });
  await enqueue(process.platform, 'greet', { awardId: 'a1' });
  await process.platform.jobs.settled();
  expect(greet.runs).toMatchObject([{ data: { awardId: 'a1' }, attempt: { number: 1, isLast: false } }]);
  expect(seen[0]).toBe(process.platform);
});

test('a job of a transaction that is rolled back never exists', async () => {
  await using database = await aDatabase();
  const greet = recording('greet');
  await using process = await aProcess(database, { jobs: [greet.job] });
  const { db, jobs } = process.platform;
  const rolledBack = db.transaction().execute(async (trx) => {
    await jobs.enqueue(trx, 'greet', {});
    throw new Error('changed our mind');
  });
  await expect(rolledBack).rejects.toThrow('changed our mind');
  expect(await jobs.recent({ limit: 10 })).toEqual([]);
  expect(greet.runs).toEqual([]);
});

test('a job does not begin before its transaction has committed', async () => {
  await using database = await aDatabase();
  const greet = recording('greet');
  await using process = await aProcess(database, { jobs: [greet.job] });
  await process.platform.db.transaction().execute(async (trx) => {
    await process.platform.jobs.enqueue(trx, 'greet', {});
    await new Promise((resume) => setTimeout(resume, 800));
    expect(greet.runs).toEqual([]);
  });
  await process.platform.jobs.settled();
  expect(greet.runs).toHaveLength(1);
});

test('a failing job is tried again later, and succeeds', async () => {
  await using database = await aDatabase();
  const flaky = recording('flaky', async (_platform, _data, { number }) => {
    if (number === 1) throw new Error('the first time never works');
  });
  await using process = await aProcess(database, { jobs: [flaky.job] });
  await enqueue(process.platform, 'flaky');
  await process.platform.jobs.settled();
  expect(flaky.runs.map(({ attempt }) => attempt.number)).toEqual([1, 2]);
  expect(flaky.runs[0]?.attempt.jobId).toBe(flaky.runs[1]?.attempt.jobId);
  expect(await process.platform.jobs.deadLetters({ limit: 10 })).toEqual([]);
  expect(process.logged).toContainEqual(
    expect.objectContaining({ level: 'warn', job: 'flaky', attempt: 1, msg: 'job failed, to be tried again' }),
  );
});

test('a job that keeps failing becomes a dead letter with its reason, and retrying it runs it again, once', async () => {
  await using database = await aDatabase();
  let works = false;
  const broken = recording(
    'broken',
    async () => {
      if (!works) throw Object.assign(new Error('cannot read /s/SHARETOKEN'), { code: 'share-unreadable' });
    },
    { retryLimit: 1 },
  );
  await using process = await aProcess(database, { jobs: [broken.job] });
  const { jobs } = process.platform;
  await enqueue(process.platform, 'broken', { awardId: 'a1' });
  await jobs.settled();
  expect(broken.runs.map(({ attempt }) => attempt.isLast)).toEqual([false, true]);

  const [letter, ...others] = await jobs.deadLetters({ limit: 10 });
  expect(others).toEqual([]);
  expect(letter).toMatchObject({
    name: 'broken',
    data: { awardId: 'a1' },
    attempts: 2,
    lastError: 'cannot read /s/[masked]',
  });
  expect(letter?.failedAt).toBeInstanceOf(Date);
  expect(await jobs.counts()).toContainEqual({ name: 'dead-letter', state: 'created', count: 1 });

  works = true;
  expect(await jobs.retryDeadLetter(letter?.id ?? '')).toBe(true);
  expect(await jobs.retryDeadLetter(letter?.id ?? '')).toBe(false);
  await jobs.settled();
  expect(broken.runs).toHaveLength(3);
  expect(await jobs.deadLetters({ limit: 10 })).toEqual([]);
  const kept = await sql<{ text: string }>`select string_agg(job::text, ' ') as text from pgboss.job`.execute(
    database.db,
  );
  expect(kept.rows[0]?.text).toContain('share-unreadable');
  expect(`${kept.rows[0]?.text} ${JSON.stringify(process.logged)}`).not.toContain('SHARETOKEN');
});

test('of the jobs waiting under one key there is one; a key of another job, or none, is apart', async () => {
  await using database = await aDatabase();
  const names = ['refresh', 'other'];
  await using process = await aProcess(database, { jobs: names.map((name) => recording(name).job), work: false });
  const { platform } = process;
  await enqueue(platform, 'refresh', { n: 1 }, 'm1');
  await enqueue(platform, 'refresh', { n: 2 }, 'm1');
  await enqueue(platform, 'refresh', { n: 3 }, 'm2');
  await enqueue(platform, 'other', { n: 4 }, 'm1');
  await enqueue(platform, 'other', { n: 5 });
  await enqueue(platform, 'other', { n: 6 });
  const waiting = await platform.jobs.recent({ limit: 10, state: 'created' });
  expect(waiting.map(({ data }) => data['n']).toSorted()).toEqual([1, 3, 4, 5, 6]);
});

test('while one of a key is running, another may wait', async () => {
  await using database = await aDatabase();
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const slow = recording('slow', () => held, { concurrency: 1 });
  await using process = await aProcess(database, { jobs: [slow.job] });
  await enqueue(process.platform, 'slow', {}, 'k');
  await vi.waitFor(() => expect(slow.runs).toHaveLength(1), 20_000);
  await enqueue(process.platform, 'slow', {}, 'k');
  release();
  await process.platform.jobs.settled();
  expect(slow.runs).toHaveLength(2);
});

test('an unknown job is a fault, and so are two of one name', async () => {
  await using database = await aDatabase();
  const { job } = recording('greet');
  await using process = await aProcess(database, { jobs: [job] });
  await expect(enqueue(process.platform, 'typo')).rejects.toMatchObject({ code: 'job-unknown' });
  await expect(aProcess(database, { jobs: [job, job] })).rejects.toMatchObject({ code: 'job-defined-twice' });
});

test('a process that does not work enqueues for one that does', async () => {
  await using database = await aDatabase();
  const greet = recording('greet');
  await using commandLine = await aProcess(database, { jobs: [recording('greet').job], work: false });
  await enqueue(commandLine.platform, 'greet');
  expect(await commandLine.platform.jobs.recent({ limit: 1 })).toMatchObject([
    { name: 'greet', state: 'created', attempts: 0 },
  ]);
  await using worker = await aProcess(database, { jobs: [greet.job] });
  await worker.platform.jobs.settled();
  expect(greet.runs).toHaveLength(1);
  const [done] = await commandLine.platform.jobs.recent({ limit: 1, state: 'completed' });
  expect(done).toMatchObject({ name: 'greet', attempts: 1, lastError: null });
  expect(done?.completedAt).toBeInstanceOf(Date);
});

test('six processes that start at once on an empty database all work, and share the jobs', async () => {
  await using database = await aDatabase();
  const runs: string[] = [];
  const processes = await Promise.all(
    Array.from({ length: 6 }, (_, index) =>
      aProcess(database, {
        jobs: ['one', 'two', 'three'].map((name) => recording(name, async (_p, { n }) => void runs.push(`${n}`)).job),
        schedules: [{ name: 'one', cron: `${index} 3 * * *` }],
      }),
    ),
  );
  const [first] = processes;
  for (let n = 0; n < 30; n++) if (first) await enqueue(first.platform, ['one', 'two', 'three'][n % 3] ?? '', { n });
  await first?.platform.jobs.settled();
  expect(runs.map(Number).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => n));
  await Promise.all(processes.map((process) => process.stop()));
});

test('many waiting jobs are worked off without resting between them', async () => {
  await using database = await aDatabase();
  const quick = recording('quick');
  await using process = await aProcess(database, { jobs: [quick.job] });
  const { db, jobs } = process.platform;
  await db.transaction().execute(async (trx) => {
    for (let n = 0; n < 100; n++) await jobs.enqueue(trx, 'quick', { n });
  });
  const began = performance.now();
  await jobs.settled();
  expect(quick.runs).toHaveLength(100);
  // Resting after each pair would take 25 s at least.
  expect(performance.now() - began).toBeLessThan(15_000);
});

test('stopping waits for a running job and leaves a waiting one for the next process', async () => {
  await using database = await aDatabase();
  let finished = 0;
  const slow = recording(
    'slow',
    async () => {
      await new Promise((resume) => setTimeout(resume, 700));
      finished++;
    },
    { concurrency: 1 },
  );
  const process = await aProcess(database, { jobs: [slow.job] });
  await enqueue(process.platform, 'slow');
  await enqueue(process.platform, 'slow');
  await vi.waitFor(() => expect(slow.runs).toHaveLength(1), 20_000);
  await process.stop();
  expect(finished).toBe(1);

  const next = recording('slow');
  await using successor = await aProcess(database, { jobs: [next.job] });
  await successor.platform.jobs.settled();
  expect(next.runs).toHaveLength(1);
});

test("a process that is alone takes up a killed one's jobs at once; one that is not leaves them alone", async () => {
  await using database = await aDatabase();
  await using killed = await aProcess(database, { jobs: [recording('sign').job], work: false });
  await enqueue(killed.platform, 'sign', { awardId: 'a1' });
  // As a process leaves it that was killed in the middle of an attempt.
  await sql`update pgboss.job set state = 'active', started_on = now(), heartbeat_on = now() where name = 'sign'`.execute(
    database.db,
  );

  const oneOfMany = recording('sign');
  const other = await aProcess(database, { jobs: [oneOfMany.job] });
  await expect(other.platform.jobs.settled(1500)).rejects.toMatchObject({ code: 'jobs-unsettled' });
  await other.stop();
  expect(oneOfMany.runs).toEqual([]);

  const sign = recording('sign');
  await using successor = await aProcess(database, { jobs: [sign.job], alone: true });
  await successor.platform.jobs.settled();
  expect(sign.runs).toMatchObject([{ data: { awardId: 'a1' }, attempt: { number: 2 } }]);
});

test("a killed process's job is noticed by the others when its heartbeat stops", { timeout: 60_000 }, async () => {
  await using database = await aDatabase();
  await using killed = await aProcess(database, { jobs: [recording('sign').job], work: false });
  await enqueue(killed.platform, 'sign', { awardId: 'a1' });
  await sql`update pgboss.job set state = 'active', started_on = now(), heartbeat_on = now() - interval '11 s'
    where name = 'sign'`.execute(database.db);
  const sign = recording('sign');
  await using other = await aProcess(database, { jobs: [sign.job] });
  await other.platform.jobs.settled(30_000);
  expect(sign.runs).toMatchObject([{ data: { awardId: 'a1' }, attempt: { number: 2 } }]);
});

test('schedules are exactly those of this release', async () => {
  await using database = await aDatabase();
  const jobs = [recording('old').job, recording('new').job];
  const before = await aProcess(database, { jobs, schedules: [{ name: 'old', cron: '0 3 * * *' }] });
  await before.stop();
  await using _after = await aProcess(database, { jobs, schedules: [{ name: 'new', cron: '0 4 * * *' }] });
  const { rows } = await sql<{ name: string; cron: string }>`select name, cron from pgboss.schedule`.execute(
    database.db,
  );
  expect(rows).toEqual([{ name: 'new', cron: '0 4 * * *' }]);
});
