import type { Actor } from '#domain/identity/identity.ts';
import type { Platform } from '#platform/server/platform.ts';
import { lessonsOf } from '../../learning.ts';
import { emptyNote, type Note, type NotebookEntry } from '../../notebook.ts';
import { outline, type Learning } from '../enrolment/enrolments.ts';
import { findBookmarks, findNote, findNotes } from './notebook.store.ts';

/** What the learner left beside one lesson, for the lesson's own page. */
export async function besideLesson(
  platform: Pick<Platform, 'db'>,
  of: { readonly personId: string; readonly lessonId: string },
): Promise<{ readonly note: Note; readonly isBookmarked: boolean }> {
  const [note, bookmarks] = await Promise.all([
    findNote(platform.db, of),
    findBookmarks(platform.db, of.personId, [of.lessonId]),
  ]);
  return { note: note ?? emptyNote, isBookmarked: bookmarks.has(of.lessonId) };
}

/** Everything that a learner left in the lessons of an enrolment; lessons without anything are not listed. */
export async function notebook(
  platform: Platform,
  actor: Actor,
  enrolmentId: string,
): Promise<{ readonly learning: Learning; readonly entries: readonly NotebookEntry[] }> {
  const learning = await outline(platform, actor, enrolmentId);
  const lessons = lessonsOf(learning.modules);
  const ids = lessons.map(({ id }) => id);
  const { personId } = learning.enrolment;
  const [notes, bookmarks] = await Promise.all([
    findNotes(platform.db, personId, ids),
    findBookmarks(platform.db, personId, ids),
  ]);
  const entries = lessons
    .map(({ id, slug, title }) => ({ slug, title, isBookmarked: bookmarks.has(id), note: notes.get(id) ?? '' }))
    .filter(({ isBookmarked, note }) => isBookmarked || note !== '');
  return { learning, entries };
}
