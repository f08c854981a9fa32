import { spawn } from 'node:child_process';
import { kill } from 'node:process';
import { once } from 'node:events';
import { open, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Binaries } from './embedded-postgres-binaries.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { type Place, readIfThere } from './embedded-postgres-place.ts';
import { spawnOptions } from './embedded-postgres-user.ts';
import { isFileError } from './write-once.ts';

/** What a running server says of itself in its postmaster.pid. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly socketFolder: string;
  readonly status: string;
}

/** What PostgreSQL says when another one is just starting, or still ending, on the same cluster. */
const CONTENDED = ['lock file "postmaster.pid" already exists', 'pre-existing shared memory block'];

const LARGEST_LOG = 10 * 1024 * 1024;

/** The server that runs on a cluster, whoever started it; undefined when none does. */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readIfThere(join(cluster, 'postmaster.pid'));
  const [pid, , , port, socketFolder, , , status] = text?.split('\n') ?? [];
  if (pid === undefined || !(await isPostgres(Number(pid)))) return undefined;
  // The lines are written one by one while the server starts.
  return {
    pid: Number(pid),
    port: Number(port ?? 0),
    socketFolder: socketFolder ?? '',
    status: status?.trim() ?? 'starting',
  };
}

/** Whether that process is a live PostgreSQL. After a reboot or in a new container the same number may be anything. */
async function isPostgres(pid: number): Promise<boolean> {
  return (await isAlive(pid)) && ((await processState(pid))?.includes('(postgres)') ?? true);
}

/** Whether a process runs. A zombie doesn't: it only waits for its parent to notice, which some containers' never does. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    kill(pid, 0);
  } catch (error) {
    if (!isFileError(error, 'EPERM')) return false;
  }
  return !/\) Z /.test((await processState(pid)) ?? '');
}

/** Name and state of a process as Linux shows them; undefined on other systems, where the number alone has to do. */
async function processState(pid: number): Promise<string | undefined> {
  return readIfThere(`/proc/${pid}/stat`);
}

/**
 * PostgreSQL refuses to start while the process that its postmaster.pid names is alive, although that may be another
 * program by now. The number is replaced by one that no process has; the rest stays, for PostgreSQL's own check
 * whether anything of the former server still has the cluster open.
 */
async function disownStaleLock(cluster: string): Promise<void> {
  const path = join(cluster, 'postmaster.pid');
  const text = await readIfThere(path);
  const pid = Number(text?.split('\n')[0]);
  if (text === undefined || !(await isAlive(pid)) || (await isPostgres(pid))) return;
  await writeFile(path, text.replace(/^\d+/, '2147483647'));
}

/**
 * Starts the server and waits until it accepts connections, or until it is clear that another process started one on the
 * same cluster at the same moment. Nothing ties the server to this process yet: see `guard`.
 */
export async function launch(
  place: Place,
  binaries: Binaries,
  socketFolder: string,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  await disownStaleLock(place.cluster);
  const log = await openLog(place);
  const options = { listen_addresses: '', unix_socket_directories: `"${socketFolder}"`, ...settings };
  const args = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(binaries.postgres, ['-D', place.cluster, ...args], {
    ...spawnOptions(place.user),
    // In a session of its own, so that Ctrl-C in the terminal reaches Cairn alone, which then stops the server last.
    detached: true,
    stdio: ['ignore', log.file.fd, log.file.fd],
  });
  try {
    await once(child, 'spawn');
    child.unref();
    while (child.exitCode === null && child.signalCode === null) {
      const postmaster = await readPostmaster(place.cluster);
      if (postmaster?.pid === child.pid && postmaster?.status === 'ready') return;
      await delay(10);
    }
    const said = (await readFile(log.path)).subarray(log.start).toString().trim();
    if (CONTENDED.some((words) => said.includes(words))) return;
    throw new EmbeddedPostgresError('not-started', `PostgreSQL could not start on ${place.cluster}; it says:\n${said}`);
  } finally {
    await log.file.close();
  }
}

async function openLog({ cluster }: Place) {
  const path = join(dirname(cluster), 'postgres.log');
  const file = await open(path, 'a', 0o600);
  const { size } = await file.stat();
  if (size > LARGEST_LOG) await file.truncate();
  return { path, file, start: size > LARGEST_LOG ? 0 : size };
}

/** Stops a server, ours or adopted: connections are closed, transactions undone, everything written. */
export async function stopPostmaster(cluster: string, pid: number): Promise<void> {
  const isRunning = async () => (await readPostmaster(cluster))?.pid === pid;
  if (!(await isRunning())) return;
  kill(pid, 'SIGINT');
  for (let waited = 0; await isRunning(); waited += 20) {
    // Half a minute is far beyond any shutdown seen; an immediate stop loses nothing either, it only recovers later.
    if (waited === 30_000) kill(pid, 'SIGQUIT');
    await delay(20);
  }
}

export interface Guard {
  /** Ends the guard, leaving the server as it is. */
  release(): Promise<void>;
}

// Reads until the other end of the pipe closes, which it does however Cairn ends. The number is compared once more,
// since the server may have ended on its own and its number been given to another process.
const GUARD_SCRIPT = `
trap '' HUP INT TERM
while read -r _; do :; done
read -r running < "$2" && [ "$running" = "$1" ] && kill -INT "$1"
`;

/** A small watcher that stops the server when this process is gone, however it went. */
export async function guard(place: Place, pid: number): Promise<Guard> {
  const child = spawn(
    '/bin/sh',
    ['-c', GUARD_SCRIPT, 'cairn-guard', String(pid), join(place.cluster, 'postmaster.pid')],
    {
      ...spawnOptions(place.user),
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    },
  );
  await once(child, 'spawn');
  await writeFile(guardFile(place.cluster), `${child.pid}\n`, { mode: 0o600 });
  child.unref();
  return {
    async release() {
      child.ref();
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      await rm(guardFile(place.cluster), { force: true });
    },
  };
}

function guardFile(cluster: string): string {
  return join(cluster, 'cairn-guard.pid');
}

/** Waits until the watcher of a Cairn that is gone has done its work, so that it can't stop the server under its next owner. */
export async function waitForFormerGuard(cluster: string): Promise<void> {
  const pid = Number(await readIfThere(guardFile(cluster)));
  for (let waited = 0; pid > 0 && (await isAlive(pid)) && waited < 5_000; waited += 10) await delay(10);
}
