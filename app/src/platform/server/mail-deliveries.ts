import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';

export type MailStatus = 'queued' | 'sent' | 'failed' | 'outbox';

/** How a message fares, for an operator: never its words, which may hold a link that opens an account. */
export interface MailDelivery {
  readonly id: string;
  /** What it is for, e.g. `confirm-email`. */
  readonly kind: string;
  readonly to: string;
  readonly status: MailStatus;
  readonly lastError: string | null;
  readonly createdAt: Date;
}

/** Newest first, from the one before `beforeId` on. */
export async function recentDeliveries(
  db: Kysely<Database>,
  { status, beforeId, limit }: { readonly status?: MailStatus; readonly beforeId?: string; readonly limit: number },
): Promise<readonly MailDelivery[]> {
  let query = db
    .selectFrom('mail_message')
    .select(['id', 'kind', 'to_address', 'status', 'last_error', 'created_at'])
    .orderBy('id', 'desc')
    .limit(limit);
  if (status !== undefined) query = query.where('status', '=', status);
  if (beforeId !== undefined) query = query.where('id', '<', beforeId);
  return (await query.execute()).map((row) => ({
    id: row.id,
    kind: row.kind,
    to: row.to_address,
    status: row.status as MailStatus,
    lastError: row.last_error,
    createdAt: row.created_at,
  }));
}

export async function countDeliveries(db: Kysely<Database>, status: MailStatus): Promise<number> {
  const { count } = await db
    .selectFrom('mail_message')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('status', '=', status)
    .executeTakeFirstOrThrow();
  return count;
}
