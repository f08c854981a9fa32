import type { Transaction } from 'kysely';
import { NotFound } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import type { DraftVersion, Part } from '../catalogue.ts';
import { VersionPublished } from './version-published.ts';
import { lockVersion, upsertPart } from './versions.store.ts';

/**
 * Holds a draft until the transaction ends, so that it can't be published while one of its parts changes. Later
 * domains call this before they change rows of a draft.
 * @throws {NotFound} there is no such version
 * @throws {VersionPublished} it is no draft any more
 */
export async function holdDraft(trx: Transaction<Database>, versionId: string): Promise<DraftVersion> {
  const version = await lockVersion(trx, versionId);
  // What is taught elsewhere has no lessons and no assessment here.
  if (version?.teaching !== 'taught') throw new NotFound('version');
  if (version.status !== 'draft') throw new VersionPublished();
  return version;
}

/**
 * Writes what a later domain's share of a draft comes to; publishing checks and freezes it. Called in the transaction
 * that changes the share, whoever may change it having been asked before.
 * @throws {VersionPublished} the version is no draft any more; the caller's transaction must fail with it
 */
export async function writePart(
  platform: Pick<Platform, 'clock'>,
  trx: Transaction<Database>,
  { versionId, ...part }: Part & { readonly versionId: string },
): Promise<void> {
  await holdDraft(trx, versionId);
  await upsertPart(trx, versionId, part, platform.clock());
}
