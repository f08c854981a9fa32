import { randomBytes } from 'node:crypto';
import { link, open, rm } from 'node:fs/promises';

/** Whether an error of the file system carries this code. */
export function isFileError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/**
 * Writes a file (mode 0600) unless it is there already. Of several processes that try at once exactly one writes,
 * and none ever sees a half-written file: the draft is written beside it and linked into place.
 * @returns whether this call wrote it.
 */
export async function writeOnce(path: string, text: string): Promise<boolean> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
    await link(draft, path);
    return true;
  } catch (error) {
    if (isFileError(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await file.close();
    await rm(draft);
  }
}
