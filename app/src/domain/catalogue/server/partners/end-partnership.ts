import { hasRole, type Actor } from '#domain/identity/identity.ts';
import { NotFound, recordAudit, requireRole } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { partnershipState } from '../../partners.ts';
import { personIn } from '../approval/reader-of-draft.ts';
import { closeOfferingsAwardedBy } from '../offerings.store.ts';
import { lockMicrocredential } from '../versions.store.ts';
import { findPartnership, savePartnershipEnd } from './partnerships.store.ts';

/**
 * Takes a request back, or ends what was agreed: nothing new is published in that name. Where it was the awarding body,
 * offerings that promise its award close; learners who are enrolled keep what they were promised. Done already, nothing
 * happens. Either side may: the provider's authors, the partner's owners.
 */
export async function endPartnership(
  platform: Platform,
  actor: Actor,
  { partnershipId }: { readonly partnershipId: string },
): Promise<void> {
  const known = await findPartnership(platform.db, partnershipId);
  if (known === undefined) throw new NotFound('partnership');

  await platform.db.transaction().execute(async (trx) => {
    const microcredential = await lockMicrocredential(trx, known.microcredentialId);
    const partnership = await findPartnership(trx, partnershipId);
    if (microcredential === undefined || partnership === undefined) throw new NotFound('partnership');
    if (!hasRole(actor, partnership.organisationId, [])) {
      requireRole(actor, microcredential.organisationId, 'author');
    }
    const state = partnershipState(partnership);
    if (state === 'ended' || state === 'declined') return;
    const at = platform.clock();
    await savePartnershipEnd(trx, partnership.id, { by: personIn(actor), at });
    const closed =
      partnership.role === 'awards'
        ? await closeOfferingsAwardedBy(trx, {
            microcredentialId: microcredential.id,
            awardingBodyId: partnership.organisationId,
            at,
          })
        : [];
    for (const organisationId of [partnership.organisationId, microcredential.organisationId]) {
      await recordAudit(platform, trx, actor, {
        action: 'partner.ended',
        subjectKind: 'partnership',
        subjectId: partnership.id,
        organisationId,
        detail: {
          microcredentialId: microcredential.id,
          partnerId: partnership.organisationId,
          role: partnership.role,
          closedOfferings: closed,
        },
      });
    }
  });
}
