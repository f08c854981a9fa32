import { setTimeout as delay } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';
import type { DatabaseConnection } from './database.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

export type SocketConnection = Extract<DatabaseConnection, { host: string }>;

const LOCK_KEY = 2_263_871_005;

/** Held in the database `postgres`, which always exists, on one connection; it ends with the process that holds it. */
function lockClient(connection: SocketConnection): Client {
  return new Client({
    ...connection,
    database: 'postgres',
    application_name: `cairn ${process.pid}`,
    connectionTimeoutMillis: 10_000,
  });
}

/** Whether a server that is only just starting or already stopping would answer like this. */
function isPassing(error: unknown): boolean {
  if (error instanceof DatabaseError) return error.code?.startsWith('57P0') ?? false;
  return (
    error instanceof Error &&
    (('code' in error && ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(String(error.code))) ||
      error.message.startsWith('Connection terminated'))
  );
}

async function holds(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [LOCK_KEY]);
  return rows[0]?.held ?? false;
}

async function holder(client: Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    "select application_name as name from pg_locks join pg_stat_activity using (pid) where locktype = 'advisory' and objid = $1 and granted",
    [LOCK_KEY],
  );
  return rows[0]?.name.replace(/^cairn/, 'process') ?? 'another process';
}

/**
 * Takes hold of a running server for this process alone.
 * @returns the connection that holds it, or undefined when the server went away meanwhile and should be looked at again.
 * @throws {EmbeddedPostgresError} `data-dir-in-use`
 */
export async function takeLock(connection: SocketConnection, dataDir: string): Promise<Client | undefined> {
  const client = lockClient(connection);
  // Errors between two queries reach us through the next one.
  client.on('error', () => undefined);
  try {
    await client.connect();
    // A process that was killed a moment ago loses its hold only when the server reads the end of its connection.
    for (let tries = 0; tries < 10; tries++) {
      if (await holds(client)) return client;
      await delay(100);
    }
    const name = await holder(client);
    throw new EmbeddedPostgresError(
      'data-dir-in-use',
      `Cairn is already running on ${dataDir} (${name}). Stop it first, or start this one with another DATA_DIR and PORT.`,
    );
  } catch (error) {
    await client.end().catch(() => undefined);
    if (isPassing(error)) return undefined;
    throw error;
  }
}

/** Makes sure that the connection still stands and that our own database exists. False when the server has gone. */
export async function prepareDatabase(client: Client, database: string): Promise<boolean> {
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
    return true;
  } catch (error) {
    if (isPassing(error)) return false;
    throw error;
  }
}

export interface Hold {
  readonly connection: SocketConnection;
  readonly dataDir: string;
  /** Whether the server is still there to be held. */
  isRunning(): Promise<boolean>;
  /** Told once when the hold was lost and could not be taken again within 15 seconds. */
  onLost(error: Error): void;
}

/**
 * Keeps the hold while the process lives: when the connection breaks (PostgreSQL restarts its backends after one of
 * them crashed), it is taken again.
 * @returns stops watching; call its result to close the connection, after the server, so that nobody takes over in between.
 */
export function keepLock(first: Client, { connection, dataDir, isRunning, onLost }: Hold): () => () => Promise<void> {
  let current = first;
  let letGo = false;
  const watch = (client: Client) => {
    current = client;
    client.once('end', () => void (letGo || retake()));
  };
  const retake = async () => {
    let cause: unknown;
    for (let tries = 0; tries < 75 && !letGo && (await isRunning()); tries++) {
      await delay(200);
      try {
        const client = await takeLock(connection, dataDir);
        if (client) return watch(client);
      } catch (error) {
        cause = error;
        break;
      }
    }
    if (!letGo)
      onLost(
        new EmbeddedPostgresError(
          'not-started',
          `PostgreSQL on ${dataDir} ended unexpectedly; postgres.log beside the database says why`,
          { cause },
        ),
      );
  };
  watch(first);
  return () => {
    letGo = true;
    return async () => current.end().catch(() => undefined);
  };
}
