import { lstat, readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Fault } from '#platform/server/problem.ts';
import { courseLimit, type CourseFile } from './read-course.ts';

/** The folder can't be read as a course; the message says why. */
class CourseFolderFault extends Fault {}

const deepest = 4;
const mostFiles = 5000;
const wanted = /\.(md|ya?ml|png|jpe?g|gif|webp|svg)$|^licen[cs]e(\.txt)?$/i;

export interface CourseFolder {
  readonly files: readonly CourseFile[];
  readonly folderName: string;
}

/**
 * Reads what a course folder may hold: Markdown, settings, pictures and the licence. Symbolic links are never
 * followed, so that nothing from outside the folder comes in; hidden files and everything else stay where they are.
 * @throws {CourseFolderFault} `course-folder-missing`, `course-folder-too-large`
 */
export async function courseFolder(folder: string): Promise<CourseFolder> {
  const root = resolve(folder);
  const state = await lstat(root).catch((cause: unknown) => {
    throw new CourseFolderFault('course-folder-missing', `There is no folder ${folder}.`, { status: 404, cause });
  });
  if (!state.isDirectory())
    throw new CourseFolderFault('course-folder-missing', `${folder} is not a folder.`, { status: 404 });
  const files: CourseFile[] = [];
  let bytes = 0;
  for (const path of await pathsIn(root, '', deepest)) {
    const { size } = await lstat(join(root, path));
    bytes += size;
    if (bytes > courseLimit || files.length >= mostFiles) {
      throw new CourseFolderFault(
        'course-folder-too-large',
        `${folder} holds more than ${courseLimit / 1024 / 1024} MB or ${mostFiles} files.`,
        { status: 413 },
      );
    }
    files.push({ path, bytes: await readFile(join(root, path)) });
  }
  return { files, folderName: basename(root) };
}

async function pathsIn(root: string, under: string, depth: number): Promise<string[]> {
  const entries = await readdir(join(root, under), { withFileTypes: true });
  const paths: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    if (entry.isDirectory() && depth > 1) paths.push(...(await pathsIn(root, path, depth - 1)));
    else if (entry.isFile() && wanted.test(entry.name)) paths.push(path);
  }
  return paths;
}
