import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import { Fault } from './problem.ts';

/** Where uploads and what is made from them are kept. Keys are ours, see `fileKey`; people's file names are not keys. */
export interface Files {
  /** Writes the whole file or nothing; one that is there is replaced. */
  put(key: string, bytes: Uint8Array, options: { readonly mediaType: string }): Promise<void>;
  /** @throws {FilesFault} `file-missing`. */
  get(key: string): Promise<Buffer>;
  /** @throws {FilesFault} `file-missing`. */
  stream(key: string): Promise<Readable>;
  exists(key: string): Promise<boolean>;
  /** Does nothing when there is none. */
  delete(key: string): Promise<void>;
}

class FilesFault extends Fault {}

/** Lower-case words and ids, at most four folders deep: `logo/0199….png`. Safe on every file system and in a URL. */
const keyShape = /^[a-z0-9][a-z0-9-]{0,63}(?:\/[a-z0-9][a-z0-9-]{0,63}){1,4}(?:\.[a-z0-9]{1,8})?$/;

/** @returns the key of a new file: the folder it belongs to, an id, and the ending of its checked media type. */
export function fileKey(folder: string, id: string, ending: string): string {
  return checked(`${folder}/${id}.${ending}`);
}

/** Files in DATA_DIR/files, or in the S3-compatible bucket of S3_URL. */
export async function createFiles(options: { dataDir: string; s3Url: string | undefined }): Promise<Files> {
  if (options.s3Url !== undefined) {
    // The S3 client takes a third of a second to load, so only those who use it wait for it.
    const { createS3Disk } = await import('./files-s3.ts');
    return onDisk(createS3Disk(options.s3Url), async (disk, key, bytes, contentType) => {
      await disk.put(key, bytes, { contentType });
    });
  }
  const location = join(options.dataDir, 'files');
  return onDisk(new Disk(new FSDriver({ location, visibility: 'private' })), async (disk, key, bytes) => {
    // A process killed while it writes must not leave half a file under the key, and the disk's own move copies.
    const unfinished = `unfinished/${crypto.randomUUID()}`;
    await disk.put(unfinished, bytes);
    await mkdir(dirname(join(location, key)), { recursive: true });
    await rename(join(location, unfinished), join(location, key));
  });
}

type Write = (disk: Disk, key: string, bytes: Uint8Array, mediaType: string) => Promise<void>;

function onDisk(disk: Disk, write: Write): Files {
  async function existing(key: string): Promise<string> {
    if (!(await disk.exists(checked(key)))) throw new FilesFault('file-missing', `There is no file ${key}.`);
    return key;
  }
  return {
    put: async (key, bytes, { mediaType }) => write(disk, checked(key), bytes, mediaType),
    get: async (key) => Buffer.from(await disk.getBytes(await existing(key))),
    stream: async (key) => disk.getStream(await existing(key)),
    exists: async (key) => disk.exists(checked(key)),
    delete: async (key) => disk.delete(checked(key)),
  };
}

function checked(key: string): string {
  if (!keyShape.test(key)) throw new FilesFault('file-key-broken', 'A file key holds what no key may hold.');
  return key;
}
