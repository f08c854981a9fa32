import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadSecret } from './secret.ts';

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cairn secret '));
});
afterEach(() => rm(dataDir, { recursive: true }));

test('the secret is made once, readable by its owner alone, and is the same ever after', async () => {
  const first = await loadSecret({ secret: undefined, dataDir });
  expect(first).toHaveLength(32);
  expect((await stat(join(dataDir, 'secret'))).mode & 0o777).toBe(0o600);
  expect(await loadSecret({ secret: undefined, dataDir })).toEqual(first);
});

test('processes that start at once agree on one secret and leave nothing else behind', async () => {
  const secrets = await Promise.all(Array.from({ length: 8 }, () => loadSecret({ secret: undefined, dataDir })));
  expect(new Set(secrets.map((secret) => secret.toString('hex'))).size).toBe(1);
  expect(await readdir(dataDir)).toEqual(['secret']);
});

test('a damaged secret is refused, never replaced', async () => {
  await writeFile(join(dataDir, 'secret'), 'oops\n');
  await expect(loadSecret({ secret: undefined, dataDir })).rejects.toThrow('does not hold 32 bytes');
});

test('CAIRN_SECRET comes before the file', async () => {
  const secret = Buffer.alloc(32, 1);
  expect(await loadSecret({ secret, dataDir })).toBe(secret);
  expect(await readdir(dataDir)).toEqual([]);
});
