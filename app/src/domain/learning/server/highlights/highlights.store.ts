import type { Highlight } from '../../highlight.ts';
import type { Db } from '../content/content.store.ts';

const columns = ['id', 'exact', 'prefix', 'suffix', 'remark'] as const;

export async function insertHighlight(
  db: Db,
  highlight: Highlight & { readonly personId: string; readonly lessonId: string; readonly at: Date },
): Promise<void> {
  const { id, exact, prefix, suffix, remark } = highlight;
  await db
    .insertInto('highlight')
    .values({
      ...{ id, exact, prefix, suffix, remark },
      person_id: highlight.personId,
      lesson_id: highlight.lessonId,
      created_at: highlight.at,
    })
    .execute();
}

export async function deleteHighlight(
  db: Db,
  of: { readonly id: string; readonly personId: string; readonly lessonId: string },
): Promise<void> {
  await db
    .deleteFrom('highlight')
    .where('id', '=', of.id)
    .where('person_id', '=', of.personId)
    .where('lesson_id', '=', of.lessonId)
    .execute();
}

/** By lesson, in the order in which they were made. */
export async function findHighlights(
  db: Db,
  personId: string,
  lessonIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Highlight[]>> {
  if (lessonIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('highlight')
    .select(['lesson_id', ...columns])
    .where('person_id', '=', personId)
    .where('lesson_id', 'in', lessonIds)
    .orderBy('id')
    .execute();
  const byLesson = Map.groupBy(rows, (row) => row.lesson_id);
  return new Map(
    [...byLesson].map(([lessonId, of]) => [
      lessonId,
      of.map(({ id, exact, prefix, suffix, remark }) => ({ id, exact, prefix, suffix, remark })),
    ]),
  );
}
