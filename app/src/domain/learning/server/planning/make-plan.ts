import { createHash, randomBytes } from 'node:crypto';
import type { Actor } from '#domain/identity/identity.ts';
import type { Platform } from '#platform/server/platform.ts';
import { planProblems, type PlanProblem, type PlanWishes } from '../../plan.ts';
import { ownEnrolment } from '../enrolment/enrolments.ts';
import { deletePlan, savePlan, setLaidAt } from './plan.store.ts';

export interface PlanToMake {
  readonly enrolmentId: string;
  readonly wishes: PlanWishes;
  readonly zone: string;
  readonly reminds: boolean;
}

export interface PlanNotMade {
  readonly kind: 'refused';
  readonly because: 'unfit';
  readonly problems: readonly PlanProblem[];
}

/** Plans an enrolment, or plans it anew from now on. */
export async function makePlan(
  platform: Platform,
  actor: Actor,
  { enrolmentId, wishes, zone, reminds }: PlanToMake,
): Promise<{ readonly kind: 'planned' } | PlanNotMade> {
  const { personId } = await ownEnrolment(platform, actor, enrolmentId);
  const problems = planProblems(wishes, zone);
  if (problems.length > 0) return { kind: 'refused', because: 'unfit', problems };
  const id = platform.newId();
  const token = randomBytes(24).toString('base64url');
  await savePlan(platform.db, {
    ...wishes,
    id,
    personId,
    enrolmentId,
    zone,
    reminds,
    laidAt: platform.clock(),
    reminderHash: hashToken(token),
    reminderSealed: platform.secrets.seal(Buffer.from(token), reminderContext(id)),
  });
  return { kind: 'planned' };
}

/** The same plan from today on: nothing is behind any more. */
export async function beginPlanAgain(platform: Platform, actor: Actor, enrolmentId: string): Promise<void> {
  await ownEnrolment(platform, actor, enrolmentId);
  await setLaidAt(platform.db, enrolmentId, platform.clock());
}

/** Gives the plan up, with its calendar and its reminders. */
export async function dropPlan(platform: Platform, actor: Actor, enrolmentId: string): Promise<void> {
  await ownEnrolment(platform, actor, enrolmentId);
  await deletePlan(platform.db, enrolmentId);
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export function reminderContext(planId: string): string {
  return `plan-reminder/${planId}`;
}
