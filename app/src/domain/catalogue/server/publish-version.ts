import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, recordAudit, requireRole } from '#domain/identity/server/api.ts';
import { mayOffer, needsApproval } from '#domain/organisations/organisations.ts';
import { listMembers, organisationById } from '#domain/organisations/server/api.ts';
import { announce } from '#platform/server/events.ts';
import type { Platform } from '#platform/server/platform.ts';
import { approvalState } from '../approval.ts';
import { recordSchema } from '../record.ts';
import { statedOnly, whatIsMissing, type Missing } from '../what-is-missing.ts';
import { findLastApproval } from './approval/approvals.store.ts';
import { contentHash, draftHash } from './content-hash.ts';
import { moveOfferings } from './offerings.store.ts';
import { findPartnershipsOf } from './partners/partnerships.store.ts';
import { writeSearchDocument } from './search-document.ts';
import { findParts, findVersion, freezeVersion, lockMicrocredential, lockVersion } from './versions.store.ts';

export interface Published {
  readonly kind: 'published';
  readonly versionId: string;
  readonly number: number;
  readonly contentHash: string;
}

export type NotPublished =
  | { readonly kind: 'refused'; readonly because: 'incomplete'; readonly missing: readonly Missing[] }
  | {
      readonly kind: 'refused';
      /** not-approved: the provider asks for a second person. approval-stale: they approved something else. */
      readonly because: 'already-published' | 'retired' | 'provider-may-not-offer' | 'not-approved' | 'approval-stale';
    };

/**
 * Publishes a draft: from then on its record, content, assessment and award rule never change. Open self-paced
 * offerings offer it from now on; whoever enrolled before stays with the version they enrolled in. Where the provider
 * asks for it, somebody else has approved just this; the platform's own imports and commands answer for themselves.
 */
export async function publishVersion(
  platform: Platform,
  actor: Actor,
  { versionId }: { readonly versionId: string },
): Promise<Published | NotPublished> {
  const known = await findVersion(platform.db, versionId);
  if (known === undefined) throw new NotFound('version');
  requireRole(actor, known.organisationId, 'author');

  return platform.db.transaction().execute(async (trx): Promise<Published | NotPublished> => {
    const microcredential = await lockMicrocredential(trx, known.microcredentialId);
    const draft = await lockVersion(trx, versionId);
    const organisation = await organisationById({ ...platform, db: trx }, known.organisationId);
    if (microcredential === undefined || draft === undefined || organisation === undefined)
      throw new NotFound('version');
    if (draft.status === 'published') return { kind: 'refused', because: 'already-published' };
    if (microcredential.retiredAt !== null) return { kind: 'refused', because: 'retired' };
    if (!mayOffer(organisation)) return { kind: 'refused', because: 'provider-may-not-offer' };
    const parts = await findParts(trx, versionId);
    const partnerships = await findPartnershipsOf(trx, microcredential.id);
    const missing = whatIsMissing(draft, parts, partnerships);
    if (missing.length > 0) return { kind: 'refused', because: 'incomplete', missing };
    const approval = await findLastApproval(trx, versionId);
    const state = approvalState(approval, draftHash(draft.record, parts));
    if (state !== 'approved' && actor.kind === 'person') {
      const members = await listMembers({ ...platform, db: trx }, actor, organisation.id);
      if (needsApproval(organisation, members.length)) {
        return { kind: 'refused', because: state === 'stale' ? 'approval-stale' : 'not-approved' };
      }
    }
    const approvalId = state === 'approved' ? (approval?.id ?? null) : null;

    const at = platform.clock();
    const record = recordSchema.parse(statedOnly(draft.record));
    const hash = contentHash(record, parts);
    await freezeVersion(trx, versionId, {
      record,
      contentHash: hash,
      publishedBy: actor.kind === 'person' ? actor.personId : null,
      approvalId,
      at,
    });
    await moveOfferings(trx, microcredential.id, versionId);
    await writeSearchDocument(trx, { microcredential, versionId, record, publishedAt: at, organisation, at });
    await recordAudit(platform, trx, actor, {
      action: 'version.published',
      subjectKind: 'version',
      subjectId: versionId,
      organisationId: organisation.id,
      detail: {
        microcredentialId: microcredential.id,
        number: draft.number,
        contentHash: hash,
        approved: approvalId !== null,
        approvalId,
      },
    });
    await announce(platform, trx, {
      type: 'version.published',
      data: { versionId, microcredentialId: microcredential.id },
    });
    return { kind: 'published', versionId, number: draft.number, contentHash: hash };
  });
}
