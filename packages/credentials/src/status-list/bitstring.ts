import { CredentialError } from '../errors.ts';
import { decodeBase64url, encodeBase64url } from '../multibase/base64url.ts';

/** BITSTRING-STATUS-LIST 3.2: at least 16 KB, so that one entry hides among many. */
export const shortestStatusList = 131_072;

/** Most bytes that a compressed list may unfold to: 33 million entries. A small file can unfold to gigabytes. */
const mostBytes = 4 * 1024 * 1024;

/** One bit an entry, entry 0 leftmost; the bytes may be changed in place with `setStatus`. */
export interface StatusList {
  /** How many entries it holds. */
  readonly length: number;
  readonly bytes: Uint8Array;
}

/**
 * A list of entries that are all clear.
 *
 * @param length entries; a multiple of 8, at least 131,072
 * @throws CredentialError status-list-too-short, status-list-too-large, status-list-malformed
 */
export function createStatusList(length: number = shortestStatusList): StatusList {
  if (!Number.isSafeInteger(length) || length % 8 !== 0) {
    throw new CredentialError('status-list-malformed', 'The length of a status list is a multiple of 8.');
  }
  return statusListOf(new Uint8Array(length / 8));
}

/** A list over bytes as a database keeps them. @throws as `createStatusList` */
export function statusListOf(bytes: Uint8Array): StatusList {
  const length = bytes.length * 8;
  if (length < shortestStatusList) {
    throw new CredentialError('status-list-too-short', `A status list has at least ${shortestStatusList} entries.`);
  }
  if (bytes.length > mostBytes) throw tooLarge();
  return { length, bytes };
}

/** Whether the entry's bit is set. @throws CredentialError status-index-out-of-range */
export function getStatus(list: StatusList, index: number): boolean {
  const { byte, mask } = locate(list, index);
  return ((list.bytes[byte] ?? 0) & mask) !== 0;
}

/** Sets or clears the entry's bit, in place. @throws CredentialError status-index-out-of-range */
export function setStatus(list: StatusList, index: number, value: boolean): void {
  const { byte, mask } = locate(list, index);
  const before = list.bytes[byte] ?? 0;
  list.bytes[byte] = value ? before | mask : before & ~mask;
}

/** The `encodedList` of a status list: multibase base64url (`u`) of its gzip (BITSTRING-STATUS-LIST 3.3). */
export async function encodeStatusList(list: StatusList): Promise<string> {
  const compressed = new Blob([Uint8Array.from(list.bytes)]).stream().pipeThrough(new CompressionStream('gzip'));
  return `u${encodeBase64url(new Uint8Array(await new Response(compressed).arrayBuffer()))}`;
}

/**
 * Reads an `encodedList` (BITSTRING-STATUS-LIST 3.4), and stops as soon as it unfolds to more than 4 MB.
 *
 * @throws CredentialError status-list-malformed, status-list-too-short, status-list-too-large
 */
export async function decodeStatusList(encodedList: string): Promise<StatusList> {
  if (!encodedList.startsWith('u')) {
    throw new CredentialError('status-list-malformed', 'An encoded status list starts with "u".');
  }
  return statusListOf(await unfold(encodedList.slice(1)));
}

async function unfold(encoded: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const compressed = new Blob([decodeBase64url(encoded)]).stream();
    const stream: AsyncIterable<Uint8Array> = compressed.pipeThrough(new DecompressionStream('gzip'));
    for await (const chunk of stream) {
      size += chunk.length;
      if (size > mostBytes) break;
      chunks.push(chunk);
    }
  } catch (cause) {
    throw new CredentialError('status-list-malformed', 'The encoded status list cannot be read.', { cause });
  }
  if (size > mostBytes) throw tooLarge();
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/** BITSTRING-STATUS-LIST 3.2: index 0 is the leftmost bit, the most significant of the first byte. */
function locate(list: StatusList, index: number): { readonly byte: number; readonly mask: number } {
  if (!Number.isSafeInteger(index) || index < 0 || index >= list.length) {
    throw new CredentialError('status-index-out-of-range', `The status list has no entry ${index}.`);
  }
  return { byte: Math.floor(index / 8), mask: 0x80 >> (index % 8) };
}

function tooLarge(): CredentialError {
  return new CredentialError('status-list-too-large', 'The status list is larger than this library reads.');
}
