import { microcredentialById, offeringById, type Offering } from '#domain/catalogue/server/api.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, requireRole } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';

/** An offering and its provider, when the actor is a registrar there. */
export async function requireRegistrar(
  platform: Platform,
  actor: Actor,
  offeringId: string,
): Promise<{ readonly offering: Offering; readonly organisationId: string }> {
  const offering = await offeringById(platform, offeringId);
  const microcredential = offering && (await microcredentialById(platform, offering.microcredentialId));
  if (!microcredential) throw new NotFound('offering');
  requireRole(actor, microcredential.organisationId, 'registrar');
  return { offering, organisationId: microcredential.organisationId };
}
