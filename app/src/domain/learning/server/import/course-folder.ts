import { lstat, readdir, readFile } from 'node:fs/promises';
import { basename, join, posix, resolve } from 'node:path';
import { Fault } from '#platform/server/problem.ts';
import { courseLimit, type CourseFile } from './read-course.ts';
import { mostFiles, readZip } from './read-zip.ts';

/** The folder can't be read as a course; the message says why. */
class CourseFolderFault extends Fault {}

const deepest = 4;
const wanted = /\.(md|ya?ml|png|jpe?g|gif|webp|svg)$|^licen[cs]e(\.txt)?$/i;

export interface CourseFolder {
  readonly files: readonly CourseFile[];
  readonly folderName: string;
}

/**
 * Reads what a course folder may hold: Markdown, settings, pictures and the licence. Symbolic links are never
 * followed, so that nothing from outside the folder comes in; hidden files and everything else stay where they are.
 * A zip of such a folder is read as the folder itself is.
 * @throws {CourseFolderFault} `course-folder-missing`, `course-folder-too-large`; what `readZip` throws
 */
export async function courseFolder(folder: string): Promise<CourseFolder> {
  const root = resolve(folder);
  const state = await lstat(root).catch((cause: unknown) => {
    throw new CourseFolderFault('course-folder-missing', `There is no folder ${folder}.`, { status: 404, cause });
  });
  if (state.isFile() && /\.zip$/i.test(root)) return courseArchive(root, state.size);
  if (!state.isDirectory())
    throw new CourseFolderFault('course-folder-missing', `${folder} is neither a folder nor a zip.`, { status: 404 });
  return readWithin(root, { wanted: (name) => wanted.test(name), deepest, mostBytes: courseLimit });
}

interface Wanted {
  /** By the name alone. */
  readonly wanted: (name: string) => boolean;
  /** Folders within each other. */
  readonly deepest: number;
  readonly mostBytes: number;
}

/** The files of a folder in the order of their names. @throws {CourseFolderFault} `course-folder-too-large` */
export async function readWithin(root: string, { mostBytes, ...asked }: Wanted): Promise<CourseFolder> {
  const files: CourseFile[] = [];
  let bytes = 0;
  for (const path of await pathsIn(root, '', asked.deepest, asked.wanted)) {
    const { size } = await lstat(join(root, path));
    bytes += size;
    if (bytes > mostBytes || files.length >= mostFiles) {
      throw new CourseFolderFault(
        'course-folder-too-large',
        `${root} holds more than ${mostBytes / 1024 / 1024} MB or ${mostFiles} files.`,
        { status: 413 },
      );
    }
    files.push({ path, bytes: await readFile(join(root, path)) });
  }
  return { files, folderName: basename(root) };
}

async function courseArchive(archive: string, size: number): Promise<CourseFolder> {
  if (size > courseLimit) {
    const most = `${courseLimit / 1024 / 1024} MB`;
    throw new CourseFolderFault('course-folder-too-large', `${archive} is larger than ${most}.`, { status: 413 });
  }
  const files = await readZip(await readFile(archive), isWantedInZip);
  // Most programs, and most sites that offer a folder for download, put it into the archive itself.
  const [first = ''] = files[0]?.path.split('/') ?? [];
  const isWhole = first !== '' && files.every(({ path }) => path.startsWith(`${first}/`)) && !keptFolders.has(first);
  if (!isWhole) return { files: inOrder(files), folderName: basename(archive).replace(/\.zip$/i, '') };
  const within = files.map(({ path, bytes }) => ({ path: path.slice(first.length + 1), bytes }));
  return { files: inOrder(within), folderName: first };
}

/** These mean something to a course, so that one of them alone is no wrapping. */
const keptFolders = new Set(['episodes', '_episodes', 'fig']);

/** The wrapping folder of an archive counts as one more than a folder's own depth. */
function isWantedInZip(path: string): boolean {
  const parts = path.split('/');
  const isHidden = parts.some((part) => part.startsWith('.') || part === 'node_modules' || part === '__MACOSX');
  return !isHidden && parts.length <= deepest + 1 && wanted.test(posix.basename(path));
}

function inOrder(files: readonly CourseFile[]): readonly CourseFile[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function pathsIn(root: string, under: string, depth: number, isWanted: Wanted['wanted']): Promise<string[]> {
  const entries = await readdir(join(root, under), { withFileTypes: true });
  const paths: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    if (entry.isDirectory() && depth > 1) paths.push(...(await pathsIn(root, path, depth - 1, isWanted)));
    else if (entry.isFile() && isWanted(entry.name)) paths.push(path);
  }
  return paths;
}
