import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, requireRole } from '#domain/identity/server/api.ts';
import { inTransaction } from '#platform/server/in-transaction.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Transaction } from 'kysely';
import type { Database } from '#platform/server/schema.ts';
import { draftProblems, type RecordProblem } from '../record-problems.ts';
import { draftFrom, type DraftRecord } from '../record.ts';
import { namedOutcomes } from '../outcomes.ts';
import { VersionPublished } from './version-published.ts';
import { findVersion, insertOutcomes, lockVersion, ownersOfOutcomes, updateDraft } from './versions.store.ts';

export interface Saved {
  readonly kind: 'saved';
  /** As stored: new outcomes have their ids. */
  readonly record: DraftRecord;
  readonly savedAt: Date;
  /** What was kept as typed, yet can't be published so. */
  readonly problems: readonly RecordProblem[];
}

export interface NotSaved {
  readonly kind: 'refused';
  /** too-large: more than 300,000 characters in all. changed-meanwhile: somebody else saved since `basedOn`. */
  readonly because: 'too-large' | 'changed-meanwhile';
}

const longestRecord = 300_000;

/**
 * Keeps the draft as typed, right or wrong; only publishing parses it. The elements given replace those stored, the
 * others stay. Outcomes keep their ids across saves and versions; one without an id is given one.
 */
export async function saveDraft(
  platform: Platform,
  actor: Actor,
  input: { readonly versionId: string; readonly record: DraftRecord; readonly basedOn?: Date },
): Promise<Saved | NotSaved> {
  const known = await findVersion(platform.db, input.versionId);
  if (known === undefined) throw new NotFound('version');
  requireRole(actor, known.organisationId, 'author');

  return inTransaction(platform.db, async (trx): Promise<Saved | NotSaved> => {
    const version = await lockVersion(trx, input.versionId);
    if (version?.status !== 'draft') throw new VersionPublished();
    if (input.basedOn !== undefined && input.basedOn.getTime() !== version.updatedAt.getTime()) {
      return { kind: 'refused', because: 'changed-meanwhile' };
    }
    const typed = draftFrom({ ...version.record, ...input.record });
    const record = await withOutcomeIds(platform, trx, version.microcredentialId, typed);
    if (JSON.stringify(record).length > longestRecord) return { kind: 'refused', because: 'too-large' };
    const savedAt = platform.clock();
    await updateDraft(trx, version.id, record, savedAt);
    return { kind: 'saved', record, savedAt, problems: draftProblems(record) };
  });
}

async function withOutcomeIds(
  { newId }: Platform,
  trx: Transaction<Database>,
  microcredentialId: string,
  draft: DraftRecord,
): Promise<DraftRecord> {
  if (draft.outcomes === undefined) return draft;
  const outcomes = namedOutcomes(draft.outcomes, newId);
  const owners = await ownersOfOutcomes(
    trx,
    outcomes.map(({ id }) => id),
  );
  // An id that another microcredential uses would make that one's evidence count here.
  const own = outcomes.map(({ id, text }) => ({
    id: (owners.get(id) ?? microcredentialId) === microcredentialId ? id : newId(),
    text,
  }));
  await insertOutcomes(
    trx,
    microcredentialId,
    own.map(({ id }) => id).filter((id) => !owners.has(id)),
  );
  return { ...draft, outcomes: own };
}
