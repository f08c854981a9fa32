import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';

/**
 * Runs one thing at a time across all processes on a database; the others wait. The hold is on a connection beside
 * those that `run` uses, and ends with it, so a killed process never leaves it behind.
 */
export async function exclusively<Schema, Result>(
  db: Kysely<Schema>,
  name: string,
  run: () => Promise<Result>,
): Promise<Result> {
  const key = createHash('sha256').update(`cairn/${name}`).digest().readInt32BE();
  return db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${key}::int)`.execute(connection);
    try {
      return await run();
    } finally {
      await sql`select pg_advisory_unlock(${key}::int)`.execute(connection);
    }
  });
}
