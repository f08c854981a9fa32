import type { Kysely, Selectable } from 'kysely';
import type { AuditEntry as AuditRow, Database } from '#platform/server/schema.ts';
import type { AuditDetail, AuditEntry, AuditFilter } from '../audit.ts';

export async function insertAuditEntry(db: Kysely<Database>, entry: AuditEntry): Promise<void> {
  await db
    .insertInto('audit_entry')
    .values({
      id: entry.id,
      at: entry.at,
      actor_kind: entry.actorKind,
      actor_id: entry.actorId,
      organisation_id: entry.organisationId,
      action: entry.action,
      subject_kind: entry.subjectKind,
      subject_id: entry.subjectId,
      detail: JSON.stringify(entry.detail),
    })
    .execute();
}

/** Newest first, by id: a uuid v7 sorts by time. `before` is the id of the last entry already seen. */
export async function selectAuditEntries(
  db: Kysely<Database>,
  filter: AuditFilter,
  limit: number,
  before?: string,
): Promise<AuditEntry[]> {
  let query = db.selectFrom('audit_entry').selectAll().orderBy('id', 'desc').limit(limit);
  if (before !== undefined) query = query.where('id', '<', before);
  if (filter.organisationId !== undefined) query = query.where('organisation_id', '=', filter.organisationId);
  if (filter.actorId !== undefined) query = query.where('actor_id', '=', filter.actorId);
  if (filter.subjectId !== undefined) query = query.where('subject_id', '=', filter.subjectId);
  if (filter.from !== undefined) query = query.where('at', '>=', filter.from);
  if (filter.until !== undefined) query = query.where('at', '<', filter.until);
  const { action } = filter;
  if (action !== undefined) {
    query = query.where((where) =>
      where.or([
        where('action', '=', action),
        where(where.fn<string>('split_part', ['action', where.val('.'), where.lit(1)]), '=', action),
      ]),
    );
  }
  return (await query.execute()).map(toEntry);
}

function toEntry(row: Selectable<AuditRow>): AuditEntry {
  return {
    id: row.id,
    at: row.at,
    actorKind: row.actor_kind as AuditEntry['actorKind'],
    actorId: row.actor_id,
    organisationId: row.organisation_id,
    action: row.action,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    detail: row.detail as AuditDetail,
  };
}
