import { isId } from '#platform/server/ids.ts';
import type { Platform } from '#platform/server/platform.ts';
import { signedList } from './status.store.ts';

export interface SignedStatusList {
  /** The list exactly as signed. */
  readonly text: string;
  readonly signedAt: Date;
}

/** A status list as it stands now; public, since it tells nothing of who was awarded. */
export async function signedStatusList(
  platform: Pick<Platform, 'db'>,
  id: string,
): Promise<SignedStatusList | undefined> {
  return isId(id) ? signedList(platform.db, id) : undefined;
}
