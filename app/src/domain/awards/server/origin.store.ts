import type { Transaction } from 'kysely';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';

const key = 'origin';

/**
 * Records the origin at the first award outside the demo story, since ids and did:web identifiers carry it. Says
 * whether this installation's origin is the recorded one.
 */
export async function keepOrigin(platform: Platform, trx: Transaction<Database>): Promise<boolean> {
  await trx
    .insertInto('installation')
    .values({ key, value: JSON.stringify(platform.config.origin), set_at: platform.clock() })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  const recorded = await recordedOrigin({ db: trx });
  return recorded === platform.config.origin;
}

/** The origin that awards outside the demo story carry; undefined before the first one. */
export async function recordedOrigin(platform: Pick<Platform, 'db'>): Promise<string | undefined> {
  const row = await platform.db.selectFrom('installation').select('value').where('key', '=', key).executeTakeFirst();
  return typeof row?.value === 'string' ? row.value : undefined;
}
