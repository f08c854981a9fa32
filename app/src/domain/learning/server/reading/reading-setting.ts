import type { Actor } from '#domain/identity/identity.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { ReadingSetting } from '../../reading.ts';
import { findReadingSetting, upsertReadingSetting } from './reading-setting.store.ts';

/** How a person reads best, on whichever device; undefined for visitors and for those who never said. */
export async function readingSettingOf(
  platform: Pick<Platform, 'db'>,
  actor: Actor,
): Promise<ReadingSetting | undefined> {
  return actor.kind === 'person' ? findReadingSetting(platform.db, actor.personId) : undefined;
}

/** Keeps it for someone with an account. A visitor's own browser keeps theirs. */
export async function saveReadingSetting(
  platform: Pick<Platform, 'db'>,
  actor: Actor,
  setting: ReadingSetting,
): Promise<void> {
  if (actor.kind === 'person') await upsertReadingSetting(platform.db, actor.personId, setting);
}
