import { expect, test } from 'vitest';
import { aProcess } from '../../../test/builders/a-process.ts';
import { aDatabase } from '../../../test/database.ts';
import { announce } from './events.ts';
import type { JobData, Subscription } from './jobs.ts';

function subscription(on: string, name: string, seen: [string, JobData][]): Subscription {
  return { on, name, run: async (_platform, data) => void seen.push([name, data]) };
}

test('an event is recorded, and each of its subscribers gets one job with its data', async () => {
  await using database = await aDatabase();
  const seen: [string, JobData][] = [];
  const jobs = [
    subscription('award.decided', 'sign-credential', seen),
    subscription('award.decided', 'tell-learner', seen),
    subscription('award.revoked', 'tell-verifiers', seen),
  ];
  const at = new Date('2026-11-23T10:00:00Z');
  await using process = await aProcess(database, { jobs, clock: () => at });
  const { db } = process.platform;
  await db
    .transaction()
    .execute((trx) => announce(process.platform, trx, { type: 'award.decided', data: { awardId: 'a1' } }));
  await process.platform.jobs.settled();

  const events = await db.selectFrom('event').selectAll().execute();
  expect(events).toMatchObject([{ type: 'award.decided', data: { awardId: 'a1' }, at }]);
  const eventId = events[0]?.id;
  expect(seen.toSorted()).toEqual([
    ['sign-credential', { awardId: 'a1', eventId }],
    ['tell-learner', { awardId: 'a1', eventId }],
  ]);
});

test('an event that nobody subscribes to is recorded all the same', async () => {
  await using database = await aDatabase();
  await using process = await aProcess(database);
  const { db } = process.platform;
  await db
    .transaction()
    .execute((trx) => announce(process.platform, trx, { type: 'lesson.read', data: { lessonId: 'l1' } }));
  expect(await db.selectFrom('event').select('type').execute()).toEqual([{ type: 'lesson.read' }]);
});

test('when the decision is rolled back there is neither event nor job', async () => {
  await using database = await aDatabase();
  const seen: [string, JobData][] = [];
  await using process = await aProcess(database, { jobs: [subscription('award.decided', 'sign-credential', seen)] });
  const { db, jobs } = process.platform;
  const decision = db.transaction().execute(async (trx) => {
    await announce(process.platform, trx, { type: 'award.decided', data: { awardId: 'a1' } });
    throw new Error('not after all');
  });
  await expect(decision).rejects.toThrow('not after all');
  expect(await db.selectFrom('event').selectAll().execute()).toEqual([]);
  expect(await jobs.recent({ limit: 1 })).toEqual([]);
});
