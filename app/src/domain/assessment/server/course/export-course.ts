import { Zip, ZipPassThrough } from 'fflate';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, requireRole } from '#domain/identity/server/api.ts';
import { studioMicrocredential } from '#domain/catalogue/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { BankAddress } from '../bank.ts';
import { addressOfFile } from './course-package.ts';
import { courseOfVersion, type PackagedVersion } from './course-of-version.ts';
import { courseTexts } from './write-course.ts';

/** A file of a package; its bytes are fetched when its turn comes. */
export interface ExportedFile {
  readonly path: string;
  readonly read: () => Promise<Uint8Array>;
}

/**
 * The draft of a microcredential, or else what was published last, as the files of a package in the order of their
 * paths; keys of questions included.
 */
export async function exportCourse(
  platform: Platform,
  actor: Actor,
  address: BankAddress,
): Promise<readonly ExportedFile[]> {
  const { microcredential, draft, published } = await studioMicrocredential(platform, actor, address);
  requireRole(actor, microcredential.organisationId, 'author');
  const version = draft ?? published;
  if (version === undefined) throw new NotFound('version');
  return filesOf(platform, await courseOfVersion(platform, actor, version));
}

function filesOf({ files }: Pick<Platform, 'files'>, { course, ...rows }: PackagedVersion): readonly ExportedFile[] {
  const encoder = new TextEncoder();
  const stored = (path: string, key: string): ExportedFile => ({ path, read: () => files.get(key) });
  const texts = [...courseTexts(course)].map(([path, text]): ExportedFile => ({
    path,
    read: () => Promise.resolve(encoder.encode(text)),
  }));
  const shown = course.questions.flatMap(({ name, picture }) => {
    const key = rows.pictures.get(name)?.fileKey;
    return picture === null || key === undefined ? [] : [stored(`questions/${picture.path}`, key)];
  });
  const content = rows.files.map(({ path, fileKey }) => stored(addressOfFile(path), fileKey));
  return [...texts, ...shown, ...content].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A zip always says the same time, so that the same course is the same bytes. */
const mtime = new Date('2020-01-01T00:00:00');

/**
 * The files as a zip, one after the other as they are asked for: never more than one of them is in memory. Nothing is
 * compressed, so that the bytes depend on the course alone and not on how well somebody's program packs.
 */
export function zipOf(files: readonly ExportedFile[]): ReadableStream<Uint8Array> {
  const waiting = [...files];
  let zip: Zip;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      zip = new Zip((error, chunk, final) => {
        if (error) return controller.error(error);
        if (chunk.byteLength > 0) controller.enqueue(chunk);
        if (final) controller.close();
      });
    },
    async pull() {
      const next = waiting.shift();
      if (next === undefined) return zip.end();
      const entry = new ZipPassThrough(next.path);
      entry.mtime = mtime;
      zip.add(entry);
      entry.push(await next.read(), true);
    },
  });
}
