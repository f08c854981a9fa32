import { randomBytes } from 'node:crypto';
import { microcredentialById, offeringById } from '#domain/catalogue/server/api.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, recordAudit, requireRole } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { codeFrom } from '../supervision.ts';
import { assessmentById } from './assessment.store.ts';
import { findOpenSittings, insertSitting, type Sitting } from './supervision.store.ts';

const sittingMinutes = { least: 5, most: 240 } as const;

/**
 * Opens a window in which whoever sees the code, on a screen in the room, begins an attempt with it. For assessors and
 * registrars. Every window has a code of its own.
 */
export async function openSitting(
  platform: Platform,
  actor: Actor,
  input: { readonly offeringId: string; readonly assessmentId: string; readonly minutes: number },
): Promise<Sitting> {
  const organisationId = await requireInvigilator(platform, actor, input.offeringId);
  const offering = await offeringById(platform, input.offeringId);
  const assessment = await assessmentById(platform.db, input.assessmentId);
  if (assessment?.versionId !== offering?.versionId || !assessment) throw new NotFound('assessment');
  const openedAt = platform.clock();
  const minutes = Math.min(sittingMinutes.most, Math.max(sittingMinutes.least, Math.floor(input.minutes)));
  const sitting = {
    id: platform.newId(),
    assessmentId: assessment.id,
    offeringId: input.offeringId,
    code: newCode(),
    openedBy: actor.kind === 'person' ? actor.personId : null,
    openedAt,
    closesAt: new Date(openedAt.getTime() + minutes * 60_000),
  };
  await platform.db.transaction().execute(async (trx) => {
    await insertSitting(trx, sitting);
    await recordAudit(platform, trx, actor, {
      action: 'sitting.opened',
      subjectKind: 'offering',
      subjectId: input.offeringId,
      organisationId,
      detail: { sittingId: sitting.id, assessmentId: assessment.id },
    });
  });
  return sitting;
}

/** The windows that are open now, with their codes. */
export async function openSittings(platform: Platform, actor: Actor, offeringId: string): Promise<readonly Sitting[]> {
  await requireInvigilator(platform, actor, offeringId);
  return findOpenSittings(platform.db, offeringId, platform.clock());
}

async function requireInvigilator(platform: Platform, actor: Actor, offeringId: string): Promise<string> {
  const offering = await offeringById(platform, offeringId);
  const microcredential = offering && (await microcredentialById(platform, offering.microcredentialId));
  if (!microcredential) throw new NotFound('offering');
  requireRole(actor, microcredential.organisationId, 'assessor', 'registrar');
  return microcredential.organisationId;
}

function newCode(): string {
  return codeFrom(randomBytes(64)) ?? newCode();
}
