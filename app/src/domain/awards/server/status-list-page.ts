import type { Platform } from '#platform/server/platform.ts';
import { signedList } from './status.store.ts';

export interface SignedStatusList {
  /** The list exactly as signed. */
  readonly text: string;
  readonly signedAt: Date;
}

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A status list as it stands now; public, since it tells nothing of who was awarded. */
export async function signedStatusList(
  platform: Pick<Platform, 'db'>,
  id: string,
): Promise<SignedStatusList | undefined> {
  return uuidPattern.test(id) ? signedList(platform.db, id) : undefined;
}
