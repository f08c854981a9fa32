import { buffer } from 'node:stream/consumers';
import { Fault } from '#platform/server/problem.ts';
import { courseLimit, type CourseFile } from './read-course.ts';

/** Files in one archive at most. */
export const mostFiles = 5000;
/** Beyond a megabyte no file of a course unfolds to more than so many times what it takes in the archive. */
const mostTimes = 100;
const ratioCounts = 1024 * 1024;

/** The archive is refused as a whole; the message says which file it is about, and why. */
export class ZipFault extends Fault {
  /** The name of the file that it is about, as far as it can be shown; empty where it is about the whole. */
  readonly entry: string;
  readonly because: ZipRefusal;

  constructor(
    because: ZipRefusal,
    message: string,
    { entry = '', ...options }: { readonly entry?: string; readonly cause?: unknown } = {},
  ) {
    super(`zip-${because}`, message, { status: 422, ...options });
    this.entry = entry;
    this.because = because;
  }
}

export type ZipRefusal = 'unreadable' | 'name' | 'outside' | 'link' | 'twice' | 'encrypted' | 'bomb' | 'too-large';

interface Entry {
  readonly fileNameRaw: Buffer;
  readonly generalPurposeBitFlag: number;
  readonly externalFileAttributes: number;
  readonly compressedSize: number;
  readonly uncompressedSize: number;
  isEncrypted(): boolean;
}

/**
 * Reads the files of an archive that satisfy `wanted`. One entry that lies outside, is a link, stands there twice, is
 * encrypted, misnamed or far larger than it looks, and nothing of the archive is taken: nobody makes such a one by
 * accident.
 * @throws {ZipFault} `zip-unreadable`, `zip-name`, `zip-outside`, `zip-link`, `zip-twice`, `zip-encrypted`, `zip-bomb`,
 * `zip-too-large`
 */
export async function readZip(
  bytes: Buffer,
  wanted: (path: string) => boolean,
  mostBytes = courseLimit,
): Promise<readonly CourseFile[]> {
  // Loaded by those who bring an archive.
  const { fromBufferPromise } = await import('yauzl');
  const archive = await fromBufferPromise(bytes, { decodeStrings: false, validateEntrySizes: true }).catch(unreadable);
  const files: CourseFile[] = [];
  const seen = new Set<string>();
  let entries = 0;
  let total = 0;
  try {
    for await (const entry of archive.eachEntry()) {
      if (++entries > mostFiles) throw new ZipFault('too-large', `The archive holds more than ${mostFiles} files.`);
      const path = checkedPath(entry, seen);
      if (path.endsWith('/')) continue;
      total += entry.uncompressedSize;
      requireSize(entry, path, total, mostBytes);
      if (!wanted(path)) continue;
      // The stream fails when more comes out than was declared.
      files.push({ path, bytes: await buffer(await archive.openReadStreamPromise(entry)) });
    }
    return files;
  } catch (error) {
    return unreadable(error);
  } finally {
    archive.close();
  }
}

function unreadable(cause: unknown): never {
  if (cause instanceof ZipFault) throw cause;
  const said = cause instanceof Error ? cause.message : String(cause);
  throw new ZipFault('unreadable', `The archive can't be read: ${said}.`, { cause });
}

function checkedPath(entry: Entry, seen: Set<string>): string {
  const path = nameOf(entry);
  const entryName = path.slice(0, 200);
  const refuse = (because: ZipRefusal, why: string): never => {
    throw new ZipFault(because, `${JSON.stringify(entryName)} ${why}`, { entry: entryName });
  };
  const parts = path.replace(/\/$/, '').split('/');
  if (path.startsWith('/') || path.includes('\\') || /^[a-z]:/i.test(path) || parts.includes('..'))
    refuse('outside', 'leads out of the archive.');
  if (path.length > 300 || parts.some((part) => part === '' || part === '.') || /\p{Cc}/u.test(path))
    refuse('name', 'is no name of a file.');
  // The upper half are Unix modes: nothing, a file or a folder; a link, a device or a pipe is none of them.
  const type = (entry.externalFileAttributes >>> 28) & 0xf;
  if (type !== 0 && type !== 0x8 && type !== 0x4) refuse('link', 'is a link, or no file.');
  if (entry.isEncrypted()) refuse('encrypted', 'is encrypted.');
  // Two names that some file systems take for one would overwrite each other there.
  const name = path.replace(/\/$/, '').normalize('NFC').toLowerCase();
  if (seen.has(name)) refuse('twice', 'stands there twice.');
  seen.add(name);
  return path;
}

/** APPNOTE 4.4.4: bit 11 says UTF-8. Without it the code page is anyone's guess, so that only ASCII is read. */
function nameOf({ fileNameRaw, generalPurposeBitFlag }: Entry): string {
  const isUtf8 = (generalPurposeBitFlag & 0x800) !== 0;
  if (!isUtf8 && fileNameRaw.some((byte) => byte > 0x7e))
    throw new ZipFault(
      'name',
      'A name in the archive is neither ASCII nor marked as UTF-8; make it with another program.',
    );
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(fileNameRaw);
  } catch (cause) {
    throw new ZipFault('name', 'A name in the archive says that it is UTF-8 and is not.', { cause });
  }
}

function requireSize(
  { compressedSize, uncompressedSize }: Entry,
  path: string,
  total: number,
  mostBytes: number,
): void {
  const entry = path.slice(0, 200);
  if (uncompressedSize > ratioCounts && uncompressedSize > mostTimes * compressedSize)
    throw new ZipFault('bomb', `${JSON.stringify(entry)} would unfold to more than ${mostTimes} times its size.`, {
      entry,
    });
  if (total > mostBytes)
    throw new ZipFault('too-large', `The archive would unfold to more than ${mostBytes / 1024 / 1024} MB.`);
}
