import type { Lesson } from './learning.ts';

/** What differs for a learner between the version they take and a newer one. */
export interface LessonChanges {
  /** Ids of lessons of the newer version by those of the older: word for word the same, so what was done stays done. */
  readonly same: ReadonlyMap<string, string>;
  /** The same place in the course, whatever it says now: what a learner wrote beside it goes along. */
  readonly kept: ReadonlyMap<string, string>;
  /** Titles of what is new or says something else. */
  readonly toRead: readonly string[];
}

/** Lessons are the same lesson by their slug, which stays when the next version begins as a copy. */
export function lessonChanges(older: readonly Lesson[], newer: readonly Lesson[]): LessonChanges {
  const before = new Map(older.map((lesson) => [lesson.slug, lesson]));
  const pairs = newer.map((lesson) => ({ lesson, was: before.get(lesson.slug) }));
  const isSame = ({ lesson, was }: (typeof pairs)[number]) =>
    was?.source === lesson.source && was.title === lesson.title;
  const ids = (chosen: typeof pairs) =>
    new Map(chosen.flatMap(({ lesson, was }) => (was === undefined ? [] : [[was.id, lesson.id] as const])));
  return {
    same: ids(pairs.filter(isSame)),
    kept: ids(pairs),
    toRead: pairs.filter((pair) => !isSame(pair)).map(({ lesson }) => lesson.title),
  };
}
