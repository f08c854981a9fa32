import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type SpawnedProcess, freePort, spawnNode } from '../test/cairn-process.ts';
import { aDatabase } from '../test/database.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let home: string;
let running: SpawnedProcess[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'cairn servers '));
  running = [];
});
afterEach(async () => {
  for (const server of running) {
    server.signal('SIGTERM');
    await server.ended();
  }
  await rm(home, { recursive: true });
});

async function serving(env: Readonly<Record<string, string>>) {
  const port = await freePort();
  const server = spawnNode([join(import.meta.dirname, 'server.ts')], {
    env: { DATA_DIR: join(home, 'my data'), PORT: String(port), ...env },
  });
  running.push(server);
  await server.says(/Cairn serves/);
  return { server, origin: `http://127.0.0.1:${port}` };
}

test('several processes start at once on one DATABASE_URL, one with pages alone and one with jobs alone', async () => {
  await using database = await aDatabase();
  const { host, port, user, database: name } = database.connection;
  const env = {
    DATABASE_URL: `postgres:///${name}?${new URLSearchParams({ host, port: String(port), user })}`,
    CAIRN_SECRET: '07'.repeat(32),
  };
  const [web, worker, both] = await Promise.all([
    serving({ ...env, CAIRN_ROLE: 'web' }),
    serving({ ...env, CAIRN_ROLE: 'worker' }),
    serving(env),
  ]);
  expect(await Promise.all([web, worker, both].map(async ({ origin }) => (await fetch(origin)).status))).toEqual([
    200, 404, 200,
  ]);
  expect((await fetch(`${worker.origin}/readyz`)).status).toBe(200);
  // What one of them began with pages, a job ends where jobs run. Each that finds no story yet may ask for it once.
  await vi.waitFor(async () => {
    const metrics = await (await fetch(`${worker.origin}/metrics`)).text();
    expect(metrics).toMatch(/cairn_jobs\{name="seed-demo",state="completed"\} [123]\n/);
  }, 60_000);
  for (const { server } of [web, worker, both]) {
    server.signal('SIGTERM');
    expect(await server.ended()).toBe(0);
  }
});
