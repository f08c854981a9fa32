import { expect, test } from 'vitest';
import { aDatabase } from '../../../test/database.ts';
import { exclusively } from './exclusively.ts';

const shortly = () => new Promise((resume) => setTimeout(resume, 30));

test('what runs exclusively runs one at a time; under another name it does not wait', async () => {
  await using database = await aDatabase();
  const order: string[] = [];
  const run = (name: string, label: string) =>
    exclusively(database.db, name, async () => {
      order.push(`${label} begins`);
      await shortly();
      order.push(`${label} ends`);
    });
  await Promise.all([run('demo', 'one'), run('demo', 'two')]);
  const [first] = order;
  expect(order).toEqual(
    first === 'one begins'
      ? ['one begins', 'one ends', 'two begins', 'two ends']
      : ['two begins', 'two ends', 'one begins', 'one ends'],
  );

  const held = Promise.withResolvers<void>();
  const holding = exclusively(database.db, 'demo', () => held.promise);
  expect(await exclusively(database.db, 'other', async () => 'not held up')).toBe('not held up');
  held.resolve();
  await holding;
});

test('a failure lets the next one in', async () => {
  await using database = await aDatabase();
  const failing = exclusively(database.db, 'demo', () => Promise.reject(new Error('broken')));
  await expect(failing).rejects.toThrow('broken');
  expect(await exclusively(database.db, 'demo', async () => 'in')).toBe('in');
});
