import { posix } from 'node:path';
import { fileLimit, pictureLimit } from '../../content-file.ts';
import { lessonLimit, sourceLimit, titleLimit } from '../../lesson-form.ts';
import { freeSlug, slugOf } from '../../slug.ts';
import { pictureType, type PictureType } from '../pictures/picture-type.ts';
import { renderLesson } from '../rendering/render-lesson.ts';
import { contentPath } from '../rendering/surroundings.ts';
import { courseSettings, splitFrontMatter, type CourseSettings } from './front-matter.ts';
import { licenceLine } from './licence.ts';
import { instructorNotes, listedInBox } from './listed-in-box.ts';
import { fromOlderStyle, hasBox, listBox } from './older-style.ts';

/** A file of the folder; the path is relative to it, with `/`. */
export interface CourseFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Something that didn't come along, or that the folder doesn't say. Nothing is dropped without one. */
export interface ImportNote {
  readonly because:
    | 'figure-missing'
    | 'figure-elsewhere'
    | 'figure-unusable'
    | 'link-missing'
    | 'include-missing'
    | 'alternative-text-missing'
    | 'front-matter-unreadable'
    | 'timing-missing'
    | 'objectives-missing'
    | 'objective-left-out'
    | 'instructor-note-left-out'
    | 'lesson-too-long'
    | 'licence-missing'
    | 'licence-unknown'
    | 'file-unsafe';
  /** The file that it is about; the folder itself is `.`. */
  readonly file: string;
  /** What exactly: an address, a name, a count. May be empty. */
  readonly detail: string;
}

export interface CourseLesson {
  readonly file: string;
  readonly slug: string;
  readonly title: string;
  readonly module: string;
  readonly minutes: number;
  readonly source: string;
  readonly objectives: readonly string[];
}

export interface CourseFigure {
  /** Where lessons look for it. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly type: PictureType;
}

export interface Course {
  readonly title: string;
  readonly lessons: readonly CourseLesson[];
  /** Of all lessons, each once, in order; at most as many as a record holds. */
  readonly objectives: readonly string[];
  /** Hours, to a tenth; undefined when no lesson says how long it takes. */
  readonly workloadHours: number | undefined;
  readonly figures: readonly CourseFigure[];
  readonly licence: { readonly line: string | undefined; readonly file: CourseFile } | undefined;
  readonly notes: readonly ImportNote[];
}

export interface NoCourse {
  readonly kind: 'refused';
  readonly because:
    | 'no-lessons'
    | 'too-many-lessons'
    | 'too-large'
    | 'title-missing'
    | 'title-too-long'
    | 'quota'
    | 'infected'
    | 'not-scanned';
}

const outcomeLimit = 40;
const outcomeTextLimit = 400;
/** Bytes of a whole folder at most. */
export const courseLimit = 100 * 1024 * 1024;

const lessonFolders = ['', 'episodes/', '_episodes/'];
const notLessons =
  /^(readme|licen[cs]e|contributing|code_of_conduct|conduct|index|citation|authors|changelog|news|reference|setup|links)\.md$/i;

/**
 * Reads a course folder (docs/course-folder.md) out of the files given; touches no file system and no database.
 * @param title what the microcredential is called; otherwise the folder's own settings say, or else its name.
 */
export function readCourse(
  files: readonly CourseFile[],
  { title, folderName = '' }: { readonly title?: string | undefined; readonly folderName?: string | undefined },
): Course | NoCourse {
  if (files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0) > courseLimit)
    return { kind: 'refused', because: 'too-large' };
  const notes: ImportNote[] = [];
  const safe = files.filter((file) => isSafe(file, notes));
  const settings = settingsOf(safe, notes);
  const found = lessonFiles(safe, settings);
  if (found.length === 0) return { kind: 'refused', because: 'no-lessons' };
  if (found.length > lessonLimit) return { kind: 'refused', because: 'too-many-lessons' };

  const named = (title ?? settings?.title ?? fromFileName(folderName)).trim();
  if (named === '') return { kind: 'refused', because: 'title-missing' };
  if (named.length > titleLimit) return { kind: 'refused', because: 'title-too-long' };

  const lessons = readLessons(found, named, notes);
  const minutes = lessons.reduce((sum, lesson) => sum + lesson.minutes, 0);
  return {
    title: named,
    lessons,
    objectives: objectivesOf(lessons, notes),
    workloadHours: minutes === 0 ? undefined : Math.max(0.1, Math.round(minutes / 6) / 10),
    figures: figuresOf(lessons, safe, notes),
    licence: licenceOf(safe, notes),
    notes,
  };
}

function isSafe({ path }: CourseFile, notes: ImportNote[]): boolean {
  if (contentPath(path.replaceAll('%', '%25')) === path && path.length <= 300) return true;
  notes.push({ because: 'file-unsafe', file: path.slice(0, 300), detail: '' });
  return false;
}

function settingsOf(files: readonly CourseFile[], notes: ImportNote[]): CourseSettings | undefined {
  const file = files.find(({ path }) => ['config.yaml', 'config.yml', '_config.yml'].includes(path));
  if (file === undefined) return undefined;
  const settings = courseSettings(textOf(file));
  if (settings === undefined) notes.push({ because: 'front-matter-unreadable', file: file.path, detail: '' });
  return settings;
}

function lessonFiles(files: readonly CourseFile[], settings: CourseSettings | undefined): readonly CourseFile[] {
  const found = files.filter(({ path }) => {
    const folder = path.slice(0, path.length - posix.basename(path).length);
    return lessonFolders.includes(folder) && /\.md$/i.test(path) && !notLessons.test(posix.basename(path));
  });
  const named = settings?.episodes ?? [];
  const place = ({ path }: CourseFile) => {
    const index = named.indexOf(posix.basename(path));
    return index === -1 ? named.length : index;
  };
  return [...found].sort((a, b) => place(a) - place(b) || (a.path < b.path ? -1 : 1));
}

function readLessons(files: readonly CourseFile[], courseTitle: string, notes: ImportNote[]): readonly CourseLesson[] {
  const slugs = new Set<string>();
  let module = courseTitle;
  return files.map((file) => {
    const note = (because: ImportNote['because'], detail = '') => notes.push({ because, file: file.path, detail });
    const { frontMatter, body, isBroken } = splitFrontMatter(textOf(file).replaceAll(/\r\n?/g, '\n'));
    if (isBroken) note('front-matter-unreadable');
    const older = fromOlderStyle(body);
    for (const include of older.includes) note('include-missing', include);
    const instructions = instructorNotes(older.source);
    if (instructions > 0) note('instructor-note-left-out', String(instructions));
    let source = withLists(older.source, frontMatter).trim();
    if (source.length > sourceLimit) {
      note('lesson-too-long', String(source.length));
      source = source.slice(0, sourceLimit);
    }
    const objectives = listedInBox(source, 'objectives');
    if (objectives.length === 0) note('objectives-missing');
    if (frontMatter.teaching === undefined && frontMatter.exercises === undefined) note('timing-missing');
    module = (frontMatter.module?.trim() || module).slice(0, titleLimit);
    const name = posix.basename(file.path).replace(/\.md$/i, '');
    const slug = freeSlug(slugOf(name) || 'lesson', slugs);
    slugs.add(slug);
    return {
      file: file.path,
      slug,
      title: (frontMatter.title?.trim() || fromFileName(name) || slug).slice(0, titleLimit),
      module,
      minutes: Math.min((frontMatter.teaching ?? 0) + (frontMatter.exercises ?? 0), 6000),
      source,
      objectives,
    };
  });
}

function withLists(
  source: string,
  lists: { readonly objectives: string[]; readonly questions: string[]; readonly keypoints: string[] },
): string {
  const box = (name: 'objectives' | 'questions' | 'keypoints') =>
    lists[name].length === 0 || hasBox(source, name) ? [] : [listBox(name, lists[name])];
  return [...box('objectives'), ...box('questions'), source, ...box('keypoints')].join('\n\n');
}

function objectivesOf(lessons: readonly CourseLesson[], notes: ImportNote[]): readonly string[] {
  const kept = new Set<string>();
  for (const lesson of lessons) {
    for (const objective of lesson.objectives) {
      if (kept.has(objective)) continue;
      if (kept.size >= outcomeLimit || objective.length > outcomeTextLimit) {
        notes.push({ because: 'objective-left-out', file: lesson.file, detail: objective.slice(0, outcomeTextLimit) });
      } else kept.add(objective);
    }
  }
  return [...kept];
}

/** What lessons show, each once: a lesson is rendered with nothing around it, and says what it looked for in vain. */
function figuresOf(
  lessons: readonly CourseLesson[],
  files: readonly CourseFile[],
  notes: ImportNote[],
): readonly CourseFigure[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const nothing = {
    pictures: new Map(),
    files: new Map(),
    pictureUrl: (path: string) => path,
    lessonSlugs: new Set(lessons.map(({ slug }) => slug)),
  };
  const figures = new Map<string, CourseFigure>();
  for (const lesson of lessons) {
    const note = (because: ImportNote['because'], detail: string) => notes.push({ because, file: lesson.file, detail });
    for (const { kind, target } of renderLesson(lesson.source, nothing).missing) {
      if (kind === 'link') note('link-missing', target);
      if (kind === 'media') note('figure-missing', target);
      if (kind !== 'picture') continue;
      const path = contentPath(target);
      if (path === null) {
        note(/^https?:/i.test(target) ? 'figure-elsewhere' : 'figure-missing', target);
        continue;
      }
      if (figures.has(path)) continue;
      const file = byPath.get(posix.join(posix.dirname(lesson.file), path)) ?? byPath.get(path);
      const type = file === undefined ? null : pictureType(file.bytes);
      if (file === undefined) note('figure-missing', target);
      else if (type === null || file.bytes.byteLength > pictureLimit || figures.size >= fileLimit - 1)
        note('figure-unusable', target);
      else figures.set(path, { path, bytes: file.bytes, type });
    }
    for (const target of withoutWords(lesson, figures)) note('alternative-text-missing', target);
  }
  return [...figures.values()];
}

function withoutWords(lesson: CourseLesson, figures: ReadonlyMap<string, CourseFigure>): readonly string[] {
  const pictures = new Map([...figures.keys()].map((path) => [path, { sha256: '', width: null, height: null }]));
  const { missing } = renderLesson(lesson.source, {
    pictures,
    files: new Map(),
    pictureUrl: (path) => path,
    lessonSlugs: new Set(),
  });
  return missing.filter(({ kind }) => kind === 'alternative-text').map(({ target }) => target);
}

function licenceOf(files: readonly CourseFile[], notes: ImportNote[]): Course['licence'] {
  const file = files.find(({ path }) => /^licen[cs]e(\.md|\.txt)?$/i.test(path));
  if (file === undefined || file.bytes.byteLength > sourceLimit) {
    notes.push({ because: 'licence-missing', file: '.', detail: '' });
    return undefined;
  }
  const line = licenceLine(textOf(file))?.slice(0, 200);
  if (line === undefined) notes.push({ because: 'licence-unknown', file: file.path, detail: '' });
  return { line, file };
}

function textOf({ bytes }: CourseFile): string {
  return new TextDecoder().decode(bytes);
}

/** `02-the-file_system` is "The file system". */
function fromFileName(name: string): string {
  const words = name
    .replace(/^\d+[-_. ]+/, '')
    .replaceAll(/[-_]+/g, ' ')
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
