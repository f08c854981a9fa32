import type { Kysely, Transaction } from 'kysely';
import type { Database } from '#platform/server/schema.ts';
import { isLost } from '../invigilation.ts';
import { isSupervisedAs } from '../supervision.ts';
import { assessmentById } from './assessment.store.ts';
import { attemptsInSessions } from './invigilated-session.store.ts';
import { findSupervision } from './supervision.store.ts';

/**
 * Attempts of an enrolment that a broken session keeps from ever counting: passing them doesn't keep their learner from
 * another one. Where nobody asks for supervision, none is.
 */
export async function lostAttempts(
  db: Kysely<Database> | Transaction<Database>,
  enrolmentId: string,
): Promise<ReadonlySet<string>> {
  const broken = (await attemptsInSessions(db, [enrolmentId])).filter(({ attempt, session }) =>
    isLost(session, attempt),
  );
  if (broken.length === 0) return new Set();
  const recorded = await findSupervision(db, [enrolmentId]);
  const lost = new Set<string>();
  for (const { attempt } of broken) {
    const asked = (await assessmentById(db, attempt.assessmentId))?.settings.supervision;
    if (!isSupervisedAs(asked, recorded.get(attempt.id) ?? [])) lost.add(attempt.id);
  }
  return lost;
}
