import type { Kysely, Transaction } from 'kysely';
import type { Database } from '#platform/server/schema.ts';
import { itemsOf } from './assessment.store.ts';
import { poolsOf } from './pools.store.ts';

/** How many questions each assessment asks in one attempt: those that everyone gets and those that are drawn. */
export async function questionCounts(
  db: Kysely<Database> | Transaction<Database>,
  assessmentIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const items = await itemsOf(db, assessmentIds);
  const pools = await poolsOf(db, assessmentIds);
  return new Map(
    assessmentIds.map((id) => {
      const fixed = items.filter(({ assessmentId }) => assessmentId === id).length;
      const drawn = pools.filter(({ assessmentId }) => assessmentId === id).map(({ draws }) => draws);
      return [id, drawn.reduce((sum, draws) => sum + draws, fixed)];
    }),
  );
}
