import { createHash } from 'node:crypto';
import { fileKey } from '#platform/server/files.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { ContentFile } from '../../content-file.ts';
import { forgetStoredFile, noteStoredFile } from './stored-files.store.ts';

type StoredBytes = Pick<ContentFile, 'id' | 'bytes' | 'sha256' | 'fileKey' | 'mediaType'>;

/**
 * Writes the bytes under a new key, which is noted first: whatever no version turns out to hold is swept later, even
 * if the process dies in between. Called before the transaction that adds the row, never within.
 */
export async function storeBytes(
  platform: Pick<Platform, 'db' | 'files' | 'newId' | 'clock'>,
  { bytes, mediaType, ending }: { readonly bytes: Uint8Array; readonly mediaType: string; readonly ending: string },
): Promise<StoredBytes> {
  const id = platform.newId();
  const key = fileKey('content', id, ending);
  await noteStoredFile(platform.db, { fileKey: key, at: platform.clock() });
  await platform.files.put(key, bytes, { mediaType });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { id, bytes: bytes.byteLength, sha256, fileKey: key, mediaType };
}

/** Takes back what turned out not to be held. */
export async function discard(platform: Pick<Platform, 'db' | 'files'>, fileKey: string): Promise<void> {
  await platform.files.delete(fileKey);
  await forgetStoredFile(platform.db, fileKey);
}
