import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { freePort, spawnNode } from '../test/cairn-process.ts';

// Whole servers are started and killed, on machines that may be busy with other tests.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const server = join(import.meta.dirname, '../src/server.ts');
const cairn = join(import.meta.dirname, '../src/cli/cairn.ts');

interface Report {
  readonly origin: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly shares: readonly string[];
}

test('cairn demo completes a story whose server was killed, and beside a running one says what it serves', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'cairn demo '));
  await chmod(dataDir, 0o711);
  const port = await freePort();
  const env = { DATA_DIR: dataDir, PORT: String(port) };
  const report = async (own: Readonly<Record<string, string>>): Promise<Report> => {
    const command = spawnNode([cairn, 'demo', '--json'], { env: own });
    expect(await command.ended(), command.output()).toBe(0);
    return JSON.parse(command.output().slice(command.output().indexOf('{'))) as Report;
  };

  const killed = spawnNode([server], { env });
  await killed.says(/Cairn serves/);
  killed.signal('SIGKILL');
  await killed.ended();
  const alone = await report(env);
  expect(alone.origin).toBe(`http://localhost:${port}`);
  expect(Object.keys(alone.credentials).sort()).toEqual(['expired', 'revoked', 'suspended', 'valid']);
  expect(alone.shares).toHaveLength(4);

  const running = spawnNode([server], { env });
  await running.says(/Cairn serves/);
  // Typed without the server's settings: the origin is the server's all the same.
  expect(await report({ DATA_DIR: dataDir })).toEqual(alone);
  const shared = await fetch(`${alone.credentials['valid']}.json`);
  expect(await shared.json()).toMatchObject({ name: 'Psychological first aid' });
  running.signal('SIGTERM');
  await running.ended();
  await rm(dataDir, { recursive: true });
});

test('where ORIGIN is not this machine, nothing is told and the command says why', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'cairn demo '));
  await chmod(dataDir, 0o711);
  const env = { DATA_DIR: dataDir, ORIGIN: 'https://cairn.example' };
  const command = spawnNode([cairn, 'demo', '--json'], { env });
  expect(await command.ended()).toBe(1);
  expect(command.output()).toContain('demo-off');
  await rm(dataDir, { recursive: true });
});
