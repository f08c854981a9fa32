import { sql, type Kysely } from 'kysely';
import type { Database } from './schema.ts';

/** What an operator asks of a database first. */
export interface DatabaseFacts {
  readonly version: string;
  /** Of the whole database, on disk. */
  readonly bytes: number;
  readonly connections: number;
  /** Connections that the server allows. */
  readonly limit: number;
}

export async function databaseFacts(db: Kysely<Database>): Promise<DatabaseFacts> {
  const { rows } = await sql<DatabaseFacts>`
    select current_setting('server_version') as version, pg_database_size(current_database())::float8 as bytes,
      (select count(*)::int from pg_stat_activity) as connections, current_setting('max_connections')::int as limit`.execute(
    db,
  );
  const [facts] = rows;
  if (facts === undefined) throw new Error('the database said nothing of itself');
  return facts;
}
