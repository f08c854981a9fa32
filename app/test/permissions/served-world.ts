import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, spawnNode } from '../cairn-process.ts';
import { aDatabase } from '../database.ts';
import { jobs } from '../../src/jobs.ts';
import { loadConfig } from '../../src/platform/server/config.ts';
import { createLog } from '../../src/platform/server/log.ts';
import { startPlatform } from '../../src/platform/server/start-platform.ts';
import { keepState } from './kept-state.ts';
import { callers, type Caller, type PermissionRow } from './row.ts';
import { aWorld, password } from './world.ts';

export type Answer = 'allowed' | 'refused' | `failed with ${number}`;

export interface ServedWorld extends AsyncDisposable {
  /** Calls as the row says, and tells what the server made of it. */
  call(caller: Caller, row: PermissionRow): Promise<Answer>;
  /** The tables that have changed since the world was made; limits on how often one may ask are not looked at. */
  changes(): Promise<readonly string[]>;
  restore(): Promise<void>;
}

/** The world of the table in a database of its own, and the real server, a process of its own, over it. */
export async function aServedWorld(): Promise<ServedWorld> {
  const database = await aDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'cairn-permissions-'));
  const origin = `http://127.0.0.1:${await freePort()}`;
  const env = { DATA_DIR: join(folder, 'data'), ORIGIN: origin, CAIRN_SECRET: '07'.repeat(32), CAIRN_DEMO: 'off' };
  const platform = await startPlatform(loadConfig(env), {
    connection: database.connection,
    log: createLog({ level: 'silent' }),
    jobs,
    schedules: [],
    work: false,
    alone: true,
    poolSize: 3,
  });
  const world = await aWorld(platform);

  const { host, port, user, database: name } = database.connection;
  const server = spawnNode([join(import.meta.dirname, '../../src/server.ts')], {
    env: {
      ...env,
      PORT: new URL(origin).port,
      CAIRN_ROLE: 'web',
      DATABASE_URL: `postgres:///${name}?${new URLSearchParams({ host, port: String(port), user })}`,
    },
  });
  await server.says(/Cairn serves/);
  const cookies = new Map<Caller, string>();
  for (const caller of callers)
    if (caller !== 'visitor') cookies.set(caller, await signIn(origin, world.emails[caller]));
  await cp(env.DATA_DIR, join(folder, 'kept'), { recursive: true });
  const kept = await keepState(platform.db);

  return {
    async call(caller, row) {
      const cookie = cookies.get(caller);
      const headers = { accept: 'text/html', origin, ...(cookie === undefined ? {} : { cookie }) };
      const response = await fetch(new URL(pathOf(row, world), origin), {
        redirect: 'manual',
        headers,
        ...bodyOf(row, world),
      });
      await response.arrayBuffer();
      return answerOf(response);
    },
    async changes() {
      return (await kept.changes()).filter((table) => table !== 'public.rate_limit');
    },
    async restore() {
      if (await kept.restore()) await cp(join(folder, 'kept'), env.DATA_DIR, { recursive: true });
    },
    async [Symbol.asyncDispose]() {
      server.signal('SIGTERM');
      await server.ended();
      await platform.stop();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}

async function signIn(origin: string, email: string): Promise<string> {
  const response = await fetch(`${origin}/sign-in?/password`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin, accept: 'text/html' },
    body: new URLSearchParams({ email, password, next: '' }),
  });
  const cookie = response.headers
    .getSetCookie()
    .map((text) => text.split(';', 1)[0])
    .join('; ');
  if (response.status !== 303 || !cookie.includes('session_token')) throw new Error(`${email} was not signed in`);
  return cookie;
}

function pathOf({ call, path }: PermissionRow, world: Parameters<PermissionRow['path']>[0]): string {
  return call.startsWith('?/') && call !== '?/default' ? `${path(world)}${call}` : path(world);
}

function bodyOf({ call, form }: PermissionRow, world: Parameters<PermissionRow['path']>[0]): RequestInit {
  if (call === 'GET') return {};
  if (form || call.startsWith('?/')) return { method: 'POST', body: new URLSearchParams(form?.(world)) };
  return { method: call, body: '{}' };
}

function answerOf(response: Response): Answer {
  const { status, headers } = response;
  if (status === 401 || status === 403 || status === 404) return 'refused';
  if (/^\/sign-in(\?|$)/.test(headers.get('location') ?? '')) return 'refused';
  // Asked too often, or broken: who may call can't be told from that.
  return status === 429 || status >= 500 ? `failed with ${status}` : 'allowed';
}
