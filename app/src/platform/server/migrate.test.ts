import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, aDatabase } from '../../../test/database.ts';
import { migrate } from './migrate.ts';
import type { Database } from './schema.ts';

let folder: string;
let database: TestDatabase;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn migrations '));
  database = await aDatabase();
  await sql`drop schema public cascade`.execute(database.db);
  await sql`create schema public`.execute(database.db);
});
afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const write = (name: string, statement: string) =>
  writeFile(
    join(folder, name),
    `export const up = (db) => db.executeQuery({ sql: ${JSON.stringify(statement)}, parameters: [], query: { kind: 'RawNode' }, queryId: {} });`,
  );

async function tables(db: Kysely<Database>): Promise<readonly string[]> {
  const { rows } = await sql<{
    name: string;
  }>`select table_name as name from information_schema.tables where table_schema = 'public' and table_name not like 'kysely%' order by 1`.execute(
    db,
  );
  return rows.map((row) => row.name);
}

test('pending migrations run once, in the order of their numbers', async () => {
  await write('0002_second.ts', 'alter table stone add column weight int');
  await write('0001_first.ts', 'create table stone (id int)');
  expect(await migrate(database.connection, folder)).toEqual(['0001_first', '0002_second']);
  expect(await migrate(database.connection, folder)).toEqual([]);
});

test('several processes may start at once: one migrates, the others wait for it', async () => {
  await write('0001_first.ts', 'create table stone as select 1 as id from pg_sleep(0.3)');
  const runs = await Promise.all(Array.from({ length: 4 }, () => migrate(database.connection, folder)));
  expect(runs.flat()).toEqual(['0001_first']);
});

test('a migration that fails leaves the database as it was, and the error names it', async () => {
  await write('0001_first.ts', 'create table stone (id int)');
  await write('0002_second.ts', 'alter table missing add column weight int');
  await expect(migrate(database.connection, folder)).rejects.toMatchObject({
    code: 'migration-failed',
    message: expect.stringContaining('0002_second') as unknown,
  });
  expect(await tables(database.db)).toEqual([]);
});

test('a database that a later Cairn has used is refused with a sentence, and left alone', async () => {
  await write('0001_first.ts', 'create table stone (id int)');
  await write('0002_later.ts', 'create table cairn (id int)');
  await migrate(database.connection, folder);
  await rm(join(folder, '0002_later.ts'));
  await expect(migrate(database.connection, folder)).rejects.toMatchObject({
    code: 'database-newer',
    message: expect.stringContaining('0002_later') as unknown,
  });
  expect(await tables(database.db)).toEqual(['cairn', 'stone']);
});
