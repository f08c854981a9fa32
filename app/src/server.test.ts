import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type SpawnedProcess, freePort, spawnNode } from '../test/cairn-process.ts';
import { selfSigned } from '../test/self-signed.ts';
import { NOBODY, canEnter, isRoot, runAs } from './platform/server/embedded-postgres-user.ts';
import { isAlive } from './platform/server/embedded-postgres-process.ts';

// Each test starts whole servers, on machines that may be busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const entry = join(import.meta.dirname, 'server.ts');

let home: string;
let running: SpawnedProcess[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'cairn server '));
  await chmod(home, 0o755);
  running = [];
});
afterEach(async () => {
  for (const server of running) {
    server.signal('SIGTERM');
    await server.ended();
  }
  await rm(home, { recursive: true });
});

async function start(env: Readonly<Record<string, string>> = {}, uid?: number) {
  const port = await freePort();
  const server = spawnNode([entry], {
    env: { DATA_DIR: join(home, 'my data'), PORT: String(port), ...env },
    ...(uid === undefined ? {} : { uid }),
  });
  running.push(server);
  return { server, port, origin: `http://127.0.0.1:${port}` };
}

async function serving(env: Readonly<Record<string, string>> = {}, uid?: number) {
  const started = await start(env, uid);
  await started.server.says(/Cairn serves/);
  return started;
}

const postmaster = async () =>
  Number((await readFile(join(home, 'my data/postgres/postmaster.pid'), 'utf8')).split('\n')[0]);

test('Cairn serves from an empty folder with a space in its name, and on SIGTERM ends cleanly with its database', async () => {
  const { server, origin } = await serving();
  expect((await fetch(`${origin}/readyz`)).status).toBe(200);
  expect((await fetch(origin)).headers.get('content-security-policy')).toContain("default-src 'none'");
  const database = await postmaster();
  server.signal('SIGTERM');
  expect(await server.ended()).toBe(0);
  expect(await isAlive(database)).toBe(false);
  expect(await readFile(join(home, 'my data/postgres.log'), 'utf8')).toMatch(/database system is shut down\s*$/);
});

test('Ctrl-C that arrives twice at once, as through npm, is still a clean end', async () => {
  const { server } = await serving();
  server.signal('SIGINT');
  // Sent before the first one was taken up, the second would be merged with it.
  await server.says(/Cairn stops/);
  server.signal('SIGINT');
  expect(await server.ended()).toBe(0);
});

test('a signal during the start is heeded once the start is over', async () => {
  const { server } = await start();
  await vi.waitFor(() => postmaster(), 60_000);
  server.signal('SIGTERM');
  const code = await server.ended();
  expect(server.output()).toMatch(/Cairn has stopped/);
  expect(code).toBe(0);
});

test('after kill -9 the next start serves again', async () => {
  const first = await serving();
  first.server.signal('SIGKILL');
  await first.server.ended();
  const second = await serving();
  expect((await fetch(`${second.origin}/readyz`)).status).toBe(200);
});

test('a second start on the same folder is refused with a sentence, and the first serves on', async () => {
  const first = await serving();
  const second = await start();
  expect(await second.server.ended()).toBe(1);
  expect(second.server.output()).toContain('Cairn is already running on');
  expect((await fetch(`${first.origin}/readyz`)).status).toBe(200);
});

test('a taken port is refused with a sentence, and the database is stopped again', async () => {
  const first = await serving();
  const second = await start({ PORT: String(first.port), DATA_DIR: join(home, 'other') });
  expect(await second.server.ended()).toBe(1);
  expect(second.server.output()).toContain(`Port ${first.port} on 127.0.0.1 is taken`);
  expect(await readFile(join(home, 'other/postgres.log'), 'utf8')).toMatch(/database system is shut down\s*$/);
});

test('wrong settings are all named, and nothing is created', async () => {
  const { server } = await start({ ORIGIN: 'cairn.example', CAIRN_DEMO: 'perhaps' });
  expect(await server.ended()).toBe(1);
  expect(server.output()).toMatch(/ORIGIN is .*\n.*CAIRN_DEMO is/);
  await expect(readFile(join(home, 'my data'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('when the process that started it is gone, the server stops', async () => {
  const port = await freePort();
  const script = `require('node:child_process').spawn(process.execPath, [${JSON.stringify(entry)}], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }); setTimeout(() => {}, 1e6)`;
  const parent = spawnNode(['-e', script], { env: { DATA_DIR: join(home, 'my data'), PORT: String(port) } });
  running.push(parent);
  await parent.says(/Cairn serves/);
  const database = await postmaster();
  parent.signal('SIGKILL');
  await vi.waitFor(async () => expect(await isAlive(database)).toBe(false), 30_000);
});

test('a database that cannot be reached is named without its password', async () => {
  const { server } = await start({
    DATABASE_URL: 'postgres://cairn:hunter2@127.0.0.1:1/cairn',
    CAIRN_SECRET: '07'.repeat(32),
  });
  expect(await server.ended()).toBe(1);
  expect(server.output()).toContain("The database of DATABASE_URL (127.0.0.1:1) can't be used");
  expect(server.output()).not.toContain('hunter2');
});

test('with a certificate Cairn serves HTTPS', async () => {
  const { cert, key } = selfSigned(['localhost']);
  await writeFile(join(home, 'cert.pem'), cert);
  await writeFile(join(home, 'key.pem'), key);
  const { port, server } = await serving({ TLS_CERT: join(home, 'cert.pem'), TLS_KEY: join(home, 'key.pem') });
  expect(server.output()).toContain(`Cairn serves https://localhost:${port}`);
  const status = await new Promise((settle, fail) => {
    request({ host: '127.0.0.1', port, path: '/healthz', ca: cert, servername: 'localhost' }, (response) =>
      settle(response.resume().statusCode),
    )
      .once('error', fail)
      .end();
  });
  expect(status).toBe(200);
});

test.runIf(isRoot() && (await canEnter(NOBODY, import.meta.dirname)))(
  'an ordinary user runs it in a folder that nobody else can enter',
  async () => {
    await mkdir(join(home, 'my data'));
    await runAs(undefined, 'chown', ['65534:65534', join(home, 'my data')]);
    await chmod(join(home, 'my data'), 0o700);
    const { origin, server } = await serving({}, NOBODY.uid);
    expect((await fetch(`${origin}/readyz`)).status).toBe(200);
    server.signal('SIGTERM');
    expect(await server.ended()).toBe(0);
  },
);
