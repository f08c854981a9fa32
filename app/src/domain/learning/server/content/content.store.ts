import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { Database, Lesson as LessonRow } from '#platform/server/schema.ts';
import type { Lesson, LessonSummary, Module } from '../../learning.ts';

/** A connection or a transaction; reading doesn't mind which. */
export type Db = Kysely<Database>;

const summaryColumns = ['id', 'module_id', 'slug', 'title', 'minutes', 'outcomes'] as const;

function toSummary(row: Pick<Selectable<LessonRow>, 'id' | 'slug' | 'title' | 'minutes' | 'outcomes'>): LessonSummary {
  return { id: row.id, slug: row.slug, title: row.title, minutes: row.minutes, outcomes: row.outcomes };
}

function toLesson(row: Selectable<LessonRow>): Lesson {
  return { ...toSummary(row), moduleId: row.module_id, versionId: row.version_id, source: row.source, html: row.html };
}

/** Modules and lessons of several versions, in order, by version: two queries however many there are. */
export async function findModules(
  db: Db,
  versionIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Module[]>> {
  if (versionIds.length === 0) return new Map();
  const [modules, lessons] = await Promise.all([
    db
      .selectFrom('module')
      .select(['id', 'version_id', 'title'])
      .where('version_id', 'in', versionIds)
      .orderBy('position')
      .execute(),
    db.selectFrom('lesson').select(summaryColumns).where('version_id', 'in', versionIds).orderBy('position').execute(),
  ]);
  const inModule = Map.groupBy(lessons, (lesson) => lesson.module_id);
  const inVersion = Map.groupBy(modules, (module) => module.version_id);
  return new Map(
    [...inVersion].map(([versionId, rows]) => [
      versionId,
      rows.map(({ id, title }) => ({ id, title, lessons: (inModule.get(id) ?? []).map(toSummary) })),
    ]),
  );
}

export async function findModulesOf(db: Db, versionId: string): Promise<readonly Module[]> {
  return (await findModules(db, [versionId])).get(versionId) ?? [];
}

/** The lessons of a version with their text, module by module. */
export async function findLessons(db: Db, versionId: string): Promise<Lesson[]> {
  const rows = await db
    .selectFrom('lesson')
    .innerJoin('module', 'module.id', 'lesson.module_id')
    .selectAll('lesson')
    .where('lesson.version_id', '=', versionId)
    .orderBy('module.position')
    .orderBy('lesson.position')
    .execute();
  return rows.map(toLesson);
}

export async function findLesson(db: Db, versionId: string, slug: string): Promise<Lesson | undefined> {
  const row = await db
    .selectFrom('lesson')
    .selectAll()
    .where('version_id', '=', versionId)
    .where('slug', '=', slug)
    .executeTakeFirst();
  return row && toLesson(row);
}

export async function insertModule(
  trx: Transaction<Database>,
  module: { readonly id: string; readonly versionId: string; readonly position: number; readonly title: string },
): Promise<void> {
  await trx
    .insertInto('module')
    .values({ id: module.id, version_id: module.versionId, position: module.position, title: module.title })
    .execute();
}

export async function updateModuleTitle(trx: Transaction<Database>, id: string, title: string): Promise<void> {
  await trx.updateTable('module').set({ title }).where('id', '=', id).execute();
}

/** With its lessons. */
export async function deleteModuleRow(trx: Transaction<Database>, id: string): Promise<void> {
  await trx.deleteFrom('module').where('id', '=', id).execute();
}

export async function insertLesson(
  trx: Transaction<Database>,
  lesson: Lesson & { readonly position: number },
): Promise<void> {
  await trx
    .insertInto('lesson')
    .values({
      id: lesson.id,
      version_id: lesson.versionId,
      module_id: lesson.moduleId,
      position: lesson.position,
      slug: lesson.slug,
      title: lesson.title,
      minutes: lesson.minutes,
      source: lesson.source,
      html: lesson.html,
      outcomes: uuids(lesson.outcomes),
    })
    .execute();
}

export async function updateLesson(
  trx: Transaction<Database>,
  id: string,
  lesson: Pick<Lesson, 'title' | 'minutes' | 'source' | 'html' | 'outcomes'>,
): Promise<void> {
  await trx
    .updateTable('lesson')
    .set({
      title: lesson.title,
      minutes: lesson.minutes,
      source: lesson.source,
      html: lesson.html,
      outcomes: uuids(lesson.outcomes),
    })
    .where('id', '=', id)
    .execute();
}

export async function updateLessonHtml(trx: Transaction<Database>, id: string, html: string): Promise<void> {
  await trx.updateTable('lesson').set({ html }).where('id', '=', id).execute();
}

export async function deleteLessonRow(trx: Transaction<Database>, id: string): Promise<void> {
  await trx.deleteFrom('lesson').where('id', '=', id).execute();
}

/** Numbers the modules in the order given. The rule that places are unique is checked when the transaction ends. */
export async function placeModules(trx: Transaction<Database>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update module set position = place.position
    from unnest(${[...ids]}::uuid[]) with ordinality as place (id, position)
    where module.id = place.id
  `.execute(trx);
}

/** Puts the lessons into the module, in the order given. */
export async function placeLessons(
  trx: Transaction<Database>,
  moduleId: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update lesson set module_id = ${moduleId}::uuid, position = place.position
    from unnest(${[...ids]}::uuid[]) with ordinality as place (id, position)
    where lesson.id = place.id
  `.execute(trx);
}

function uuids(ids: readonly string[]) {
  return sql<string[]>`${[...ids]}::uuid[]`;
}
