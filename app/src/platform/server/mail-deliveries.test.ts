import { expect, test } from 'vitest';
import { aPlatform } from '../../../test/platform.ts';
import { countDeliveries, recentDeliveries } from './mail-deliveries.ts';

test('the newest mail comes first, a page at a time, and its words are not among what is shown', async () => {
  await using platform = await aPlatform();
  const { db } = platform;
  for (const kind of ['first', 'second', 'third']) {
    const message = { to: 'sam@people.example', subject: 'Your link', text: 'https://cairn.example/secret', kind };
    await db.transaction().execute((trx) => platform.mail.send(trx, message));
  }
  const [third, second] = await recentDeliveries(db, { limit: 2 });
  expect([third?.kind, second?.kind]).toEqual(['third', 'second']);
  expect(JSON.stringify(third)).not.toMatch(/secret|Your link/);
  expect(
    (await recentDeliveries(db, { limit: 2, ...(second && { beforeId: second.id }) })).map(({ kind }) => kind),
  ).toEqual(['first']);
  expect(await recentDeliveries(db, { limit: 2, status: 'failed' })).toEqual([]);
  expect([await countDeliveries(db, 'outbox'), await countDeliveries(db, 'failed')]).toEqual([3, 0]);
});
