import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import { aDatabase } from '../../../test/database.ts';

test('a bigint arrives as a number, a date as the day itself, a moment as a Date', async () => {
  await using database = await aDatabase();
  const { rows } =
    await sql`select 9007199254740991::bigint as whole, date '2026-03-29' as day, timestamptz '2026-03-29 01:00+01' as moment`.execute(
      database.db,
    );
  expect(rows).toEqual([
    { whole: Number.MAX_SAFE_INTEGER, day: '2026-03-29', moment: new Date('2026-03-29T00:00:00Z') },
  ]);
});

test('a bigint that a number cannot carry exactly is a fault, not a rounded value', async () => {
  await using database = await aDatabase();
  await expect(sql`select 9007199254740993::bigint as whole`.execute(database.db)).rejects.toThrow('9007199254740993');
});

test('a connection that the database closes does not end the process, and queries work again', async () => {
  await using database = await aDatabase();
  await expect(sql`select pg_terminate_backend(pg_backend_pid())`.execute(database.db)).rejects.toThrow();
  await vi.waitFor(() => sql`select 1`.execute(database.db), 10_000);
});

test('each test has a database of its own', async () => {
  await using one = await aDatabase();
  await using other = await aDatabase();
  await sql`create table mine (id int)`.execute(one.db);
  await expect(sql`select * from mine`.execute(other.db)).rejects.toThrow('does not exist');
});
