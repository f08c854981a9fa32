import { lstat, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { readWithin, type CourseFolder } from './course-folder.ts';
import type { CourseFile } from './read-course.ts';
import { readZip } from './read-zip.ts';

/** Bytes of a package on disk at most; what is uploaded is bounded by the request. */
const packageLimit = 500 * 1024 * 1024;

/** Every file of an archive but hidden ones, without a folder that holds all of it. */
export async function readPackageZip(bytes: Buffer): Promise<readonly CourseFile[]> {
  const files = await readZip(bytes, (path) => !isHidden(path), packageLimit);
  const [first = ''] = files[0]?.path.split('/') ?? [];
  const isWhole =
    files.some(({ path }) => path === `${first}/course.yaml`) &&
    files.every(({ path }) => path.startsWith(`${first}/`));
  return isWhole
    ? files.map(({ path, bytes: content }) => ({ path: path.slice(first.length + 1), bytes: content }))
    : files;
}

/** The files of a course package, see docs/course-format.md; undefined for a folder or zip that is none. */
export async function packageFiles(place: string): Promise<CourseFolder | undefined> {
  const root = resolve(place);
  const state = await lstat(root).catch(() => undefined);
  if (state?.isDirectory() === true) {
    const marker = await lstat(join(root, 'course.yaml')).catch(() => undefined);
    if (marker?.isFile() !== true) return undefined;
    return readWithin(root, { wanted: () => true, deepest: 8, mostBytes: packageLimit });
  }
  if (state?.isFile() !== true || !/\.zip$/i.test(root) || state.size > packageLimit) return undefined;
  const files = await readPackageZip(await readFile(root));
  const isPackage = files.some(({ path }) => path === 'course.yaml');
  return isPackage ? { files, folderName: basename(root).replace(/\.zip$/i, '') } : undefined;
}

function isHidden(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.') || part === 'node_modules' || part === '__MACOSX');
}
