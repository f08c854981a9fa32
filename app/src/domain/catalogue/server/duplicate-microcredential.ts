import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, recordAudit, requireRole } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { draftOutcomes, type DraftRecord } from '../record.ts';
import { slugFrom } from '../slug.ts';
import { insertUnderFreeSlug } from './insert-under-free-slug.ts';
import type { CopyPart } from './start-new-version.ts';
import { findVersionsOf, insertDraft, insertOutcomes } from './versions.store.ts';

export interface Duplicated {
  readonly kind: 'duplicated';
  readonly slug: string;
  readonly versionId: string;
}

export interface NotDuplicated {
  readonly kind: 'refused';
  readonly because: 'title-missing' | 'title-too-long';
}

/**
 * Begins another microcredential of the same provider with all that this one says today: its draft, or what was
 * published last. It has a slug and outcomes of its own, so that nothing earned in one counts in the other; offerings,
 * learners, approvals and the identifiers that registers gave to this one are not copied.
 */
export async function duplicateMicrocredential(
  platform: Platform,
  actor: Actor,
  input: { readonly microcredentialId: string; readonly title: string },
  copyParts: readonly CopyPart[],
): Promise<Duplicated | NotDuplicated> {
  const [original] = await findVersionsOf(platform.db, input.microcredentialId);
  if (original === undefined) throw new NotFound('microcredential');
  requireRole(actor, original.organisationId, 'author');
  const title = input.title.trim();
  if (title === '') return { kind: 'refused', because: 'title-missing' };
  if (title.length > 160) return { kind: 'refused', because: 'title-too-long' };

  return platform.db.transaction().execute(async (trx) => {
    const microcredential = await insertUnderFreeSlug(platform, trx, {
      organisationId: original.organisationId,
      teaching: original.teaching,
      slug: slugFrom(title),
    });
    const outcomes = new Map(draftOutcomes(original.record).map(({ id }) => [id, platform.newId()]));
    await insertOutcomes(trx, microcredential.id, [...outcomes.values()]);
    const versionId = platform.newId();
    const at = platform.clock();
    const record = { ...withOutcomes(original.record, outcomes), title, registerIdentifiers: [] };
    await insertDraft(trx, { id: versionId, microcredentialId: microcredential.id, number: 1, record, at });
    for (const copyPart of original.teaching === 'taught' ? copyParts : []) {
      await copyPart(platform, trx, { fromVersionId: original.id, toVersionId: versionId, outcomes });
    }
    await recordAudit(platform, trx, actor, {
      action: 'microcredential.duplicated',
      subjectKind: 'microcredential',
      subjectId: microcredential.id,
      organisationId: original.organisationId,
      detail: { versionId, fromVersionId: original.id },
    });
    return { kind: 'duplicated', slug: microcredential.slug, versionId };
  });
}

function withOutcomes(record: DraftRecord, ids: ReadonlyMap<string, string>): DraftRecord {
  if (record.outcomes === undefined) return record;
  return {
    ...record,
    outcomes: draftOutcomes(record).flatMap(({ id, text }) => {
      const own = ids.get(id);
      return own === undefined ? [] : [{ id: own, text }];
    }),
  };
}
