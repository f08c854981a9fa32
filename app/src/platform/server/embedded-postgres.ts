import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { findBinaries } from './embedded-postgres-binaries.ts';
import { DATABASE_USER, createCluster, writeAccessRules } from './embedded-postgres-create.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { type SocketConnection, keepLock, prepareDatabase, takeLock } from './embedded-postgres-lock.ts';
import { type Place, findPlace, makeSocketFolder } from './embedded-postgres-place.ts';
import {
  type Postmaster,
  guard,
  launch,
  readPostmaster,
  stopPostmaster,
  waitForFormerGuard,
} from './embedded-postgres-process.ts';

export interface EmbeddedPostgres {
  readonly connection: SocketConnection;
  /** Process id of the server. */
  readonly pid: number;
  /** Whether a server that was already running was taken over. */
  readonly adopted: boolean;
  /** Closes every connection, writes everything and ends the server. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  readonly dataDir: string;
  /** Told when the server ended, or the hold on it was lost, while it should be running. */
  readonly onLost: (error: Error) => void;
  /** Where to keep what DATA_DIR and node_modules can't offer to an unprivileged user. /var/lib/cairn unless given. */
  readonly stateFolder?: string;
  /** PostgreSQL settings beside Cairn's own, for tests that can do without durability. */
  readonly settings?: Readonly<Record<string, string>>;
}

const DATABASE = 'cairn';
/** A server that can't be started or connected to for this long (ms) won't come back by itself. */
const PATIENCE = 30_000;

const SETTINGS = {
  timezone: 'UTC',
  log_timezone: 'UTC',
  jit: 'off',
  // What goes wrong inside a statement is reported to us and logged there; here it would spell out personal data.
  log_min_messages: 'log',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
};

function connectionTo(postmaster: Postmaster): SocketConnection {
  return { host: postmaster.socketFolder, port: postmaster.port, user: DATABASE_USER, database: DATABASE, ssl: false };
}

/**
 * The server of a DATA_DIR that some other process runs, for the command line beside a running Cairn.
 * @returns undefined when none runs.
 */
export async function findEmbeddedPostgres(dataDir: string): Promise<SocketConnection | undefined> {
  const postmaster = await readPostmaster((await findPlace(dataDir)).cluster);
  return postmaster?.status === 'ready' ? connectionTo(postmaster) : undefined;
}

/**
 * Creates, starts or takes over the PostgreSQL in a DATA_DIR, for this process alone.
 * @throws {EmbeddedPostgresError} `data-dir-in-use` when another Cairn holds it; that one is not disturbed.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const place = await findPlace(options.dataDir, options.stateFolder);
  const started = performance.now();
  // The server may end or appear between any two of these steps; then everything is looked at again.
  for (;;) {
    const running = await readPostmaster(place.cluster);
    const server = running ?? (await startServer(place, options));
    const taken = server?.status === 'ready' ? await take(place, server, running !== undefined, options) : undefined;
    if (taken) return taken;
    // Recovering after a crash may take its time; anything else is over soon.
    if (server?.status !== 'starting' && performance.now() - started > PATIENCE) throw stuck(place, server);
    await delay(20);
  }
}

function stuck(place: Place, server: Postmaster | undefined): EmbeddedPostgresError {
  const message = server
    ? `PostgreSQL (process ${server.pid}) runs on ${place.cluster}, but can't be reached through its socket in ${server.socketFolder}; end it with \`kill -INT ${server.pid}\` and start again`
    : `PostgreSQL on ${place.cluster} is still held by a server that was killed; end what is left of it (\`pgrep -af postgres\`) and start again`;
  return new EmbeddedPostgresError('not-started', message);
}

async function startServer(place: Place, options: EmbeddedPostgresOptions): Promise<Postmaster | undefined> {
  const binaries = await findBinaries(place.user, options.stateFolder);
  await createCluster(place, binaries);
  await writeAccessRules(place);
  await launch(place, binaries, await makeSocketFolder(place), { ...SETTINGS, ...options.settings });
  return readPostmaster(place.cluster);
}

async function take(
  place: Place,
  server: Postmaster,
  adopted: boolean,
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres | undefined> {
  const connection = connectionTo(server);
  const lock = await takeLock(connection, options.dataDir);
  if (!lock) return undefined;
  if (adopted) await waitForFormerGuard(place.cluster);
  if (!(await prepareDatabase(lock, DATABASE))) return undefined;

  const watcher = await guard(place, server.pid);
  const isRunning = async () => (await readPostmaster(place.cluster))?.pid === server.pid;
  const stopWatching = keepLock(lock, { connection, dataDir: options.dataDir, isRunning, onLost: options.onLost });
  return {
    connection,
    pid: server.pid,
    adopted,
    async stop() {
      const closeLock = stopWatching();
      await stopPostmaster(place.cluster, server.pid);
      await closeLock();
      await watcher.release();
      await rm(server.socketFolder, { recursive: true, force: true });
    },
  };
}
