import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { recordAudit } from '#domain/identity/server/api.ts';
import { settingsFor, type Accommodation } from '../allowance.ts';
import { dueAt, isOver } from '../assessment.ts';
import { allowancesOf, lockTimedAttempts, moveDueAt, saveAccommodation } from './allowances.store.ts';
import { requireRegistrar } from './arrangements.ts';
import { assessmentById } from './assessment.store.ts';

/**
 * Arranges more time and more attempts for one learner: a registrar's act. An open attempt gets its longer time at once;
 * none is cut short. What is arranged stays out of the audit trail, which says only that something was.
 */
export async function accommodate(
  platform: Platform,
  actor: Actor,
  { enrolmentId, ...accommodation }: Accommodation & { readonly enrolmentId: string },
): Promise<void> {
  const { enrolment, organisationId } = await requireRegistrar(platform, actor, enrolmentId);
  const at = platform.clock();
  await platform.db.transaction().execute(async (trx) => {
    const open = await lockTimedAttempts(trx, enrolment);
    const setBy = actor.kind === 'person' ? actor.personId : null;
    await saveAccommodation(trx, enrolment, { ...accommodation, setBy, at });
    const allowance = await allowancesOf(trx, enrolment);
    for (const attempt of open) {
      const assessment = await assessmentById(trx, attempt.assessmentId);
      const due = assessment && dueAt(settingsFor(assessment.settings, allowance(assessment.id)), attempt.startedAt);
      if (due && due > attempt.dueAt && !isOver(attempt, at)) await moveDueAt(trx, attempt.id, due);
    }
    await recordAudit(platform, trx, actor, {
      action: 'accommodation.set',
      subjectKind: 'enrolment',
      subjectId: enrolment.id,
      organisationId,
    });
  });
}
