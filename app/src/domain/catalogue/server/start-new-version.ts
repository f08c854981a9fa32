import type { Transaction } from 'kysely';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, recordAudit, requireRole } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import { findMicrocredential, findVersionsOf, insertDraft, lockMicrocredential } from './versions.store.ts';

/** Copies a later domain's share of a version into a new draft and writes its part there. */
export type CopyPart = (platform: Platform, trx: Transaction<Database>, versions: VersionsToCopy) => Promise<void>;

export interface VersionsToCopy {
  readonly fromVersionId: string;
  readonly toVersionId: string;
  /**
   * Where the copy is the start of another microcredential: its own outcomes by those of the original. What refers to
   * an outcome must refer to the copy's, or evidence of the one would count for the other.
   */
  readonly outcomes?: ReadonlyMap<string, string>;
}

export interface VersionStarted {
  readonly kind: 'started';
  readonly fromVersionId: string;
  readonly toVersionId: string;
  readonly number: number;
}

export interface VersionNotStarted {
  readonly kind: 'refused';
  readonly because: 'draft-exists' | 'nothing-published' | 'retired';
}

/**
 * Begins the next version as a draft that says what the published one says; outcomes keep their ids.
 * @param copyParts of the later domains, run in the same transaction: a draft never lacks half of its parts.
 */
export async function startNewVersion(
  platform: Platform,
  actor: Actor,
  { microcredentialId }: { readonly microcredentialId: string },
  copyParts: readonly CopyPart[],
): Promise<VersionStarted | VersionNotStarted> {
  const known = await findMicrocredential(platform.db, { id: microcredentialId });
  if (known === undefined) throw new NotFound('microcredential');
  requireRole(actor, known.organisationId, 'author');

  return platform.db.transaction().execute(async (trx): Promise<VersionStarted | VersionNotStarted> => {
    const microcredential = await lockMicrocredential(trx, microcredentialId);
    if (microcredential?.retiredAt !== null) return { kind: 'refused', because: 'retired' };
    const versions = await findVersionsOf(trx, microcredentialId);
    if (versions.some(({ status }) => status === 'draft')) return { kind: 'refused', because: 'draft-exists' };
    const [published] = versions;
    if (published === undefined) return { kind: 'refused', because: 'nothing-published' };

    const toVersionId = platform.newId();
    const number = published.number + 1;
    await insertDraft(trx, {
      id: toVersionId,
      microcredentialId,
      number,
      record: published.record,
      at: platform.clock(),
    });
    for (const copyPart of published.teaching === 'taught' ? copyParts : []) {
      await copyPart(platform, trx, { fromVersionId: published.id, toVersionId });
    }
    await recordAudit(platform, trx, actor, {
      action: 'version.started',
      subjectKind: 'version',
      subjectId: toVersionId,
      organisationId: microcredential.organisationId,
      detail: { microcredentialId, number },
    });
    return { kind: 'started', fromVersionId: published.id, toVersionId, number };
  });
}
