import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table partnership (
      id uuid primary key,
      microcredential_id uuid not null references microcredential,
      organisation_id uuid not null references organisation,
      role text not null check (role in ('awards', 'delivers', 'awards-jointly')),
      note text not null default '',
      asked_by uuid references person on delete set null,
      asked_at timestamptz not null,
      answer text check (answer in ('agreed', 'declined')),
      answered_by uuid references person on delete set null,
      answered_at timestamptz,
      ended_by uuid references person on delete set null,
      ended_at timestamptz,
      check ((answer is null) = (answered_at is null))
    );
    comment on table partnership is
      'Another organisation asked to be named in a microcredential''s record, and what it said.';
    comment on column partnership.ended_at is
      'From then on nothing new may name it; what was published and awarded stays.';
    create unique index partnership_open on partnership (microcredential_id, organisation_id, role)
      where ended_at is null and answer is distinct from 'declined';
    create index partnership_microcredential on partnership (microcredential_id, id);
    create index partnership_organisation on partnership (organisation_id, id desc);
    create index partnership_asked_by on partnership (asked_by);
    create index partnership_answered_by on partnership (answered_by);
    create index partnership_ended_by on partnership (ended_by);
  `.execute(db);
}
