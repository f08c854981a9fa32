import { Client } from 'pg';
import type { Config } from './config.ts';
import type { DatabaseConnection } from './database.ts';
import { findEmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { Fault } from './problem.ts';

export interface OpenDatabase {
  readonly connection: DatabaseConnection;
  /** Whether no other process can be using it. */
  readonly alone: boolean;
  /** Stops the embedded server, if this process runs it. Connections should be closed before. */
  stop(): Promise<void>;
}

class DatabaseFault extends Fault {}

const OLDEST_VERSION = 15;

/**
 * The database of a process that serves: the one of DATABASE_URL, or the embedded one, held by this process alone.
 * @param onLost told when the embedded server ended although it should be running.
 */
export async function openDatabase(config: Config, onLost: (error: Error) => void): Promise<OpenDatabase> {
  if (config.databaseUrl !== undefined) return openElsewhere(config.databaseUrl);
  const postgres = await startEmbeddedPostgres({ dataDir: config.dataDir, onLost });
  return { connection: postgres.connection, alone: true, stop: () => postgres.stop() };
}

/** The same database for a short command, also while Cairn is running: its embedded server is shared, or started. */
export async function openDatabaseBeside(config: Config, onLost: (error: Error) => void): Promise<OpenDatabase> {
  const connection = config.databaseUrl === undefined ? await findEmbeddedPostgres(config.dataDir) : undefined;
  if (connection === undefined) return openDatabase(config, onLost);
  return { connection, alone: false, stop: async () => undefined };
}

async function openElsewhere(connectionString: string): Promise<OpenDatabase> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  const version = await readVersion(client, new URL(connectionString).host);
  if (version >= OLDEST_VERSION) return { connection: { connectionString }, alone: false, stop: async () => undefined };
  throw new DatabaseFault(
    'database-too-old',
    `DATABASE_URL leads to PostgreSQL ${version}; Cairn needs PostgreSQL ${OLDEST_VERSION} or later.`,
  );
}

async function readVersion(client: Client, host: string): Promise<number> {
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version_num: string }>('show server_version_num');
    return Math.floor(Number(rows[0]?.server_version_num) / 10_000);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseFault(
      'database-unreachable',
      `The database of DATABASE_URL (${host || 'its socket'}) can't be used: ${reason}. Check the address, the account and that PostgreSQL runs.`,
      { cause },
    );
  } finally {
    await client.end();
  }
}
