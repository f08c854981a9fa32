import type { Kysely, Transaction } from 'kysely';
import type { Database } from '#platform/server/schema.ts';
import type { Pool } from '../pools.ts';
import type { Item } from './assessment.store.ts';
import { questionVersionsByIds } from './question-versions.store.ts';

/** The questions that pools may draw, as they stand in a paper: with the points of the first pool that may draw them. */
export async function poolQuestions(
  db: Kysely<Database> | Transaction<Database>,
  pools: readonly Pool[],
): Promise<readonly Item[]> {
  const points = new Map<string, Pool>();
  for (const pool of pools) {
    for (const { questionVersionId } of pool.candidates) {
      if (!points.has(questionVersionId)) points.set(questionVersionId, pool);
    }
  }
  const versions = await questionVersionsByIds(db, [...points.keys()]);
  return versions.flatMap((question, index) => {
    const pool = points.get(question.questionVersionId);
    return pool ? [{ ...question, assessmentId: pool.assessmentId, points: pool.points, position: index + 1 }] : [];
  });
}
