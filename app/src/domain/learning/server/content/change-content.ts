import type { Transaction } from 'kysely';
import { holdDraft, versionById, type DraftVersion } from '#domain/catalogue/server/api.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, requireRole } from '#domain/identity/server/api.ts';
import { inTransaction } from '#platform/server/in-transaction.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import { renderContent, writeContentPart } from './content-part.ts';

/**
 * Every change of a draft's content goes through here: permission first, then the draft is held, changed, rendered
 * anew where lessons may refer to what came or went, and its part written, all in one transaction.
 * @throws {NotFound} there is no such version
 * @throws {PermissionDenied} the actor is no author of its provider
 */
export async function changeContent<Result>(
  platform: Platform,
  actor: Actor,
  versionId: string,
  change: (trx: Transaction<Database>, draft: DraftVersion) => Promise<Result>,
  { render = false }: { readonly render?: boolean } = {},
): Promise<Result> {
  await requireAuthor(platform, actor, versionId);
  return inTransaction(platform.db, async (trx) => {
    const draft = await holdDraft(trx, versionId);
    const result = await change(trx, draft);
    if (render) await renderContent(trx, versionId);
    await writeContentPart(platform, trx, versionId);
    return result;
  });
}

/** Passes for authors of the version's provider. */
export async function requireAuthor(platform: Platform, actor: Actor, versionId: string): Promise<void> {
  const version = await versionById(platform, versionId);
  if (version === undefined) throw new NotFound('version');
  requireRole(actor, version.organisationId, 'author');
}
