import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { SocketConnection } from '../src/platform/server/embedded-postgres-lock.ts';
import { NOBODY, isRoot, runAs, spawnOptions } from '../src/platform/server/embedded-postgres-user.ts';

const BINARIES = '/usr/lib/postgresql/15/bin';

/**
 * Debian's PostgreSQL 15, on a unix socket in a temporary folder, with a database `cairn`: for what must also hold on
 * a PostgreSQL elsewhere.
 */
export async function startPostgres15(folder: string, settings: Readonly<Record<string, string>> = {}) {
  const user = isRoot() ? NOBODY : undefined;
  const home = join(folder, 'postgresql-15');
  await mkdir(home);
  await chmod(folder, 0o711);
  if (user) await chown(home, user.uid, user.gid);

  const cluster = join(home, 'data');
  const made = await runAs(user, join(BINARIES, 'initdb'), [
    '--username=cairn',
    '--encoding=UTF8',
    '--locale-provider=icu',
    '--icu-locale=und',
    '--locale=C',
    '--auth=trust',
    '--no-sync',
    '--pgdata',
    cluster,
  ]);
  if (made.exitCode !== 0) throw new Error(`PostgreSQL 15 could not create a database:\n${made.output}`);

  const options = { listen_addresses: '', unix_socket_directories: home, ...settings };
  const args = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(join(BINARIES, 'postgres'), ['-D', cluster, ...args], {
    ...spawnOptions(user),
    stdio: 'ignore',
  });
  const connection: SocketConnection = { host: home, port: 5432, user: 'cairn', database: 'cairn', ssl: false };
  await createDatabase(connection);
  return {
    connection,
    async stop() {
      server.kill('SIGINT');
      await once(server, 'exit');
    },
  };
}

async function createDatabase(connection: SocketConnection): Promise<void> {
  for (let tries = 1; ; tries++) {
    const client = new Client({ ...connection, database: 'postgres' });
    try {
      await client.connect();
      await client.query('create database cairn');
      return await client.end();
    } catch (error) {
      if (tries === 200) throw error;
      await delay(50);
    }
  }
}
