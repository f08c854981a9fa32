import { versionById } from '#domain/catalogue/server/api.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { takeFromLimit } from '#platform/server/rate-limit.ts';
import { scanFile } from '#platform/server/scan-file.ts';
import { fileLimit, type ContentFile } from '../../content-file.ts';
import { kindLimits, type ContentKind } from '../../content-kind.ts';
import { freeSlug, slugOf } from '../../slug.ts';
import { captionsProblem, type CaptionsProblem } from '../../web-vtt.ts';
import { changeContent, requireAuthor } from '../content/change-content.ts';
import { deleteFileRow, findFile, findFiles, insertFile, isFileUsed } from '../content/files.store.ts';
import { pictureType } from '../pictures/picture-type.ts';
import { drawnAnew } from './draw-anew.ts';
import { plainText, sniffedType } from './file-type.ts';
import { discard, storeBytes } from './store-bytes.ts';
import { bytesHeldBy } from './stored-files.store.ts';

/** More than a course team ever adds in a row, and too little to fill a disk with what is then taken away again. */
const uploads = { limit: 200, windowSeconds: 3600 };

export interface FileAdded {
  readonly kind: 'added';
  readonly fileKind: ContentKind;
  /** How lessons refer to it: `![what it shows](pictures/tree.svg)`, `[its name](files/table.csv)`. */
  readonly path: string;
}

export type FileProblem =
  | 'no-file'
  | 'too-large'
  | 'not-allowed'
  | `captions-${CaptionsProblem}`
  | 'too-many-files'
  | 'too-often'
  | 'quota'
  | 'infected'
  | 'not-scanned';

export interface FileNotAdded {
  readonly kind: 'refused';
  readonly because: FileProblem;
}

interface AcceptedFile {
  readonly fileKind: ContentKind;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly ending: string;
  readonly width: number | null;
  readonly height: number | null;
}

const folders: Readonly<Record<ContentKind, string>> = {
  picture: 'pictures',
  audio: 'media',
  video: 'media',
  captions: 'media',
  attachment: 'files',
};

/** Adds a file to a draft. What it is, its bytes say; of its name only letters, digits and hyphens are kept. */
export async function addFile(
  platform: Platform,
  actor: Actor,
  { versionId, name, bytes }: { readonly versionId: string; readonly name: string; readonly bytes: Uint8Array },
): Promise<FileAdded | FileNotAdded> {
  await requireAuthor(platform, actor, versionId);
  if (bytes.byteLength === 0) return refused('no-file');
  const taken = await takeFromLimit(platform, { key: `picture/${versionId}`, ...uploads });
  if (taken.kind === 'limited') return refused('too-often');
  const accepted = await acceptFile(platform, { name, bytes });
  if ('because' in accepted) return accepted;
  const room = await uploadRoom(platform, versionId);
  if (room.used + accepted.bytes.byteLength > room.quota) return refused('quota');

  const stored = await storeBytes(platform, accepted);
  const { fileKind, width, height } = accepted;
  try {
    const added = await changeContent(
      platform,
      actor,
      versionId,
      async (trx): Promise<FileAdded | FileNotAdded> => {
        const files = await findFiles(trx, versionId);
        if (files.length >= fileLimit) return refused('too-many-files');
        const stem = slugOf(name.replace(/\.[^.]*$/, '')) || fileKind;
        const path = freePath(`${folders[fileKind]}/${stem}`, accepted.ending, files);
        await insertFile(trx, { ...stored, versionId, path, width, height });
        return { kind: 'added', fileKind, path };
      },
      { render: true },
    );
    if (added.kind === 'refused') await discard(platform, stored.fileKey);
    return added;
  } catch (error) {
    await discard(platform, stored.fileKey);
    throw error;
  }
}

/** Whether a file may become part of a lesson, and as what: by its bytes alone, then looked at by the scanner. */
async function acceptFile(
  platform: Pick<Platform, 'config'>,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): Promise<AcceptedFile | FileNotAdded> {
  if (bytes.byteLength > Math.max(...Object.values(kindLimits))) return refused('too-large');
  const type = await sniffedType(bytes, name);
  if (type === null) return refused('not-allowed');
  if (bytes.byteLength > kindLimits[type.kind]) return refused('too-large');
  if (type.kind === 'captions') {
    const problem = captionsProblem(plainText(bytes) ?? '');
    if (problem !== undefined) return refused(`captions-${problem}`);
  }
  const scanned = await scanFile(platform.config, bytes);
  if (scanned !== 'clean') return refused(scanned);
  const plain = { fileKind: type.kind, mediaType: type.mediaType, ending: type.ending, width: null, height: null };
  if (type.kind !== 'picture') return { ...plain, bytes };
  const picture = pictureType(bytes);
  const drawn = picture && (await drawnAnew(bytes, picture));
  return drawn === null ? refused('not-allowed') : { ...plain, ...drawn.type, bytes: drawn.bytes };
}

interface UploadRoom {
  readonly used: number;
  readonly quota: number;
}

/** What a provider's content takes, and may take, in bytes. Uploads that arrive at the same moment may exceed it once. */
export async function uploadRoom(platform: Platform, versionId: string): Promise<UploadRoom> {
  const version = await versionById(platform, versionId);
  if (version === undefined) throw new NotFound('version');
  return organisationRoom(platform, version.organisationId);
}

export async function organisationRoom(platform: Platform, organisationId: string): Promise<UploadRoom> {
  return { used: await bytesHeldBy(platform.db, organisationId), quota: platform.config.uploadQuota };
}

function refused(because: FileProblem): FileNotAdded {
  return { kind: 'refused', because };
}

function freePath(stem: string, ending: string, files: readonly ContentFile[]): string {
  const taken = new Set(
    files.filter(({ path }) => path.endsWith(`.${ending}`)).map(({ path }) => path.replace(/\.[^.]*$/, '')),
  );
  return `${freeSlug(stem, taken)}.${ending}`;
}

/** Lessons that show it say from then on that it is missing. */
export async function deleteFile(
  platform: Platform,
  actor: Actor,
  { versionId, path }: { readonly versionId: string; readonly path: string },
): Promise<void> {
  const { fileKey } = await changeContent(
    platform,
    actor,
    versionId,
    async (trx) => {
      const file = await findFile(trx, versionId, path);
      if (file === undefined) throw new NotFound('file');
      await deleteFileRow(trx, file.id);
      return file;
    },
    { render: true },
  );
  if (!(await isFileUsed(platform.db, fileKey))) await discard(platform, fileKey);
}
