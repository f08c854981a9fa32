import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, recordAudit, requireRole } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { partnershipState, type PartnerAnswer } from '../../partners.ts';
import { personIn } from '../approval/reader-of-draft.ts';
import { lockMicrocredential } from '../versions.store.ts';
import { mailPartnerAnswered } from './partner-mails.ts';
import { findPartnership, savePartnerAnswer } from './partnerships.store.ts';

export interface PartnerAnswered {
  /** too-late: it was answered otherwise, or taken back, meanwhile. */
  readonly kind: 'answered' | 'too-late';
}

/** Agrees, or declines, to be named in another provider's record; an owner speaks for the organisation. */
export async function answerPartner(
  platform: Platform,
  actor: Actor,
  { partnershipId, answer }: { readonly partnershipId: string; readonly answer: PartnerAnswer },
): Promise<PartnerAnswered> {
  const known = await findPartnership(platform.db, partnershipId);
  if (known === undefined) throw new NotFound('partnership');
  requireRole(actor, known.organisationId);

  return platform.db.transaction().execute(async (trx): Promise<PartnerAnswered> => {
    const microcredential = await lockMicrocredential(trx, known.microcredentialId);
    const partnership = await findPartnership(trx, partnershipId);
    if (microcredential === undefined || partnership === undefined) throw new NotFound('partnership');
    if (partnershipState(partnership) !== 'waiting') {
      return { kind: partnership.answer === answer && partnership.endedAt === null ? 'answered' : 'too-late' };
    }
    await savePartnerAnswer(trx, partnership.id, { answer, by: personIn(actor), at: platform.clock() });
    for (const organisationId of [partnership.organisationId, microcredential.organisationId]) {
      await recordAudit(platform, trx, actor, {
        action: answer === 'agreed' ? 'partner.agreed' : 'partner.declined',
        subjectKind: 'partnership',
        subjectId: partnership.id,
        organisationId,
        detail: {
          microcredentialId: microcredential.id,
          partnerId: partnership.organisationId,
          role: partnership.role,
        },
      });
    }
    await mailPartnerAnswered(platform, trx, { partnership, microcredential, answer });
    return { kind: 'answered' };
  });
}
