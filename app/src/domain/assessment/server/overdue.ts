import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { graceSeconds } from '../assessment.ts';
import { overdueAttempts } from './attempt.store.ts';
import { requireOwnEnrolment } from './own-enrolment.ts';

const mostAtOnce = 500;

/** Open attempts whose time and grace are over, the longest overdue first: as many as a job does at a time. */
export function overdueInAll(platform: Platform): Promise<readonly string[]> {
  return overdueAttempts(platform.db, { dueBefore: deadline(platform), limit: mostAtOnce });
}

/** Those of the learner's own enrolment. */
export async function overdueOf(platform: Platform, actor: Actor, enrolmentId: string): Promise<readonly string[]> {
  await requireOwnEnrolment(platform, actor, enrolmentId);
  return overdueAttempts(platform.db, { dueBefore: deadline(platform), enrolmentId, limit: mostAtOnce });
}

function deadline(platform: Platform): Date {
  return new Date(platform.clock().getTime() - graceSeconds * 1000);
}
