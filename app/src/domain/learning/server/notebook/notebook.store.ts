import type { Note } from '../../notebook.ts';
import type { Db } from '../content/content.store.ts';

interface OfLesson {
  readonly personId: string;
  readonly lessonId: string;
}

export async function findNote(db: Db, { personId, lessonId }: OfLesson): Promise<Note | undefined> {
  return db
    .selectFrom('note')
    .select(['text', 'revision'])
    .where('person_id', '=', personId)
    .where('lesson_id', '=', lessonId)
    .executeTakeFirst();
}

/** Writes the text over the revision that its writer knew. Undefined when there is another one by now. */
export async function saveRevision(
  db: Db,
  { personId, lessonId }: OfLesson,
  note: Note & { readonly id: string; readonly at: Date },
): Promise<number | undefined> {
  const row =
    note.revision === 0
      ? await db
          .insertInto('note')
          .values({
            id: note.id,
            person_id: personId,
            lesson_id: lessonId,
            text: note.text,
            revision: 1,
            updated_at: note.at,
          })
          .onConflict((conflict) => conflict.columns(['person_id', 'lesson_id']).doNothing())
          .returning('revision')
          .executeTakeFirst()
      : await db
          .updateTable('note')
          .set(({ eb }) => ({ text: note.text, revision: eb('revision', '+', 1), updated_at: note.at }))
          .where('person_id', '=', personId)
          .where('lesson_id', '=', lessonId)
          .where('revision', '=', note.revision)
          .returning('revision')
          .executeTakeFirst();
  return row?.revision;
}

/** The notes that hold something, by lesson. */
export async function findNotes(
  db: Db,
  personId: string,
  lessonIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (lessonIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('note')
    .select(['lesson_id', 'text'])
    .where('person_id', '=', personId)
    .where('lesson_id', 'in', lessonIds)
    .where('text', '<>', '')
    .execute();
  return new Map(rows.map((row) => [row.lesson_id, row.text]));
}

export async function insertBookmark(
  db: Db,
  { personId, lessonId }: OfLesson,
  { id, at }: { readonly id: string; readonly at: Date },
): Promise<void> {
  await db
    .insertInto('bookmark')
    .values({ id, person_id: personId, lesson_id: lessonId, created_at: at })
    .onConflict((conflict) => conflict.columns(['person_id', 'lesson_id']).doNothing())
    .execute();
}

export async function deleteBookmark(db: Db, { personId, lessonId }: OfLesson): Promise<void> {
  await db.deleteFrom('bookmark').where('person_id', '=', personId).where('lesson_id', '=', lessonId).execute();
}

/** Which of these lessons a person has bookmarked. */
export async function findBookmarks(
  db: Db,
  personId: string,
  lessonIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (lessonIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('bookmark')
    .select('lesson_id')
    .where('person_id', '=', personId)
    .where('lesson_id', 'in', lessonIds)
    .execute();
  return new Set(rows.map((row) => row.lesson_id));
}
