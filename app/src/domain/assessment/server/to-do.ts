import type { Actor } from '#domain/identity/identity.ts';
import { requirePerson } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { findOpenAttempts, type OpenAttempt } from './to-do.store.ts';

/** The asker's attempts that are begun and not handed in, the oldest first. */
export function openAttempts(platform: Platform, actor: Actor): Promise<readonly OpenAttempt[]> {
  return findOpenAttempts(platform.db, requirePerson(actor).personId);
}
