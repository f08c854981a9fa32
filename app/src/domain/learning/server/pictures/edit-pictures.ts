import type { Actor } from '#domain/identity/identity.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { takeFromLimit } from '#platform/server/rate-limit.ts';
import { fileLimit, pictureLimit, type ContentFile } from '../../content-file.ts';
import { freeSlug, slugOf } from '../../slug.ts';
import { changeContent, requireAuthor } from '../content/change-content.ts';
import { deleteFileRow, findFile, findFiles, insertFile, isFileUsed } from '../content/files.store.ts';
import { keepFile } from './keep-file.ts';
import { pictureType } from './picture-type.ts';

/** More than a course team ever adds in a row, and too little to fill a disk with what is then taken away again. */
const uploads = { limit: 200, windowSeconds: 3600 };

export interface PictureAdded {
  readonly kind: 'added';
  /** What to write in Markdown: `![what it shows](pictures/tree.svg)`. */
  readonly path: string;
}

export interface PictureNotAdded {
  readonly kind: 'refused';
  readonly because: 'no-picture' | 'too-large' | 'not-a-picture' | 'too-many-files' | 'too-often';
}

/** Adds a picture to a draft. What it is, its bytes say; of its name only letters, digits and hyphens are kept. */
export async function addPicture(
  platform: Platform,
  actor: Actor,
  { versionId, name, bytes }: { readonly versionId: string; readonly name: string; readonly bytes: Uint8Array },
): Promise<PictureAdded | PictureNotAdded> {
  await requireAuthor(platform, actor, versionId);
  if (bytes.byteLength === 0) return { kind: 'refused', because: 'no-picture' };
  if (bytes.byteLength > pictureLimit) return { kind: 'refused', because: 'too-large' };
  const taken = await takeFromLimit(platform, { key: `picture/${versionId}`, ...uploads });
  if (taken.kind === 'limited') return { kind: 'refused', because: 'too-often' };
  const type = pictureType(bytes);
  if (type === null) return { kind: 'refused', because: 'not-a-picture' };

  const stem = slugOf(name.replace(/\.[^.]*$/, '')) || 'picture';
  let kept: ContentFile | undefined;
  try {
    const added = await changeContent(
      platform,
      actor,
      versionId,
      async (trx): Promise<PictureAdded | PictureNotAdded> => {
        const files = await findFiles(trx, versionId);
        if (files.length >= fileLimit) return { kind: 'refused', because: 'too-many-files' };
        const path = freePath(stem, type.ending, files);
        kept = await keepFile(platform, { versionId, path, bytes, ...type });
        await insertFile(trx, kept);
        return { kind: 'added', path };
      },
      { render: true },
    );
    return added;
  } catch (error) {
    if (kept !== undefined) await platform.files.delete(kept.fileKey);
    throw error;
  }
}

function freePath(stem: string, ending: string, files: readonly ContentFile[]): string {
  const taken = new Set(files.map(({ path }) => path.replace(/\.[^.]*$/, '')));
  return `${freeSlug(`pictures/${stem}`, taken)}.${ending}`;
}

/** Lessons that show it say from then on that it is missing. */
export async function deletePicture(
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
      if (file === undefined) throw new NotFound('picture');
      await deleteFileRow(trx, file.id);
      return file;
    },
    { render: true },
  );
  if (!(await isFileUsed(platform.db, fileKey))) await platform.files.delete(fileKey);
}
