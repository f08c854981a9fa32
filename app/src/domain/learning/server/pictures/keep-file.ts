import { createHash } from 'node:crypto';
import { fileKey } from '#platform/server/files.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { ContentFile } from '../../content-file.ts';

interface FileToKeep {
  readonly versionId: string;
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly ending: string;
  readonly width: number | null;
  readonly height: number | null;
}

/** Writes the bytes under a new key. The row is the caller's to add, and the file to delete if it can't be. */
export async function keepFile(platform: Pick<Platform, 'files' | 'newId'>, file: FileToKeep): Promise<ContentFile> {
  const id = platform.newId();
  const key = fileKey('content', id, file.ending);
  await platform.files.put(key, file.bytes, { mediaType: file.mediaType });
  return {
    id,
    versionId: file.versionId,
    path: file.path,
    mediaType: file.mediaType,
    bytes: file.bytes.byteLength,
    sha256: createHash('sha256').update(file.bytes).digest('hex'),
    fileKey: key,
    width: file.width,
    height: file.height,
  };
}
