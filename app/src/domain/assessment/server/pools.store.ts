import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import { isId } from '#platform/server/ids.ts';
import type { Database } from '#platform/server/schema.ts';
import { difficulties, type Candidate, type Drawn, type Pool } from '../pools.ts';
import type { Labels } from '../qti/qti.ts';
import { parseQuestion, type Question } from '../question-kinds.ts';
import { itemsOf, type Item } from './assessment.store.ts';
import { keyInForce } from './errata.store.ts';

type Db = Kysely<Database> | Transaction<Database>;

/** The pools of several assessments with all that they may draw, in order: two queries, however many there are. */
export async function poolsOf(db: Db, assessmentIds: readonly string[]): Promise<readonly Pool[]> {
  if (assessmentIds.length === 0) return [];
  const pools = await db
    .selectFrom('question_pool')
    .selectAll()
    .where('assessment_id', 'in', assessmentIds)
    .orderBy('position')
    .execute();
  if (pools.length === 0) return [];
  const candidates = await db
    .selectFrom('question_pool_candidate')
    .innerJoin('question_version', 'question_version.id', 'question_pool_candidate.question_version_id')
    .select(['pool_id', 'question_version.id', 'question_id', 'outcomes'])
    .where(
      'pool_id',
      'in',
      pools.map(({ id }) => id),
    )
    .orderBy('question_id')
    .execute();
  return pools.map((pool) => ({
    id: pool.id,
    assessmentId: pool.assessment_id,
    position: pool.position,
    draws: pool.draws,
    points: pool.points,
    outcomeId: pool.outcome_id,
    difficulty: z.enum(difficulties).nullable().parse(pool.difficulty),
    tag: pool.tag,
    candidates: candidates
      .filter(({ pool_id }) => pool_id === pool.id)
      .map(({ id, question_id, outcomes }) => ({ questionVersionId: id, questionId: question_id, outcomes })),
  }));
}

export async function insertPool(
  db: Db,
  pool: Omit<Pool, 'candidates'> & { readonly versionId: string },
): Promise<void> {
  await db
    .insertInto('question_pool')
    .values({
      id: pool.id,
      assessment_id: pool.assessmentId,
      version_id: pool.versionId,
      position: pool.position,
      draws: pool.draws,
      points: pool.points,
      outcome_id: pool.outcomeId,
      difficulty: pool.difficulty,
      tag: pool.tag,
    })
    .execute();
}

/** Takes a pool out of an assessment; the ones behind it move up. */
export async function deletePool(db: Db, pool: { readonly assessmentId: string; readonly id: string }): Promise<void> {
  if (!isId(pool.id)) return;
  const gone = await db
    .deleteFrom('question_pool')
    .where('id', '=', pool.id)
    .where('assessment_id', '=', pool.assessmentId)
    .returning('position')
    .executeTakeFirst();
  if (!gone) return;
  await db
    .updateTable('question_pool')
    .set(({ eb }) => ({ position: eb('position', '-', 1) }))
    .where('assessment_id', '=', pool.assessmentId)
    .where('position', '>', gone.position)
    .execute();
}

export async function replaceCandidates(
  db: Db,
  pool: { readonly id: string; readonly versionId: string },
  candidates: readonly Pick<Candidate, 'questionVersionId'>[],
): Promise<void> {
  await db.deleteFrom('question_pool_candidate').where('pool_id', '=', pool.id).execute();
  if (candidates.length === 0) return;
  await db
    .insertInto('question_pool_candidate')
    .values(
      candidates.map(({ questionVersionId }) => ({
        pool_id: pool.id,
        version_id: pool.versionId,
        question_version_id: questionVersionId,
      })),
    )
    .execute();
}

export async function insertDraws(db: Db, attemptId: string, drawn: readonly Drawn[]): Promise<void> {
  if (drawn.length === 0) return;
  await db
    .insertInto('attempt_draw')
    .values(
      drawn.map(({ questionVersionId, points }, index) => ({
        attempt_id: attemptId,
        question_version_id: questionVersionId,
        position: index + 1,
        points,
      })),
    )
    .execute();
}

/** What one attempt asks: what its assessment asks of everyone, then what was drawn when it began. */
export async function itemsOfAttempt(
  db: Db,
  attempt: { readonly id: string; readonly assessmentId: string },
): Promise<readonly Item[]> {
  const fixed = await itemsOf(db, [attempt.assessmentId]);
  const drawn = await db
    .selectFrom('attempt_draw')
    .innerJoin('question_version', 'question_version.id', 'attempt_draw.question_version_id')
    .select([
      'attempt_draw.question_version_id',
      'attempt_draw.position',
      'attempt_draw.points',
      'question_version.question_id',
      'question_version.kind',
      'question_version.body',
      keyInForce,
      'question_version.outcomes',
    ])
    .where('attempt_draw.attempt_id', '=', attempt.id)
    .orderBy('attempt_draw.position')
    .execute();
  return [
    ...fixed,
    ...drawn.map((row) => ({
      assessmentId: attempt.assessmentId,
      questionId: row.question_id,
      questionVersionId: row.question_version_id,
      position: fixed.length + row.position,
      points: row.points,
      ...parseQuestion(row),
      outcomes: row.outcomes,
    })),
  ];
}

/** Questions by their versions, in the order asked for. */
export async function questionsByVersion(db: Db, ids: readonly string[]): Promise<readonly (Question & Labels)[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('question_version')
    .select(['id', 'kind', 'body', keyInForce, 'outcomes', 'difficulty', 'tags'])
    .where('id', 'in', ids)
    .execute();
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = found.get(id);
    if (!row) return [];
    return [{ ...parseQuestion(row), outcomes: row.outcomes, difficulty: row.difficulty, tags: row.tags }];
  });
}
