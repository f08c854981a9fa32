import type { Transaction } from 'kysely';
import type { Database } from '#platform/server/schema.ts';

interface Along {
  readonly personId: string;
  /** Ids of lessons of the newer version by those of the older. */
  readonly lessons: ReadonlyMap<string, string>;
  readonly newId: () => string;
}

export async function setVersion(trx: Transaction<Database>, enrolmentId: string, versionId: string): Promise<void> {
  await trx.updateTable('enrolment').set({ version_id: versionId }).where('id', '=', enrolmentId).execute();
}

/** What a person did in lessons of the older version counts in those of the newer, unless they did more there. */
export async function copyDone(
  trx: Transaction<Database>,
  { personId, toVersionId, lessons, newId }: Along & { readonly toVersionId: string },
): Promise<void> {
  if (lessons.size === 0) return;
  const rows = await trx
    .selectFrom('lesson_progress')
    .selectAll()
    .where('person_id', '=', personId)
    .where('lesson_id', 'in', [...lessons.keys()])
    .execute();
  if (rows.length === 0) return;
  await trx
    .insertInto('lesson_progress')
    .values(
      rows.map((row) => ({
        ...row,
        id: newId(),
        lesson_id: lessons.get(row.lesson_id) ?? row.lesson_id,
        version_id: toVersionId,
      })),
    )
    .onConflict((conflict) => conflict.columns(['person_id', 'lesson_id']).doNothing())
    .execute();
}

/** Notes, bookmarks and highlights, beside the same lessons of the newer version; those of the older stay where they are. */
export async function copyWritten(trx: Transaction<Database>, { personId, lessons, newId }: Along): Promise<void> {
  if (lessons.size === 0) return;
  const older = [...lessons.keys()];
  const moved = <Row extends { lesson_id: string }>(row: Row) => ({
    ...row,
    id: newId(),
    lesson_id: lessons.get(row.lesson_id) ?? row.lesson_id,
  });
  for (const table of ['note', 'bookmark'] as const) {
    const rows = await trx
      .selectFrom(table)
      .selectAll()
      .where('person_id', '=', personId)
      .where('lesson_id', 'in', older)
      .execute();
    if (rows.length > 0) {
      await trx
        .insertInto(table)
        .values(rows.map(moved))
        .onConflict((conflict) => conflict.columns(['person_id', 'lesson_id']).doNothing())
        .execute();
    }
  }
  const highlights = await trx
    .selectFrom('highlight')
    .selectAll()
    .where('person_id', '=', personId)
    .where('lesson_id', 'in', older)
    .execute();
  if (highlights.length > 0) await trx.insertInto('highlight').values(highlights.map(moved)).execute();
}
