import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, recordAudit, requireRole } from '#domain/identity/server/api.ts';
import { mayOffer } from '#domain/organisations/organisations.ts';
import { organisationById } from '#domain/organisations/server/api.ts';
import { announce } from '#platform/server/events.ts';
import type { Platform } from '#platform/server/platform.ts';
import { recordSchema } from '../record.ts';
import { statedOnly, whatIsMissing, type Missing } from '../what-is-missing.ts';
import { contentHash } from './content-hash.ts';
import { moveOfferings } from './offerings.store.ts';
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
  | { readonly kind: 'refused'; readonly because: 'already-published' | 'retired' | 'provider-may-not-offer' };

/**
 * Publishes a draft: from then on its record, content, assessment and award rule never change. Open self-paced
 * offerings offer it from now on; whoever enrolled before stays with the version they enrolled in.
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
    const missing = whatIsMissing(draft, parts);
    if (missing.length > 0) return { kind: 'refused', because: 'incomplete', missing };

    const at = platform.clock();
    const record = recordSchema.parse(statedOnly(draft.record));
    const hash = contentHash(record, parts);
    await freezeVersion(trx, versionId, {
      record,
      contentHash: hash,
      publishedBy: actor.kind === 'person' ? actor.personId : null,
      at,
    });
    await moveOfferings(trx, microcredential.id, versionId);
    await writeSearchDocument(trx, { microcredential, versionId, record, publishedAt: at, organisation, at });
    await recordAudit(platform, trx, actor, {
      action: 'version.published',
      subjectKind: 'version',
      subjectId: versionId,
      organisationId: organisation.id,
      detail: { microcredentialId: microcredential.id, number: draft.number, contentHash: hash },
    });
    await announce(platform, trx, {
      type: 'version.published',
      data: { versionId, microcredentialId: microcredential.id },
    });
    return { kind: 'published', versionId, number: draft.number, contentHash: hash };
  });
}
