import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';

/** A message as it was written down. Its words may hold links that open something: only for whom they are meant. */
export interface MailRecord {
  readonly id: string;
  readonly kind: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly status: 'queued' | 'sent' | 'failed' | 'outbox';
  readonly createdAt: Date;
}

/** The latest messages, newest first. */
export async function listMail(db: Kysely<Database>, limit: number): Promise<readonly MailRecord[]> {
  const rows = await db
    .selectFrom('mail_message')
    .select(['id', 'kind', 'to_address', 'subject', 'text_body', 'status', 'created_at'])
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    to: row.to_address,
    subject: row.subject,
    text: row.text_body,
    status: row.status as MailRecord['status'],
    createdAt: row.created_at,
  }));
}
