import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Approval as ApprovalRow, ApprovalComment as CommentRow, Database } from '#platform/server/schema.ts';
import type { Approval, ApprovalAnswer, ApprovalComment, CommentSubject } from '../../approval.ts';

/** A connection or a transaction; reading doesn't mind which. */
type Db = Kysely<Database>;

function toApproval(row: Selectable<ApprovalRow>): Approval {
  return {
    id: row.id,
    versionId: row.version_id,
    askedBy: row.asked_by,
    askedOf: row.asked_of,
    note: row.note,
    askedAt: row.asked_at,
    // Held to the list by the column's check, as is the subject of a comment.
    answer: row.answer as ApprovalAnswer | null,
    answeredBy: row.answered_by,
    answerNote: row.answer_note,
    answeredAt: row.answered_at,
    approvedHash: row.approved_hash,
  };
}

function toComment(row: Selectable<CommentRow>): ApprovalComment {
  return {
    id: row.id,
    about: row.about as CommentSubject,
    aboutId: row.about_id,
    text: row.text,
    writtenBy: row.written_by,
    writtenAt: row.written_at,
    resolvedBy: row.resolved_by,
    resolvedAt: row.resolved_at,
  };
}

/** Every request for a version's approval, the newest first. */
export async function findApprovals(db: Db, versionId: string): Promise<Approval[]> {
  const rows = await db
    .selectFrom('approval')
    .selectAll()
    .where('version_id', '=', versionId)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(toApproval);
}

export async function findLastApproval(db: Db, versionId: string): Promise<Approval | undefined> {
  const row = await db
    .selectFrom('approval')
    .selectAll()
    .where('version_id', '=', versionId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toApproval(row);
}

export async function findApprovalsByIds(db: Db, ids: readonly string[]): Promise<Approval[]> {
  if (ids.length === 0) return [];
  return (await db.selectFrom('approval').selectAll().where('id', 'in', ids).execute()).map(toApproval);
}

export async function insertApproval(
  trx: Transaction<Database>,
  approval: Pick<Approval, 'id' | 'versionId' | 'askedBy' | 'askedOf' | 'note' | 'askedAt'>,
): Promise<void> {
  await trx
    .insertInto('approval')
    .values({
      id: approval.id,
      version_id: approval.versionId,
      asked_by: approval.askedBy,
      asked_of: approval.askedOf,
      note: approval.note,
      asked_at: approval.askedAt,
    })
    .execute();
}

export async function saveAnswer(
  trx: Transaction<Database>,
  id: string,
  given: {
    readonly answer: ApprovalAnswer;
    readonly by: string | null;
    readonly note: string;
    readonly at: Date;
    readonly approvedHash: string | null;
  },
): Promise<void> {
  await trx
    .updateTable('approval')
    .set({
      answer: given.answer,
      answered_by: given.by,
      answer_note: given.note,
      answered_at: given.at,
      approved_hash: given.approvedHash,
    })
    .where('id', '=', id)
    .execute();
}

/** The open requests for an organisation's drafts, the oldest first. */
export async function findWaiting(
  db: Db,
  organisationId: string,
): Promise<readonly { readonly approval: Approval; readonly slug: string; readonly record: unknown }[]> {
  const rows = await db
    .selectFrom('microcredential')
    .innerJoin('microcredential_version as version', 'version.microcredential_id', 'microcredential.id')
    .innerJoin('approval', 'approval.version_id', 'version.id')
    .selectAll('approval')
    .select(['microcredential.slug', 'version.record'])
    .where('microcredential.organisation_id', '=', organisationId)
    .where('version.published_at', 'is', null)
    .where('approval.answer', 'is', null)
    .orderBy('approval.id')
    .execute();
  return rows.map(({ slug, record, ...row }) => ({ approval: toApproval(row), slug, record }));
}

/** In the order in which they were written. */
export async function findComments(db: Db, versionId: string): Promise<ApprovalComment[]> {
  const rows = await db
    .selectFrom('approval_comment')
    .selectAll()
    .where('version_id', '=', versionId)
    .orderBy('id')
    .execute();
  return rows.map(toComment);
}

export async function insertComment(
  trx: Transaction<Database>,
  versionId: string,
  comment: Pick<ApprovalComment, 'id' | 'about' | 'aboutId' | 'text' | 'writtenBy' | 'writtenAt'>,
): Promise<void> {
  await trx
    .insertInto('approval_comment')
    .values({
      id: comment.id,
      version_id: versionId,
      about: comment.about,
      about_id: comment.aboutId,
      text: comment.text,
      written_by: comment.writtenBy,
      written_at: comment.writtenAt,
    })
    .execute();
}

/** False when there is no such comment on the version, or it was resolved before. */
export async function resolveCommentRow(
  trx: Transaction<Database>,
  { versionId, id, by, at }: { versionId: string; id: string; by: string | null; at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('approval_comment')
    .set({ resolved_by: by, resolved_at: at })
    .where('id', '=', id)
    .where('version_id', '=', versionId)
    .where('resolved_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
