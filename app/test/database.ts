import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { Kysely } from 'kysely';
import { inject } from 'vitest';
import { createDatabase } from '../src/platform/server/database.ts';
import type { SocketConnection } from '../src/platform/server/embedded-postgres-lock.ts';
import type { Database } from '../src/platform/server/schema.ts';

export interface TestDatabase extends AsyncDisposable {
  readonly db: Kysely<Database>;
  readonly connection: SocketConnection;
  /** Closes the pool and drops the database. */
  drop(): Promise<void>;
}

/** A migrated, empty database of one's own on a real PostgreSQL, in under 100 ms. */
export async function aDatabase(): Promise<TestDatabase> {
  const template = inject('template');
  const connection = { ...template, database: `test_${randomUUID()}` };
  await administer(
    template,
    `create database "${connection.database}" template "${template.database}" strategy file_copy`,
  );
  const db = createDatabase(connection, { poolSize: 5 });
  const drop = async () => {
    await db.destroy();
    await administer(template, `drop database "${connection.database}" with (force)`);
  };
  return { db, connection, drop, [Symbol.asyncDispose]: drop };
}

async function administer(template: SocketConnection, statement: string): Promise<void> {
  const client = new Client({ ...template, database: 'postgres' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
