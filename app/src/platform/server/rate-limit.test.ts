import { expect, test } from 'vitest';
import { aProcess } from '../../../test/builders/a-process.ts';
import { aDatabase } from '../../../test/database.ts';
import { createSecretBox } from './secret-box.ts';
import { purgeRateLimits, takeFromLimit } from './rate-limit.ts';

const secrets = createSecretBox(Buffer.alloc(32, 1));
const start = new Date('2026-11-23T10:00:00Z');
const signIn = { key: 'sign-in/mary@example.org', limit: 3, windowSeconds: 60 };

async function limitedAt() {
  const database = await aDatabase();
  let now = start;
  return {
    db: database.db,
    secrets,
    clock: () => now,
    after: (seconds: number) => void (now = new Date(start.getTime() + seconds * 1000)),
    [Symbol.asyncDispose]: database.drop,
  };
}

test('a limit of three lets three through, then says how long to wait', async () => {
  await using platform = await limitedAt();
  for (const remaining of [2, 1, 0]) expect(await takeFromLimit(platform, signIn)).toEqual({ kind: 'ok', remaining });
  platform.after(20);
  expect(await takeFromLimit(platform, signIn)).toEqual({ kind: 'limited', retryAfterSeconds: 40 });
  platform.after(59.999);
  expect(await takeFromLimit(platform, signIn)).toEqual({ kind: 'limited', retryAfterSeconds: 1 });
});

test('when the window is over the next one begins, whole', async () => {
  await using platform = await limitedAt();
  for (let time = 0; time < 5; time++) await takeFromLimit(platform, signIn);
  platform.after(60);
  expect(await takeFromLimit(platform, signIn)).toEqual({ kind: 'ok', remaining: 2 });
  platform.after(119);
  expect(await takeFromLimit(platform, signIn)).toEqual({ kind: 'ok', remaining: 1 });
});

test('limits of different keys are apart', async () => {
  await using platform = await limitedAt();
  for (let time = 0; time < 4; time++) await takeFromLimit(platform, signIn);
  expect(await takeFromLimit(platform, { ...signIn, key: 'sign-in/marie@example.org' })).toEqual({
    kind: 'ok',
    remaining: 2,
  });
});

test('of many requests at the same moment exactly as many as allowed get through', async () => {
  await using platform = await limitedAt();
  const taken = await Promise.all(Array.from({ length: 40 }, () => takeFromLimit(platform, { ...signIn, limit: 7 })));
  expect(taken.filter(({ kind }) => kind === 'ok')).toHaveLength(7);
});

test('the database holds no address, only a keyed fingerprint', async () => {
  await using platform = await limitedAt();
  await takeFromLimit(platform, signIn);
  const rows = await platform.db.selectFrom('rate_limit').selectAll().execute();
  expect(rows).toEqual([{ key: secrets.fingerprint(signIn.key, 'rate-limit'), count: 1, window_start: start }]);
  expect(JSON.stringify(rows)).not.toContain('mary');
});

test('a window of no length, or of more than a day, is a mistake', async () => {
  await using platform = await limitedAt();
  for (const windowSeconds of [0, -1, Number.NaN, 86_401]) {
    await expect(takeFromLimit(platform, { ...signIn, windowSeconds })).rejects.toThrow(RangeError);
  }
});

test('the daily job forgets windows that are over and keeps those that are not', async () => {
  await using database = await aDatabase();
  let now = start;
  await using process = await aProcess(database, { jobs: [purgeRateLimits], clock: () => now });
  const { platform } = process;
  await takeFromLimit(platform, { ...signIn, key: 'old' });
  now = new Date(start.getTime() + 86_400_001);
  await takeFromLimit(platform, { ...signIn, key: 'new' });
  await platform.db.transaction().execute((trx) => platform.jobs.enqueue(trx, purgeRateLimits.name, {}));
  await platform.jobs.settled();
  const left = await platform.db.selectFrom('rate_limit').select('window_start').execute();
  expect(left).toEqual([{ window_start: now }]);
});
