import type { Actor } from '#domain/identity/identity.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Highlight } from '../../highlight.ts';
import { lessonsOf } from '../../learning.ts';
import { emptyNote, type Note, type NotebookEntry } from '../../notebook.ts';
import { outline, type Learning } from '../enrolment/enrolments.ts';
import { findHighlights } from '../highlights/highlights.store.ts';
import { findBookmarks, findNote, findNotes } from './notebook.store.ts';

export interface Beside {
  readonly note: Note;
  readonly isBookmarked: boolean;
  readonly highlights: readonly Highlight[];
}

/** What the learner left beside one lesson, for the lesson's own page. */
export async function besideLesson(
  platform: Pick<Platform, 'db'>,
  of: { readonly personId: string; readonly lessonId: string },
): Promise<Beside> {
  const [note, bookmarks, highlights] = await Promise.all([
    findNote(platform.db, of),
    findBookmarks(platform.db, of.personId, [of.lessonId]),
    findHighlights(platform.db, of.personId, [of.lessonId]),
  ]);
  return {
    note: note ?? emptyNote,
    isBookmarked: bookmarks.has(of.lessonId),
    highlights: highlights.get(of.lessonId) ?? [],
  };
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
  const [notes, bookmarks, highlights] = await Promise.all([
    findNotes(platform.db, personId, ids),
    findBookmarks(platform.db, personId, ids),
    findHighlights(platform.db, personId, ids),
  ]);
  const entries = lessons
    .map(({ id, slug, title }) => ({
      slug,
      title,
      isBookmarked: bookmarks.has(id),
      note: notes.get(id) ?? '',
      highlights: highlights.get(id) ?? [],
    }))
    .filter(({ isBookmarked, note, highlights }) => isBookmarked || note !== '' || highlights.length > 0);
  return { learning, entries };
}
