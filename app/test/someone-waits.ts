import { sql } from 'kysely';
import type { Platform } from '#platform/server/platform.ts';

/** Whether a transaction of this database stands still for another one's lock. */
export async function someoneWaits({ db }: Pick<Platform, 'db'>): Promise<boolean> {
  const { rows } = await sql<{ waiting: number }>`
    select count(*)::int as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
  return (rows[0]?.waiting ?? 0) > 0;
}
