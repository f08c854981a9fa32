import { fileLimit } from '#domain/learning/content-file.ts';
import { isLicence, judgeCarried, type CarriedFile, type CourseFile } from '#domain/learning/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { PackageNote } from './course-package.ts';
import type { PackagedVersion } from './course-of-version.ts';
import { readCoursePackage, type CourseRead, type NoCoursePackage } from './read-course-package.ts';
import { hashOf } from './write-course.ts';

export interface PackageJudged extends CourseRead {
  /** What the draft doesn't hold yet and would be stored, by its path in the package. */
  readonly fresh: ReadonlyMap<string, CarriedFile>;
}

export type NoPackageJudged =
  NoCoursePackage | { readonly kind: 'refused'; readonly because: 'too-many-files'; readonly detail: string };

/**
 * Looks at the files of a package, at each that isn't text as at any upload, and reads the rest. What the draft holds
 * already was looked at when it came.
 */
export async function judgePackage(
  platform: Pick<Platform, 'config'>,
  files: readonly CourseFile[],
  before: PackagedVersion | undefined,
): Promise<PackageJudged | NoPackageJudged> {
  const held = new Set([
    ...(before?.files ?? []).map(({ sha256 }) => sha256),
    ...[...(before?.pictures.values() ?? [])].map(({ sha256 }) => sha256),
  ]);
  const notes: PackageNote[] = [];
  const fresh = new Map<string, CarriedFile>();
  const readable: CourseFile[] = [];
  let carried = 0;
  for (const file of files) {
    const isPicture = file.path.startsWith('questions/pictures/');
    const path = isPicture ? file.path : contentPathOf(file.path);
    if (path === undefined) readable.push(file);
    else if (++carried > 2 * fileLimit)
      return { kind: 'refused', because: 'too-many-files', detail: String(fileLimit) };
    else if (held.has(hashOf(file.bytes))) readable.push(file);
    else {
      const judged = await judgeCarried(platform, { path, bytes: file.bytes });
      if (judged.kind === 'refused') notes.push({ because: judged.because, file: file.path, detail: '' });
      else {
        if (judged.redrawn) notes.push({ because: 'redrawn', file: file.path, detail: '' });
        fresh.set(file.path, judged);
        readable.push({ path: file.path, bytes: judged.bytes });
      }
    }
  }
  const read = readCoursePackage(readable);
  if (read.kind === 'refused') return read;
  if (read.course.files.length > fileLimit)
    return { kind: 'refused', because: 'too-many-files', detail: String(read.course.files.length) };
  return { ...read, notes: [...notes, ...read.notes], fresh };
}

/** What a file of the package is called within the content; undefined for what is no file of the content. */
function contentPathOf(address: string): string | undefined {
  if (isLicence(address)) return address;
  const [, path] = /^lessons\/(.+)$/.exec(address) ?? [];
  return path === undefined || /^[^/]*\.md$/i.test(path) || isLicence(path) ? undefined : path;
}
