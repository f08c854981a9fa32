import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table installation (
      key text primary key,
      value jsonb not null,
      set_at timestamptz not null
    );
    comment on table installation is 'Facts fixed once for this installation: the origin that awards embed, the seed and start of the demo story.';

    create table event (
      id uuid primary key,
      type text not null,
      data jsonb not null,
      at timestamptz not null
    );
    create index event_at on event (at);

    create table mail_message (
      id uuid primary key,
      kind text not null,
      to_address text not null,
      reply_to text,
      subject text not null,
      text_body text not null,
      html_body text,
      headers jsonb not null default '{}',
      status text not null default 'queued' check (status in ('queued', 'sent', 'failed', 'outbox')),
      attempts int not null default 0,
      last_error text,
      created_at timestamptz not null,
      sent_at timestamptz
    );
    create index mail_message_created on mail_message (created_at desc);

    create table rate_limit (
      key text primary key,
      count int not null,
      window_start timestamptz not null
    );

    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% rows are only ever added', tg_table_name using errcode = 'restrict_violation';
    end $$;
  `.execute(db);
}
