import type { Kysely, Transaction } from 'kysely';
import type { Database } from '#platform/server/schema.ts';
import { supervisionBy } from '../invigilation.ts';
import type { AskedSupervision, SupervisionKind } from '../supervision.ts';
import { attemptsInSessions } from './invigilated-session.store.ts';

type Db = Kysely<Database> | Transaction<Database>;

export interface Sitting {
  readonly id: string;
  readonly assessmentId: string;
  readonly offeringId: string;
  readonly code: string;
  readonly openedBy: string | null;
  readonly openedAt: Date;
  readonly closesAt: Date;
}

const columns = [
  'id',
  'assessment_id as assessmentId',
  'offering_id as offeringId',
  'code',
  'opened_by as openedBy',
  'opened_at as openedAt',
  'closes_at as closesAt',
] as const;

export async function insertSitting(trx: Transaction<Database>, sitting: Sitting): Promise<void> {
  await trx
    .insertInto('sitting')
    .values({
      id: sitting.id,
      assessment_id: sitting.assessmentId,
      offering_id: sitting.offeringId,
      code: sitting.code,
      opened_by: sitting.openedBy,
      opened_at: sitting.openedAt,
      closes_at: sitting.closesAt,
    })
    .execute();
}

/** Those that are open at a moment, of an offering; the newest first. */
export async function findOpenSittings(db: Db, offeringId: string, at: Date): Promise<readonly Sitting[]> {
  return db
    .selectFrom('sitting')
    .select(columns)
    .where('offering_id', '=', offeringId)
    .where('closes_at', '>', at)
    .orderBy('id', 'desc')
    .execute();
}

export async function insertSupervision(
  trx: Transaction<Database>,
  row: {
    readonly attemptId: string;
    readonly kind: AskedSupervision;
    readonly by: string | null;
    readonly at: Date;
  },
): Promise<boolean> {
  const inserted = await trx
    .insertInto('attempt_supervision')
    .values({ attempt_id: row.attemptId, kind: row.kind, recorded_by: row.by, recorded_at: row.at })
    .onConflict((conflict) => conflict.columns(['attempt_id', 'kind']).doNothing())
    .returning('attempt_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** What was recorded of the attempts of some enrolments, by attempt; what invigilators watched as a whole too. */
export async function findSupervision(
  db: Db,
  enrolmentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly SupervisionKind[]>> {
  if (enrolmentIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('attempt_supervision')
    .innerJoin('attempt', 'attempt.id', 'attempt_supervision.attempt_id')
    .select(['attempt.id', 'attempt_supervision.kind'])
    .where('attempt.enrolment_id', 'in', enrolmentIds)
    .execute();
  const watched = await attemptsInSessions(db, enrolmentIds);
  const kinds = new Map<string, Set<SupervisionKind>>();
  const add = (id: string, kind: SupervisionKind): unknown => kinds.set(id, (kinds.get(id) ?? new Set()).add(kind));
  // Held to the list by the column's check.
  for (const { id, kind } of rows) add(id, kind as AskedSupervision);
  for (const { attempt, session } of watched) for (const kind of supervisionBy(session, attempt)) add(attempt.id, kind);
  return new Map([...kinds].map(([id, found]) => [id, [...found]]));
}
