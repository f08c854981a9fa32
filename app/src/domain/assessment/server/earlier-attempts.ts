import type { Kysely, Transaction } from 'kysely';
import type { Database } from '#platform/server/schema.ts';
import type { EarlierAttempt } from '../assessment.ts';
import { lostAttempts } from './lost-attempts.ts';
import {
  attemptsOfEnrolment,
  judgementsOfEnrolment,
  spentBefore,
  type Attempt,
  type Judgement,
} from './attempt.store.ts';

export interface EarlierAttempts {
  readonly attempts: readonly Attempt[];
  /** The judgements in force, by attempt. */
  readonly judgements: ReadonlyMap<string, Judgement>;
  /** All that bears on starting another attempt at an assessment, those spent in earlier enrolments first. */
  readonly at: (assessmentId: string) => readonly EarlierAttempt[];
  /** Whether something handed in here waits for a person to judge it: nobody begins anew meanwhile. */
  readonly isBeingJudged: (assessmentId: string) => boolean;
}

export async function earlierAttempts(
  db: Kysely<Database> | Transaction<Database>,
  enrolmentId: string,
): Promise<EarlierAttempts> {
  const attempts = await attemptsOfEnrolment(db, enrolmentId);
  const judgements = new Map((await judgementsOfEnrolment(db, enrolmentId)).map((one) => [one.attemptId, one]));
  const spent = await spentBefore(db, enrolmentId);
  const lost = await lostAttempts(db, enrolmentId);
  return {
    attempts,
    judgements,
    at: (assessmentId) => [
      ...(spent.get(assessmentId) ?? []),
      ...attempts
        .filter((attempt) => attempt.assessmentId === assessmentId)
        .map(({ id, submittedAt }) => ({
          passed: lost.has(id) ? false : (judgements.get(id)?.passed ?? null),
          endedAt: submittedAt,
        })),
    ],
    isBeingJudged: (assessmentId) =>
      attempts.some(
        (attempt) =>
          attempt.assessmentId === assessmentId && attempt.submittedAt !== null && !judgements.has(attempt.id),
      ),
  };
}
