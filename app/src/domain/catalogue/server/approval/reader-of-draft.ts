import type { Transaction } from 'kysely';
import { hasRole, type Actor } from '#domain/identity/identity.ts';
import { NotFound, requireRole } from '#domain/identity/server/api.ts';
import { organisationById, type Organisation } from '#domain/organisations/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import type { DraftVersion, Version } from '../../catalogue.ts';
import { draftHash } from '../content-hash.ts';
import { VersionPublished } from '../version-published.ts';
import { findParts, findVersion, lockVersion } from '../versions.store.ts';

/** A version and its provider, for those who write its drafts and those who approve them. */
export async function versionToRead(
  platform: Platform,
  actor: Actor,
  versionId: string,
): Promise<{ readonly version: Version; readonly organisation: Organisation }> {
  const version = await findVersion(platform.db, versionId);
  const organisation = version && (await organisationById(platform, version.organisationId));
  if (version === undefined || organisation === undefined) throw new NotFound('version');
  requireRole(actor, organisation.id, 'author', 'reviewer');
  return { version, organisation };
}

/** Held until the transaction ends, with the hash of all that would be published. @throws {VersionPublished} */
export async function holdDraftAndHash(
  trx: Transaction<Database>,
  versionId: string,
): Promise<{ readonly draft: DraftVersion; readonly hash: string }> {
  const draft = await lockVersion(trx, versionId);
  if (draft === undefined) throw new NotFound('version');
  if (draft.status !== 'draft') throw new VersionPublished();
  return { draft, hash: draftHash(draft.record, await findParts(trx, versionId)) };
}

export function personIn(actor: Actor): string | null {
  return actor.kind === 'person' ? actor.personId : null;
}

export function isReviewer(actor: Actor, organisationId: string): boolean {
  return hasRole(actor, organisationId, ['reviewer']);
}
