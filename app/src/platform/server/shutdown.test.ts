import { expect, test } from 'vitest';
import { createLog } from './log.ts';
import { createShutdown } from './shutdown.ts';

const silent = createLog({ level: 'silent' });

test('what was started last is stopped first, one after the other', async () => {
  const order: string[] = [];
  const shutdown = createShutdown(silent);
  shutdown.add('database', async () => void order.push('database'));
  shutdown.add('requests', async () => {
    await new Promise((resume) => setTimeout(resume, 10));
    order.push('requests');
  });
  expect(await shutdown.run()).toBe(true);
  expect(order).toEqual(['requests', 'database']);
});

test('a step that fails is reported, and does not keep the others from being taken', async () => {
  let closed = false;
  const shutdown = createShutdown(silent);
  shutdown.add('database', async () => void (closed = true));
  shutdown.add('jobs', () => Promise.reject(new Error('stuck')));
  expect(await shutdown.run()).toBe(false);
  expect(closed).toBe(true);
});

test('however often it is asked for, each step is taken once', async () => {
  let times = 0;
  const shutdown = createShutdown(silent);
  shutdown.add('database', async () => void times++);
  await Promise.all([shutdown.run(), shutdown.run()]);
  expect(times).toBe(1);
});
