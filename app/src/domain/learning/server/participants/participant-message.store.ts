import type { Kysely, Transaction } from 'kysely';
import type { Database } from '#platform/server/schema.ts';
import type { Letter } from '../../letter.ts';

type Db = Kysely<Database> | Transaction<Database>;

export interface ParticipantMessage extends Letter {
  readonly id: string;
  readonly microcredentialId: string;
  /** Null: to everyone under way, whatever they enrolled in. */
  readonly offeringId: string | null;
  readonly writtenAt: Date;
  /** The last enrolment that has its copy. */
  readonly sentThrough: string | null;
  readonly recipients: number;
  readonly sentAt: Date | null;
}

const columns = [
  'id',
  'microcredential_id as microcredentialId',
  'offering_id as offeringId',
  'subject',
  'text',
  'written_at as writtenAt',
  'sent_through as sentThrough',
  'recipients',
  'sent_at as sentAt',
] as const;

export async function insertMessage(
  trx: Transaction<Database>,
  message: Letter & {
    readonly id: string;
    readonly microcredentialId: string;
    readonly offeringId: string | null;
    readonly writtenBy: string | null;
    readonly writtenAt: Date;
  },
): Promise<void> {
  await trx
    .insertInto('participant_message')
    .values({
      id: message.id,
      microcredential_id: message.microcredentialId,
      offering_id: message.offeringId,
      written_by: message.writtenBy,
      subject: message.subject,
      text: message.text,
      written_at: message.writtenAt,
    })
    .execute();
}

/** Held until the transaction ends, so that two runs of one job send one after the other. */
export async function lockMessage(trx: Transaction<Database>, id: string): Promise<ParticipantMessage | undefined> {
  return trx.selectFrom('participant_message').select(columns).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Writes down how far it went; without `sentThrough`, that everyone has it. */
export async function saveSent(
  trx: Transaction<Database>,
  id: string,
  sent: { readonly sentThrough: string; readonly recipients: number } | { readonly sentAt: Date },
): Promise<void> {
  const values =
    'sentAt' in sent ? { sent_at: sent.sentAt } : { sent_through: sent.sentThrough, recipients: sent.recipients };
  await trx.updateTable('participant_message').set(values).where('id', '=', id).execute();
}

/** Newest first. */
export async function latestMessages(db: Db, microcredentialId: string, limit: number): Promise<ParticipantMessage[]> {
  return db
    .selectFrom('participant_message')
    .select(columns)
    .where('microcredential_id', '=', microcredentialId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export interface Addressee {
  readonly enrolmentId: string;
  readonly versionId: string;
  readonly email: string;
}

/** People under way, in the order of their enrolments, with the address that each is written to. */
export async function findAddressees(
  db: Db,
  {
    microcredentialId,
    offeringId,
    afterId,
    limit,
  }: { microcredentialId: string; offeringId: string | null; afterId: string | null; limit: number },
): Promise<readonly Addressee[]> {
  let query = db
    .selectFrom('enrolment')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .select(['enrolment.id as enrolmentId', 'enrolment.version_id as versionId', 'person.email'])
    .where('enrolment.microcredential_id', '=', microcredentialId)
    .where('enrolment.withdrawn_at', 'is', null)
    .where('enrolment.completed_at', 'is', null);
  if (offeringId !== null) query = query.where('enrolment.offering_id', '=', offeringId);
  if (afterId !== null) query = query.where('enrolment.id', '>', afterId);
  return query.orderBy('enrolment.id').limit(limit).execute();
}

export async function countUnderWay(db: Db, microcredentialId: string, offeringId: string | null): Promise<number> {
  let query = db
    .selectFrom('enrolment')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('microcredential_id', '=', microcredentialId)
    .where('withdrawn_at', 'is', null)
    .where('completed_at', 'is', null);
  if (offeringId !== null) query = query.where('offering_id', '=', offeringId);
  return (await query.executeTakeFirstOrThrow()).count;
}
