import { csvLine } from '#platform/server/csv.ts';
import { isId } from '#platform/server/ids.ts';
import type { Kysely } from 'kysely';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import type { AuditAction, AuditEntry, AuditFilter, AuditPage } from '../audit.ts';
import { hasRole, type Actor } from '../identity.ts';
import { insertAuditEntry, selectAuditEntries } from './audit.store.ts';
import { PermissionDenied, requireOperator } from './permission.ts';

const pageSize = 50;
const exportBatch = 500;
/**
 * Writes down who did what, in the transaction of the deed itself: either both stand or neither.
 * @param trx the deed's transaction.
 */
export async function recordAudit(
  platform: Pick<Platform, 'clock' | 'newId'>,
  trx: Kysely<Database>,
  actor: Actor,
  what: AuditAction,
): Promise<void> {
  await insertAuditEntry(trx, {
    id: platform.newId(),
    at: platform.clock(),
    actorKind: actor.kind,
    actorId: actor.kind === 'person' ? actor.personId : null,
    organisationId: what.organisationId ?? null,
    action: what.action,
    subjectKind: what.subjectKind,
    subjectId: what.subjectId,
    detail: what.detail ?? {},
  });
}

/** One page of the trail, newest first: an operator sees all of it, an organisation's owners see their own. */
export async function listAudit(
  platform: Pick<Platform, 'db'>,
  actor: Actor,
  filter: AuditFilter,
  cursor?: string,
): Promise<AuditPage> {
  requireReader(actor, filter);
  const before = cursor !== undefined && isId(cursor) ? cursor : undefined;
  const entries = await selectAuditEntries(platform.db, filter, pageSize + 1, before);
  const last = entries[pageSize - 1];
  return entries.length > pageSize && last ? { entries: entries.slice(0, pageSize), nextCursor: last.id } : { entries };
}

/**
 * The same entries as a CSV file (RFC 4180), a line at a time, however many there are. Times are ISO 8601 in UTC,
 * details are JSON.
 */
export function exportAuditCsv(
  platform: Pick<Platform, 'db'>,
  actor: Actor,
  filter: AuditFilter,
): AsyncGenerator<string> {
  requireReader(actor, filter);
  return auditCsvLines(platform, filter);
}

async function* auditCsvLines(platform: Pick<Platform, 'db'>, filter: AuditFilter): AsyncGenerator<string> {
  yield csvLine([
    'id',
    'at',
    'actor_kind',
    'actor_id',
    'organisation_id',
    'action',
    'subject_kind',
    'subject_id',
    'detail',
  ]);
  let before: string | undefined;
  for (;;) {
    const entries = await selectAuditEntries(platform.db, filter, exportBatch, before);
    for (const entry of entries) yield csvLine(cells(entry));
    before = entries.at(-1)?.id;
    if (before === undefined || entries.length < exportBatch) return;
  }
}

function requireReader(actor: Actor, filter: AuditFilter): void {
  if (filter.organisationId !== undefined && hasRole(actor, filter.organisationId, [])) return;
  // An organisation's own people learn nothing from the difference between another's trail and none.
  if (actor.kind === 'person' && !actor.isOperator) throw new PermissionDenied();
  requireOperator(actor);
}

function cells(entry: AuditEntry): string[] {
  const { id, at, actorKind, actorId, organisationId, action, subjectKind, subjectId, detail } = entry;
  return [
    id,
    at.toISOString(),
    actorKind,
    actorId ?? '',
    organisationId ?? '',
    action,
    subjectKind,
    subjectId,
    JSON.stringify(detail),
  ];
}
