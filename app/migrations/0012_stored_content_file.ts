import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table stored_content_file (
      file_key text primary key,
      stored_at timestamptz not null
    );
    comment on table stored_content_file is 'Every stored file of content, noted before it is written: what no version holds after a day is swept.';
    create index stored_content_file_at on stored_content_file (stored_at);
    insert into stored_content_file (file_key, stored_at) select distinct file_key, now() from content_file;
    create index content_file_key on content_file (file_key);
  `.execute(db);
}
