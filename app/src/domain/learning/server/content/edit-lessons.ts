import { draftOutcomes, type DraftRecord } from '#domain/catalogue/record.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import {
  lessonInputProblems,
  lessonLimit,
  titleProblem,
  type LessonInput,
  type LessonInputProblems,
  type TitleProblem,
} from '../../lesson-form.ts';
import { lessonsOf, moved, type Direction, type Lesson } from '../../learning.ts';
import { freeSlug, slugOf } from '../../slug.ts';
import { renderLesson } from '../rendering/render-lesson.ts';
import type { Missing } from '../rendering/surroundings.ts';
import { changeContent, requireAuthor } from './change-content.ts';
import { surroundingsOf } from './content-part.ts';
import {
  deleteLessonRow,
  findLesson,
  findModulesOf,
  insertLesson,
  placeLessons,
  updateLesson,
} from './content.store.ts';

interface OfLesson {
  readonly versionId: string;
  readonly slug: string;
}

export interface LessonAdded {
  readonly kind: 'added';
  readonly slug: string;
}

export interface LessonNotAdded {
  readonly kind: 'refused';
  readonly because: `title-${TitleProblem}` | 'too-many-lessons';
}

/** Adds an empty lesson at the end of a module. */
export async function addLesson(
  platform: Platform,
  actor: Actor,
  { versionId, moduleId, title }: { readonly versionId: string; readonly moduleId: string; readonly title: string },
): Promise<LessonAdded | LessonNotAdded> {
  return changeContent(
    platform,
    actor,
    versionId,
    async (trx): Promise<LessonAdded | LessonNotAdded> => {
      const modules = await findModulesOf(trx, versionId);
      const module = modules.find(({ id }) => id === moduleId);
      if (module === undefined) throw new NotFound('module');
      const problem = titleProblem(title);
      if (problem !== undefined) return { kind: 'refused', because: `title-${problem}` };
      const lessons = lessonsOf(modules);
      if (lessons.length >= lessonLimit) return { kind: 'refused', because: 'too-many-lessons' };
      const slug = freeSlug(slugOf(title) || 'lesson', new Set(lessons.map((lesson) => lesson.slug)));
      await insertLesson(trx, {
        id: platform.newId(),
        versionId,
        moduleId,
        slug,
        title: title.trim(),
        minutes: 0,
        outcomes: [],
        source: '',
        html: '',
        position: module.lessons.length + 1,
      });
      return { kind: 'added', slug };
    },
    { render: true },
  );
}

export interface LessonSaved {
  readonly kind: 'saved';
  /** What the lesson refers to in vain: shown to its author, no obstacle. */
  readonly missing: readonly Missing[];
}

export type LessonNotSaved =
  | { readonly kind: 'refused'; readonly because: 'invalid'; readonly problems: LessonInputProblems }
  | { readonly kind: 'refused'; readonly because: 'changed-meanwhile' };

/** Saves and renders a lesson. `basedOn` is the Markdown that the author began with; another author's is not overwritten. */
export async function saveLesson(
  platform: Platform,
  actor: Actor,
  { versionId, slug, lesson, basedOn }: OfLesson & { readonly lesson: LessonInput; readonly basedOn?: string },
): Promise<LessonSaved | LessonNotSaved> {
  return changeContent(platform, actor, versionId, async (trx, draft): Promise<LessonSaved | LessonNotSaved> => {
    const stored = await findLesson(trx, versionId, slug);
    if (stored === undefined) throw new NotFound('lesson');
    const source = withPlainLineEnds(lesson.source);
    const problems = lessonInputProblems({ ...lesson, source });
    if (Object.keys(problems).length > 0) return { kind: 'refused', because: 'invalid', problems };
    if (basedOn !== undefined && withPlainLineEnds(basedOn) !== stored.source && source !== stored.source) {
      return { kind: 'refused', because: 'changed-meanwhile' };
    }
    const { html, missing } = renderLesson(source, await surroundingsOf(trx, versionId));
    const outcomes = ownOutcomes(draft.record, lesson.outcomes);
    await updateLesson(trx, stored.id, { title: lesson.title.trim(), minutes: lesson.minutes, source, html, outcomes });
    return { kind: 'saved', missing };
  });
}

/** What a lesson would look like: rendered as it will be when saved, and nothing is. */
export async function previewLesson(
  platform: Platform,
  actor: Actor,
  { versionId, source }: { readonly versionId: string; readonly source: string },
): Promise<{ readonly html: string; readonly missing: readonly Missing[] }> {
  await requireAuthor(platform, actor, versionId);
  return renderLesson(withPlainLineEnds(source), await surroundingsOf(platform.db, versionId));
}

/** One place further up or down; from the edge of its module into the next one. */
export async function moveLesson(
  platform: Platform,
  actor: Actor,
  { versionId, slug, direction }: OfLesson & { readonly direction: Direction },
): Promise<void> {
  await changeContent(platform, actor, versionId, async (trx) => {
    const modules = await findModulesOf(trx, versionId);
    const from = modules.findIndex(({ lessons }) => lessons.some((lesson) => lesson.slug === slug));
    const module = modules[from];
    const lesson = module?.lessons.find((candidate) => candidate.slug === slug);
    if (module === undefined || lesson === undefined) throw new NotFound('lesson');
    const ids = module.lessons.map(({ id }) => id);
    const order = moved(ids, lesson.id, direction);
    if (order !== ids) return placeLessons(trx, module.id, order);
    const neighbour = modules[direction === 'up' ? from - 1 : from + 1];
    if (neighbour === undefined) return;
    const others = neighbour.lessons.map(({ id }) => id);
    await placeLessons(trx, neighbour.id, direction === 'up' ? [...others, lesson.id] : [lesson.id, ...others]);
    await placeLessons(
      trx,
      module.id,
      ids.filter((id) => id !== lesson.id),
    );
  });
}

export async function deleteLesson(platform: Platform, actor: Actor, { versionId, slug }: OfLesson): Promise<void> {
  await changeContent(
    platform,
    actor,
    versionId,
    async (trx) => {
      const lesson = await findLesson(trx, versionId, slug);
      if (lesson === undefined) throw new NotFound('lesson');
      await deleteLessonRow(trx, lesson.id);
      const module = (await findModulesOf(trx, versionId)).find(({ id }) => id === lesson.moduleId);
      await placeLessons(trx, lesson.moduleId, module?.lessons.map(({ id }) => id) ?? []);
    },
    { render: true },
  );
}

/** For its author. */
export async function lessonForEditing(
  platform: Platform,
  actor: Actor,
  { versionId, slug }: OfLesson,
): Promise<Lesson> {
  await requireAuthor(platform, actor, versionId);
  const lesson = await findLesson(platform.db, versionId, slug);
  if (lesson === undefined) throw new NotFound('lesson');
  return lesson;
}

/** Forms send CRLF. */
function withPlainLineEnds(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}

/** Only outcomes that the record names: one may have been deleted while the lesson was open. */
function ownOutcomes(record: DraftRecord, ids: readonly string[]): readonly string[] {
  const known = new Set(draftOutcomes(record).map(({ id }) => id));
  return [...new Set(ids)].filter((id) => known.has(id));
}
