import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table participant_message (
      id uuid primary key,
      microcredential_id uuid not null references microcredential,
      written_by uuid references person on delete set null,
      subject text not null,
      text text not null,
      written_at timestamptz not null,
      sent_through uuid,
      recipients int not null default 0,
      sent_at timestamptz
    );
    comment on table participant_message is 'What a provider wrote to everyone under way. Sent in batches, in the order of enrolment ids.';
    comment on column participant_message.sent_through is 'The last enrolment that has its copy: a job that begins again goes on from here.';
    create index participant_message_microcredential on participant_message (microcredential_id, id desc);
    create index participant_message_written_by on participant_message (written_by);
  `.execute(db);
}
