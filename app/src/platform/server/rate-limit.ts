import { sql } from 'kysely';
import type { JobDefinition } from './jobs.ts';
import type { Platform } from './platform.ts';

export interface Limit {
  /** What is limited and for whom: `sign-in/{address}`. Stored as a keyed fingerprint only. */
  readonly key: string;
  /** Times allowed in one window. */
  readonly limit: number;
  /** Length of a window, at most a day. It begins with the first time and is the same for all processes. */
  readonly windowSeconds: number;
}

export type Taken =
  | { readonly kind: 'ok'; readonly remaining: number }
  | { readonly kind: 'limited'; readonly retryAfterSeconds: number };

const longestWindowSeconds = 86_400;

/**
 * Takes one time from a limit that all processes on the database share. A single statement, so that requests at the
 * same moment cannot both take the last one.
 */
export async function takeFromLimit(
  { clock, db, secrets }: Pick<Platform, 'clock' | 'db' | 'secrets'>,
  { key, limit, windowSeconds }: Limit,
): Promise<Taken> {
  if (!(windowSeconds > 0 && windowSeconds <= longestWindowSeconds)) {
    throw new RangeError(`a window of ${windowSeconds} s is not within a day`);
  }
  const at = clock();
  // What is limited is an address of a person or of their machine; few enough exist to try them all against a plain hash.
  const fingerprint = secrets.fingerprint(key, 'rate-limit');
  const over = sql<boolean>`rate_limit.window_start <= ${new Date(at.getTime() - windowSeconds * 1000)}::timestamptz`;
  const row = await db
    .insertInto('rate_limit')
    .values({ key: fingerprint, count: 1, window_start: at })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        // One above the limit says all there is to say; the counter cannot overflow.
        count: sql<number>`case when ${over} then 1 else least(rate_limit.count + 1, ${limit + 1}::int) end`,
        window_start: sql<Date>`case when ${over} then excluded.window_start else rate_limit.window_start end`,
      }),
    )
    .returning(['count', 'window_start'])
    .executeTakeFirstOrThrow();
  if (row.count <= limit) return { kind: 'ok', remaining: limit - row.count };
  const endsInMs = row.window_start.getTime() + windowSeconds * 1000 - at.getTime();
  return { kind: 'limited', retryAfterSeconds: Math.max(1, Math.ceil(endsInMs / 1000)) };
}

/** Forgets windows that are over. Scheduled daily. */
export const purgeRateLimits: JobDefinition = {
  name: 'purge-rate-limits',
  async run({ clock, db }) {
    const oldest = new Date(clock().getTime() - longestWindowSeconds * 1000);
    await db.deleteFrom('rate_limit').where('window_start', '<', oldest).execute();
  },
};
