import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import { writePart } from '#domain/catalogue/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import { contentFileUrl, contentProblems, type Lesson, type Module } from '../../learning.ts';
import { renderLesson } from '../rendering/render-lesson.ts';
import type { LessonSurroundings } from '../rendering/surroundings.ts';
import { findLessons, findModulesOf, updateLessonHtml, type Db } from './content.store.ts';
import { findFiles } from './files.store.ts';

interface HashedContent {
  readonly modules: readonly Pick<Module, 'id' | 'title'>[];
  readonly lessons: readonly Lesson[];
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
}

/**
 * SHA-256, in hex, over everything of the content that a learner could see: order, titles, minutes, outcomes, Markdown
 * and files. Ids of rows are left out, so that a copy of the content has the same hash.
 */
function contentHash({ modules, lessons, files }: HashedContent): string {
  const tree = {
    modules: modules.map((module) => ({
      title: module.title,
      lessons: lessons
        .filter(({ moduleId }) => moduleId === module.id)
        .map(({ slug, title, minutes, outcomes, source }) => ({
          slug,
          title,
          minutes,
          outcomes: [...outcomes].sort(),
          source,
        })),
    })),
    files: files.map(({ path, sha256 }) => ({ path, sha256 })).sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
  return createHash('sha256').update(JSON.stringify(tree)).digest('hex');
}

/** Tells the catalogue what the draft's content comes to. */
export async function writeContentPart(
  platform: Platform,
  trx: Transaction<Database>,
  versionId: string,
): Promise<void> {
  const modules = await findModulesOf(trx, versionId);
  const lessons = await findLessons(trx, versionId);
  const files = await findFiles(trx, versionId);
  const problems = contentProblems(
    modules.map(({ id }) => ({ lessons: lessons.filter(({ moduleId }) => moduleId === id) })),
  );
  await writePart(platform, trx, {
    versionId,
    part: 'content',
    hash: contentHash({ modules, lessons, files }),
    coveredOutcomes: [...new Set(lessons.flatMap(({ outcomes }) => outcomes))].sort(),
    problems,
  });
}

/** What the lessons of a version can refer to. */
export async function surroundingsOf(db: Db, versionId: string): Promise<LessonSurroundings> {
  const [files, modules] = [await findFiles(db, versionId), await findModulesOf(db, versionId)];
  return {
    pictures: new Map(files.filter(({ mediaType }) => mediaType.startsWith('image/')).map((file) => [file.path, file])),
    files: new Map(files.filter(({ mediaType }) => !mediaType.startsWith('image/')).map((file) => [file.path, file])),
    pictureUrl: (path, { sha256 }) => contentFileUrl(versionId, path, sha256),
    lessonSlugs: new Set(modules.flatMap(({ lessons }) => lessons.map(({ slug }) => slug))),
  };
}

/** Renders every lesson anew: after a lesson or a file came or went, links and pictures lead elsewhere. */
export async function renderContent(trx: Transaction<Database>, versionId: string): Promise<void> {
  const surroundings = await surroundingsOf(trx, versionId);
  for (const lesson of await findLessons(trx, versionId)) {
    const { html } = renderLesson(lesson.source, surroundings);
    if (html !== lesson.html) await updateLessonHtml(trx, lesson.id, html);
  }
}
