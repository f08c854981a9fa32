import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, recordAudit, requireRole } from '#domain/identity/server/api.ts';
import { organisationById } from '#domain/organisations/server/api.ts';
import { inTransaction } from '#platform/server/in-transaction.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { DraftRecord } from '../record.ts';
import { slugFrom } from '../slug.ts';
import type { Microcredential, Teaching } from '../catalogue.ts';
import { insertUnderFreeSlug } from './insert-under-free-slug.ts';
import { insertDraft } from './versions.store.ts';

export interface Created {
  readonly kind: 'created';
  readonly microcredential: Microcredential;
  /** The first draft. */
  readonly versionId: string;
}

export type NotCreated = { readonly kind: 'refused'; readonly because: 'title-missing' | 'title-too-long' };

/**
 * Begins a microcredential as a draft. Its slug comes from the title and never changes afterwards; country, awarding
 * body and deliverer start as the organisation's own.
 */
export async function createMicrocredential(
  platform: Platform,
  actor: Actor,
  input: {
    readonly organisationId: string;
    readonly title: string;
    readonly field?: string;
    readonly language?: string;
    /** Taught here unless said otherwise; it never changes. */
    readonly teaching?: Teaching;
  },
): Promise<Created | NotCreated> {
  requireRole(actor, input.organisationId, 'author');
  const title = input.title.trim();
  if (title === '') return { kind: 'refused', because: 'title-missing' };
  if (title.length > 160) return { kind: 'refused', because: 'title-too-long' };
  const organisation = await organisationById(platform, input.organisationId);
  if (organisation === undefined) throw new NotFound('organisation');

  const record: DraftRecord = {
    title,
    country: organisation.country,
    awardingBodyId: organisation.id,
    delivererId: organisation.id,
    ...(input.field === undefined ? {} : { field: input.field }),
    ...(input.language === undefined ? {} : { language: input.language }),
  };
  return inTransaction(platform.db, async (trx) => {
    const microcredential = await insertUnderFreeSlug(platform, trx, {
      organisationId: organisation.id,
      teaching: input.teaching ?? 'taught',
      slug: slugFrom(title),
    });
    const versionId = platform.newId();
    await insertDraft(trx, {
      id: versionId,
      microcredentialId: microcredential.id,
      number: 1,
      record,
      at: platform.clock(),
    });
    await recordAudit(platform, trx, actor, {
      action: 'microcredential.created',
      subjectKind: 'microcredential',
      subjectId: microcredential.id,
      organisationId: organisation.id,
      detail: { teaching: microcredential.teaching },
    });
    return { kind: 'created', microcredential, versionId };
  });
}
