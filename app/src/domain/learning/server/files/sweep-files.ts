import type { Platform } from '#platform/server/platform.ts';
import { discard } from './store-bytes.ts';
import { findOrphans } from './stored-files.store.ts';

/** Longer than any upload or import takes between storing a file and adding its row. */
const grace = 24 * 60 * 60 * 1000;
const batch = 500;

/** Deletes stored files that no version holds: uploads that were cut off, and what was deleted with its draft. */
export async function sweepFiles(platform: Platform, signal?: AbortSignal): Promise<number> {
  const before = new Date(platform.clock().getTime() - grace);
  let swept = 0;
  for (let keys = await findOrphans(platform.db, before, batch); keys.length > 0;) {
    for (const key of keys) {
      signal?.throwIfAborted();
      // The file first: what dies in between is found again.
      await discard(platform, key);
      swept++;
    }
    keys = await findOrphans(platform.db, before, batch);
  }
  return swept;
}
