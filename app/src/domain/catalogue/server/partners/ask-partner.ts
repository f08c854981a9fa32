import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, recordAudit, requireRole } from '#domain/identity/server/api.ts';
import { mayOffer } from '#domain/organisations/organisations.ts';
import { organisationById, organisationBySlug } from '#domain/organisations/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { takeFromLimit } from '#platform/server/rate-limit.ts';
import { isOpen, longestPartnerNote, type PartnerRole } from '../../partners.ts';
import { personIn } from '../approval/reader-of-draft.ts';
import { findMicrocredential, lockMicrocredential } from '../versions.store.ts';
import { mailPartnerAsked } from './partner-mails.ts';
import { findPartnershipsOf, insertPartnership } from './partnerships.store.ts';

export type PartnerAsked = { readonly kind: 'asked' };

export interface PartnerNotAsked {
  readonly kind: 'refused';
  /** no-such-organisation: nobody here has that address, or the operator has not approved it. */
  readonly because: 'no-such-organisation' | 'own-organisation' | 'already-asked' | 'too-long' | 'too-often';
}

/**
 * Asks another organisation to be named in the record: as awarding body, as the one who teaches, or as one that awards
 * jointly. Its owners are told by mail; nothing is published in its name before one of them agrees.
 */
export async function askPartner(
  platform: Platform,
  actor: Actor,
  input: {
    readonly microcredentialId: string;
    /** Of the organisation's page here. */
    readonly slug: string;
    readonly role: PartnerRole;
    readonly note: string;
  },
): Promise<PartnerAsked | PartnerNotAsked> {
  const microcredential = await findMicrocredential(platform.db, { id: input.microcredentialId });
  if (microcredential === undefined) throw new NotFound('microcredential');
  requireRole(actor, microcredential.organisationId, 'author');
  const note = input.note.trim();
  if (note.length > longestPartnerNote) return { kind: 'refused', because: 'too-long' };
  const [own, partner] = await Promise.all([
    organisationById(platform, microcredential.organisationId),
    organisationBySlug(platform, input.slug),
  ]);
  if (own === undefined) throw new NotFound('organisation');
  if (partner === undefined || !mayOffer(partner)) return { kind: 'refused', because: 'no-such-organisation' };
  if (partner.id === own.id) return { kind: 'refused', because: 'own-organisation' };

  const taken = await takeFromLimit(platform, { key: `partner-asked/${own.id}`, limit: 20, windowSeconds: 86_400 });
  if (taken.kind === 'limited') return { kind: 'refused', because: 'too-often' };

  return platform.db.transaction().execute(async (trx): Promise<PartnerAsked | PartnerNotAsked> => {
    await lockMicrocredential(trx, microcredential.id);
    const asked = (await findPartnershipsOf(trx, microcredential.id)).filter(
      ({ organisationId, role }) => organisationId === partner.id && role === input.role,
    );
    if (asked.some(isOpen)) {
      return { kind: 'refused', because: 'already-asked' };
    }
    const id = platform.newId();
    await insertPartnership(trx, {
      id,
      microcredentialId: microcredential.id,
      organisationId: partner.id,
      role: input.role,
      note,
      askedBy: personIn(actor),
      askedAt: platform.clock(),
    });
    await recordAudit(platform, trx, actor, {
      action: 'partner.asked',
      subjectKind: 'partnership',
      subjectId: id,
      organisationId: own.id,
      detail: { microcredentialId: microcredential.id, partnerId: partner.id, role: input.role },
    });
    await mailPartnerAsked(platform, trx, { own, partner, microcredential, role: input.role, note });
    return { kind: 'asked' };
  });
}
