import type { Db } from '../content/content.store.ts';

/** Whose progress it is: someone with an account, or a visitor who tries a free sample. */
export type Learner = { readonly personId: string } | { readonly visitorId: string };

export interface LessonProgress {
  readonly lessonId: string;
  readonly openedAt: Date;
  readonly lastOpenedAt: Date;
  readonly doneAt: Date | null;
}

interface OfLesson {
  readonly id: string;
  readonly lessonId: string;
  readonly versionId: string;
  readonly at: Date;
}

function columnsOf(learner: Learner) {
  return 'personId' in learner ? { person_id: learner.personId } : { visitor_id: learner.visitorId };
}

function keyOf(learner: Learner): ['person_id' | 'visitor_id', 'lesson_id'] {
  return ['personId' in learner ? 'person_id' : 'visitor_id', 'lesson_id'];
}

export async function upsertOpened(db: Db, learner: Learner, { id, lessonId, versionId, at }: OfLesson): Promise<void> {
  await db
    .insertInto('lesson_progress')
    .values({
      id,
      ...columnsOf(learner),
      lesson_id: lessonId,
      version_id: versionId,
      opened_at: at,
      last_opened_at: at,
    })
    .onConflict((conflict) => conflict.columns(keyOf(learner)).doUpdateSet({ last_opened_at: at }))
    .execute();
}

/** Whether this was what made it done: of any number of calls, at the same moment too, exactly one. */
export async function upsertDone(
  db: Db,
  learner: Learner,
  { id, lessonId, versionId, at }: OfLesson,
): Promise<boolean> {
  const row = await db
    .insertInto('lesson_progress')
    .values({
      id,
      ...columnsOf(learner),
      lesson_id: lessonId,
      version_id: versionId,
      opened_at: at,
      last_opened_at: at,
      done_at: at,
    })
    .onConflict((conflict) =>
      conflict.columns(keyOf(learner)).doUpdateSet({ done_at: at }).where('lesson_progress.done_at', 'is', null),
    )
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** What a learner did in some versions. */
export async function findProgress(db: Db, learner: Learner, versionIds: readonly string[]): Promise<LessonProgress[]> {
  if (versionIds.length === 0) return [];
  const query = db
    .selectFrom('lesson_progress')
    .select(['lesson_id', 'opened_at', 'last_opened_at', 'done_at'])
    .where('version_id', 'in', versionIds);
  const own =
    'personId' in learner
      ? query.where('person_id', '=', learner.personId)
      : query.where('visitor_id', '=', learner.visitorId);
  return (await own.execute()).map((row) => ({
    lessonId: row.lesson_id,
    openedAt: row.opened_at,
    lastOpenedAt: row.last_opened_at,
    doneAt: row.done_at,
  }));
}

/** How many lessons each of these people has done in the version each took, by `personId versionId`; one query. */
export async function countDone(
  db: Db,
  personIds: readonly string[],
  versionIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (personIds.length === 0 || versionIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('lesson_progress')
    .select(['person_id', 'version_id', ({ fn }) => fn.countAll<number>().as('count')])
    .where('person_id', 'in', personIds)
    .where('version_id', 'in', versionIds)
    .where('done_at', 'is not', null)
    .groupBy(['person_id', 'version_id'])
    .execute();
  return new Map(rows.map((row) => [`${row.person_id} ${row.version_id}`, row.count]));
}

export function doneIds(progress: readonly LessonProgress[]): ReadonlySet<string> {
  return new Set(progress.flatMap(({ lessonId, doneAt }) => (doneAt === null ? [] : [lessonId])));
}
