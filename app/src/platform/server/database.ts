import { Kysely, PostgresDialect } from 'kysely';
import type { CustomTypesConfig } from 'pg';
import { Pool, types } from 'pg';
import type { Database } from './schema.ts';

/** How to reach a database: by address, or by the folder of a unix socket (`host` is then a path). */
export type DatabaseConnection =
  | { readonly connectionString: string }
  | {
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly database: string;
      readonly ssl: false;
    };

export interface DatabaseOptions {
  /** Connections at most. 10 unless given: PostgreSQL's own limit of 100 then serves several processes. */
  readonly poolSize?: number;
  /** Told when a connection breaks, besides the query on it that fails. */
  readonly onConnectionError?: (error: Error) => void;
}

// PostgreSQL's own numbers of these types; they never change.
const INT8 = 20;
const DATE = 1082;

function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`the database holds ${text}, beyond what a number can carry exactly`);
  }
  return value;
}

/** bigint as number (counts, minor units of money), date as `YYYY-MM-DD`: a day has no time zone to be shifted by. */
const parsers: CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary' && oid === INT8) return parseInt8;
    if (format !== 'binary' && oid === DATE) return (text: string) => text;
    const standard: unknown =
      format === 'binary' ? types.getTypeParser(oid, 'binary') : types.getTypeParser(oid, 'text');
    return standard;
  },
};

/** A pool of connections to one database. */
export function createPool(connection: DatabaseConnection, options: DatabaseOptions = {}): Pool {
  const pool = new Pool({
    ...connection,
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    application_name: 'cairn',
    types: parsers,
  });
  const report = (error: Error) => options.onConnectionError?.(error);
  // The pool listens only to connections that wait in it; one that breaks while lent out would end the process.
  pool.on('error', report).on('connect', (client) => client.on('error', report));
  return pool;
}

/** The query builder over a pool. `db.destroy()` closes the pool. */
export function databaseOver(pool: Pool): Kysely<Database> {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}

/** The query builder over a pool of its own. */
export function createDatabase(connection: DatabaseConnection, options: DatabaseOptions = {}): Kysely<Database> {
  return databaseOver(createPool(connection, options));
}
