import { chmod, cp, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type SpawnedProcess, spawnNode } from '../../../test/cairn-process.ts';
import { findBinaries } from './embedded-postgres-binaries.ts';
import type { SocketConnection } from './embedded-postgres-lock.ts';
import { isAlive } from './embedded-postgres-process.ts';
import { NOBODY, isRoot, runAs } from './embedded-postgres-user.ts';

// Each test starts servers, on machines that may be busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const entry = join(import.meta.dirname, '../../../test/hold-database.ts');

let home: string;
let dataDir: string;
let running: SpawnedProcess[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'cairn embedded '));
  await chmod(home, 0o755);
  // Spaces, and what a shell or a connection string would take for its own.
  dataDir = join(home, "my data, it's 100%");
  running = [];
});
afterEach(async () => {
  for (const holder of running) {
    holder.signal('SIGTERM');
    await holder.ended();
  }
  const left = await vi.waitFor(async () => {
    const servers = await serversIn(home);
    expect(servers).toEqual([]);
    return servers;
  }, 30_000);
  expect(left).toEqual([]);
  await rm(home, { recursive: true });
});

interface Held {
  readonly holder: SpawnedProcess;
  readonly adopted: boolean;
  readonly pid: number;
  readonly connection: SocketConnection;
}

function hold(folder = dataDir, options: { uid?: number; stateFolder?: string } = {}): SpawnedProcess {
  const holder = spawnNode(
    [entry, folder, ...(options.stateFolder ? [options.stateFolder] : [])],
    options.uid === undefined ? {} : { uid: options.uid },
  );
  running.push(holder);
  return holder;
}

async function held(holder: SpawnedProcess): Promise<Held> {
  const [, how, json = ''] = await holder.says(/^(started|adopted) (.*)$/m);
  const { pid, connection } = JSON.parse(json) as Pick<Held, 'pid' | 'connection'>;
  return { holder, adopted: how === 'adopted', pid, connection };
}

async function query<Row extends object>(connection: SocketConnection, text: string): Promise<readonly Row[]> {
  const client = new Client(connection);
  // A server that ends or restarts says so to idle connections too; the query reports it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** The servers that run on a cluster somewhere in a folder. */
async function serversIn(folder: string): Promise<readonly number[]> {
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    if (command.includes('postgres\0-D\0') && command.includes(folder)) found.push(Number(name));
  }
  return found;
}

test('a first start creates a database that sorts by Unicode; a stop ends it; a second start finds what was written', async () => {
  const first = await held(hold());
  await query(first.connection, `create table stone (name text); insert into stone values ('é'), ('z'), ('a')`);
  first.holder.signal('SIGTERM');
  await first.holder.says(/stopped/);
  expect(await first.holder.ended()).toBe(0);
  expect(await isAlive(first.pid)).toBe(false);
  expect(existsSync(first.connection.host)).toBe(false);

  const second = await held(hold());
  expect(second.adopted).toBe(false);
  expect(await query(second.connection, 'select name from stone order by name')).toEqual([
    { name: 'a' },
    { name: 'é' },
    { name: 'z' },
  ]);
  expect(await query(second.connection, 'show fsync')).toEqual([{ fsync: 'on' }]);
  expect(await query(second.connection, 'show data_checksums')).toEqual([{ data_checksums: 'on' }]);
});

test('a second start on the same folder is refused, says who runs, and disturbs nothing', async () => {
  const first = await held(hold());
  const second = hold();
  expect(await second.ended()).toBe(1);
  expect(second.output()).toContain('data-dir-in-use');
  expect(second.output()).toContain(`process ${first.holder.child.pid}`);
  expect(await query(first.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(first.holder.output()).not.toContain('lost');
});

test('of starts at the same moment on a new folder exactly one runs', async () => {
  const holders = [hold(), hold(), hold()];
  const outcomes = await Promise.all(
    holders.map(async (holder) => (await holder.says(/^(started|adopted|refused: data-dir-in-use)/m))[1]),
  );
  expect(outcomes.filter((outcome) => outcome?.startsWith('refused'))).toHaveLength(2);
  expect(await readdir(dataDir)).toEqual(['postgres', 'postgres.log']);
});

test('after kill -9 of Cairn the server is stopped by its guard, and the next start has what was committed', async () => {
  const first = await held(hold());
  await query(first.connection, 'create table stone as select 1 as id');
  first.holder.signal('SIGKILL');
  await first.holder.ended();
  await vi.waitFor(async () => expect(await isAlive(first.pid)).toBe(false), 30_000);
  const second = await held(hold());
  expect(await query(second.connection, 'select id from stone')).toEqual([{ id: 1 }]);
});

test('a start right after kill -9, while the guard is at work, ends with a server that stays', async () => {
  for (let round = 0; round < 3; round++) {
    const killed = await held(hold());
    killed.holder.signal('SIGKILL');
  }
  const last = await held(hold());
  await new Promise((resume) => setTimeout(resume, 300));
  expect(await query(last.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('when the guard was killed too, the next start adopts the running server, and guards it', async () => {
  const first = await held(hold());
  await query(first.connection, 'create table stone as select 1 as id');
  process.kill(Number(await readFile(join(dataDir, 'postgres/cairn-guard.pid'), 'utf8')), 'SIGKILL');
  first.holder.signal('SIGKILL');
  await first.holder.ended();

  const second = await held(hold());
  expect(second).toMatchObject({ adopted: true, pid: first.pid });
  expect(await query(second.connection, 'select id from stone')).toEqual([{ id: 1 }]);
  second.holder.signal('SIGKILL');
  await vi.waitFor(async () => expect(await isAlive(first.pid)).toBe(false), 30_000);
});

test('an adopted server is stopped cleanly as well', async () => {
  const first = await held(hold());
  process.kill(Number(await readFile(join(dataDir, 'postgres/cairn-guard.pid'), 'utf8')), 'SIGKILL');
  first.holder.signal('SIGKILL');
  const second = await held(hold());
  second.holder.signal('SIGTERM');
  expect(await second.holder.ended()).toBe(0);
  expect(await readFile(join(dataDir, 'postgres.log'), 'utf8')).toMatch(/database system is shut down\s*$/);
});

test('a crash of one of the server’s own processes is survived', async () => {
  const { connection, holder } = await held(hold());
  const [backend] = await query<{ pid: number }>(
    connection,
    "select pid from pg_stat_activity where application_name like 'cairn %'",
  );
  process.kill(backend?.pid ?? 0, 'SIGKILL');
  await vi.waitFor(async () => {
    const [lock] = await query<{ pid: number }>(
      connection,
      "select pid from pg_stat_activity where application_name like 'cairn %'",
    );
    expect(lock?.pid).toBeGreaterThan(0);
    expect(lock?.pid).not.toBe(backend?.pid);
  }, 30_000);
  expect(holder.output()).not.toContain('lost');
  expect(await hold().ended()).toBe(1);
});

test('when the server itself is ended by someone else, Cairn is told', async () => {
  const { pid, holder } = await held(hold());
  process.kill(pid, 'SIGINT');
  expect(await holder.ended()).toBe(3);
  expect(holder.output()).toContain('ended unexpectedly');
});

test('a postmaster.pid left by a power cut, whose number another program has now, does not prevent a start', async () => {
  const first = await held(hold());
  const lockFile = await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8');
  first.holder.signal('SIGTERM');
  await first.holder.ended();
  await writeFile(join(dataDir, 'postgres/postmaster.pid'), lockFile.replace(/^\d+/, String(process.pid)), {
    mode: 0o600,
  });
  if (isRoot()) await runAs(undefined, 'chown', ['65534:65534', join(dataDir, 'postgres/postmaster.pid')]);
  expect((await held(hold())).adopted).toBe(false);
});

test('a database of another PostgreSQL version is refused with a sentence', async () => {
  const first = await held(hold());
  first.holder.signal('SIGTERM');
  await first.holder.ended();
  await writeFile(join(dataDir, 'postgres/PG_VERSION'), '16\n');
  const second = hold();
  expect(await second.ended()).toBe(1);
  expect(second.output()).toMatch(/other-version.*PostgreSQL 16/);
});

describe.runIf(isRoot())('as root', () => {
  test('the server runs as an unprivileged user, and nobody else can reach it or its files', async () => {
    const { pid, connection } = await held(hold());
    expect(await readFile(`/proc/${pid}/status`, 'utf8')).toMatch(/^Uid:\t65534/m);
    expect(await stat(join(dataDir, 'postgres'))).toMatchObject({ uid: 65534, mode: 0o40700 });
    expect((await runAs({ uid: 12345, gid: 12345 }, 'ls', [connection.host])).exitCode).not.toBe(0);
    // The server's own account may enter the folder, but the database knows only the account that runs Cairn.
    const asNobody = spawnNode(
      [
        '-e',
        `new (require(${JSON.stringify(join(import.meta.dirname, '../../../../node_modules/pg'))}).Client)(${JSON.stringify(connection)}).connect().then(() => console.log('in'), (error) => console.log(error.code))`,
      ],
      { uid: 65534 },
    );
    await asNobody.ended();
    expect(asNobody.output()).toContain('28000');
  });

  test('in a folder that the unprivileged user cannot enter, the database goes to the state folder, and stays there', async () => {
    await mkdir(dataDir, { mode: 0o700 });
    const stateFolder = join(home, 'state folder');
    const first = await held(hold(dataDir, { stateFolder }));
    await query(first.connection, 'create table stone as select 1 as id');
    first.holder.signal('SIGTERM');
    await first.holder.ended();
    expect(existsSync(join(dataDir, 'postgres'))).toBe(false);

    await chmod(dataDir, 0o755);
    const second = await held(hold(dataDir, { stateFolder }));
    expect(await query(second.connection, 'select id from stone')).toEqual([{ id: 1 }]);
  });

  test('a new folder at the path of a deleted one gets a new database, and the old one is left alone', async () => {
    const stateFolder = join(home, 'state');
    await mkdir(dataDir, { mode: 0o700 });
    const first = await held(hold(dataDir, { stateFolder }));
    await query(first.connection, 'create table stone as select 1 as id');
    first.holder.signal('SIGTERM');
    await first.holder.ended();
    await rm(dataDir, { recursive: true });
    await mkdir(dataDir, { mode: 0o700 });
    const second = await held(hold(dataDir, { stateFolder }));
    expect(await query(second.connection, "select to_regclass('stone') as found")).toEqual([{ found: null }]);
    expect(await readdir(stateFolder)).toHaveLength(2);
  });

  test('a folder that was closed after the first start is named, with what to do', async () => {
    const first = await held(hold());
    first.holder.signal('SIGTERM');
    await first.holder.ended();
    await chmod(home, 0o700);
    const second = hold();
    expect(await second.ended()).toBe(1);
    expect(second.output()).toContain(`chmod o+x ${home}`);
  });

  test('programs that the unprivileged user cannot run are copied to where it can', async () => {
    const closed = join(home, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const { postgres } = await findBinaries(undefined);
    const native = join(closed, 'package/native');
    await mkdir(join(closed, 'package'));
    await cp(join(postgres, '../../../package.json'), join(closed, 'package/package.json'));
    await runAs(undefined, 'cp', ['-al', join(postgres, '../..'), native]);
    await chmod(join(native, 'lib'), 0o700);

    const copied = await findBinaries(NOBODY, join(home, 'state'), native);
    expect(copied.postgres).toContain(join(home, 'state'));
    expect((await runAs(NOBODY, copied.postgres, ['--version'])).output).toContain('PostgreSQL) 18');
    expect(await findBinaries(NOBODY, join(home, 'state'), native)).toEqual(copied);
  });

  test('an ordinary user runs it as themselves', async () => {
    await mkdir(dataDir);
    await runAs(undefined, 'chown', ['65534:65534', dataDir]);
    await chmod(dataDir, 0o700);
    const first = await held(hold(dataDir, { uid: 65534 }));
    await query({ ...first.connection }, 'select 1').then(
      () => expect.unreachable('root is not the account that runs this Cairn'),
      (error: unknown) => expect(error).toMatchObject({ code: '28000' }),
    );
    expect((await stat(join(dataDir, 'postgres'))).uid).toBe(65534);
    first.holder.signal('SIGTERM');
    expect(await first.holder.ended()).toBe(0);
  });

  test('an ordinary user is refused another user’s database with a sentence', async () => {
    const first = await held(hold());
    first.holder.signal('SIGTERM');
    await first.holder.ended();
    await chmod(dataDir, 0o777);
    const second = hold(dataDir, { uid: 54321 });
    expect(await second.ended()).toBe(1);
    expect(second.output()).toContain('belongs to another user');
  });
});
