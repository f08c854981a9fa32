import { type Kysely, sql } from 'kysely';
import type { Database } from '../../src/platform/server/schema.ts';

/** A database as it was at one moment, to compare with and to return to. */
export interface KeptState {
  /** The tables whose rows are no longer what they were. */
  changes(): Promise<readonly string[]>;
  /** Puts the rows of changed tables back; false when there was nothing to put back. */
  restore(): Promise<boolean>;
}

interface Table {
  readonly name: string;
  readonly columns: string;
}

/** Keeps every row of the application, and its jobs. Needs a superuser, to put back what triggers freeze. */
export async function keepState(db: Kysely<Database>): Promise<KeptState> {
  const tables = await tablesOf(db);
  await sql`create schema kept`.execute(db);
  for (const { name } of tables) await sql`create table ${copyOf(name)} as table ${sql.raw(name)}`.execute(db);
  const before = await hashes();

  async function hashes(): Promise<ReadonlyMap<string, string>> {
    const each = tables.map(
      ({ name }) =>
        sql<{ name: string; hash: string }>`select ${name} as name,
          md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash from ${sql.raw(name)} as t`,
    );
    const { rows } = await sql<{ name: string; hash: string }>`${sql.join(each, sql` union all `)}`.execute(db);
    return new Map(rows.map(({ name, hash }) => [name, hash]));
  }

  async function changes(): Promise<readonly string[]> {
    const now = await hashes();
    return tables.map(({ name }) => name).filter((name) => now.get(name) !== before.get(name));
  }

  return {
    changes,
    async restore() {
      const changed = new Set(await changes());
      if (changed.size === 0) return false;
      await db.transaction().execute(async (trx) => {
        // Neither foreign keys nor triggers, which would refuse to change what is only ever added.
        await sql`set local session_replication_role = replica`.execute(trx);
        for (const { name, columns } of tables.filter((table) => changed.has(table.name))) {
          await sql`delete from ${sql.raw(name)}`.execute(trx);
          await sql`insert into ${sql.raw(`${name} (${columns})`)} overriding system value
            select ${sql.raw(columns)} from ${copyOf(name)}`.execute(trx);
        }
      });
      return true;
    },
  };
}

function copyOf(table: string) {
  return sql.raw(`kept."${table}"`);
}

async function tablesOf(db: Kysely<Database>): Promise<readonly Table[]> {
  const { rows } = await sql<Table>`
    select format('%I.%I', table_schema, table_name) as name,
      string_agg(quote_ident(column_name), ', ' order by ordinal_position) as columns
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where is_generated = 'NEVER' and table_type = 'BASE TABLE' and table_name not like 'kysely%'
      and (table_schema = 'public' or (table_schema = 'pgboss' and table_name = 'job'))
    group by 1 order by 1`.execute(db);
  return rows;
}
