import type { Platform } from '#platform/server/platform.ts';
import { takeFromLimit } from '#platform/server/rate-limit.ts';

/** One address may check this often: enough for a person with a pile of files, too little to make us a proxy. */
export async function limitVerifications(
  platform: Platform,
  address: string,
): Promise<{ readonly retryAfterSeconds: number } | null> {
  const taken = await takeFromLimit(platform, { key: `verify/${address}`, limit: 120, windowSeconds: 60 });
  return taken.kind === 'limited' ? taken : null;
}
