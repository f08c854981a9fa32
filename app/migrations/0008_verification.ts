import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table verification (
      id uuid primary key,
      at timestamptz not null,
      source text not null check (source in ('text', 'file', 'url', 'page', 'api', 'command')),
      verdict text not null check (verdict in ('valid', 'invalid', 'unconfirmed')),
      checks jsonb not null,
      credential_id uuid references credential
    );
    comment on table verification is 'What was found, never what was shown: no name, no text, no address of who asked.';
    create index verification_credential on verification (credential_id, at desc) where credential_id is not null;
    create index verification_at on verification (at);
  `.execute(db);
}
