import { readdir } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { DatabaseConnection } from './database.ts';
import { createDatabase } from './database.ts';
import { Fault } from './problem.ts';

/** The database can't be brought to this version. */
class MigrationError extends Fault {
  constructor(code: 'database-newer' | 'migration-failed', message: string, options?: { readonly cause: unknown }) {
    super(code, message, options);
  }
}

const MIGRATIONS_FOLDER = join(import.meta.dirname, '../../../migrations');

/**
 * Brings a database up to this version of Cairn, and never down. One process at a time: the others wait for it and
 * then find nothing left to do. All pending migrations succeed together or not at all.
 * @returns the names of the migrations that were carried out, in order.
 * @throws {MigrationError} `database-newer` when a later Cairn has been here, `migration-failed` otherwise.
 */
export async function migrate(connection: DatabaseConnection, folder = MIGRATIONS_FOLDER): Promise<readonly string[]> {
  const db = createDatabase(connection, { poolSize: 2 });
  try {
    const migrations = await loadMigrations(folder);
    await refuseNewer(db, Object.keys(migrations));
    // The migrator holds an advisory lock while it runs, in one transaction; on it all the processes wait for one.
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
    const { error, results } = await migrator.migrateToLatest();
    if (error !== undefined) throw failure(error, results?.find(({ status }) => status === 'Error')?.migrationName);
    return results?.map(({ migrationName }) => migrationName) ?? [];
  } finally {
    await db.destroy();
  }
}

function failure(cause: unknown, migration: string | undefined): MigrationError {
  const which = migration === undefined ? '' : ` (migration ${migration})`;
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `The database could not be brought up to date${which}; nothing was changed: ${reason}`;
  return new MigrationError('migration-failed', message, { cause });
}

/** The numbered files of a folder, by name. Read by Node itself, also where a bundler has no say over them. */
async function loadMigrations(folder: string): Promise<Record<string, Migration>> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_[\w-]+\.ts$/.test(name));
  const migrations: Record<string, Migration> = {};
  for (const name of names) {
    const module: unknown = await import(/* @vite-ignore */ pathToFileURL(join(folder, name)).href);
    if (!isMigration(module)) throw new MigrationError('migration-failed', `${name} exports no function "up".`);
    migrations[name.replace(/\.ts$/, '')] = { up: module.up };
  }
  return migrations;
}

function isMigration(module: unknown): module is Migration {
  return typeof module === 'object' && module !== null && 'up' in module && typeof module.up === 'function';
}

async function refuseNewer<Schema>(db: Kysely<Schema>, known: readonly string[]): Promise<void> {
  const {
    rows: [found],
  } = await sql<{ table: string | null }>`select to_regclass('kysely_migration')::text as "table"`.execute(db);
  if (!found?.table) return;
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  const unknown = rows.map((row) => row.name).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new MigrationError(
    'database-newer',
    `This database was used by a later Cairn (it has ${unknown.join(', ')}, which this one doesn't know). Start that later version again, or restore a backup made before it.`,
  );
}
