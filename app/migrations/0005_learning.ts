import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table module (
      id uuid primary key,
      version_id uuid not null references microcredential_version on delete cascade,
      position int not null,
      title text not null,
      unique (version_id, position) deferrable initially deferred
    );

    create table lesson (
      id uuid primary key,
      version_id uuid not null references microcredential_version on delete cascade,
      module_id uuid not null references module on delete cascade,
      position int not null,
      slug text not null,
      title text not null,
      minutes int not null check (minutes between 0 and 6000),
      source text not null,
      html text not null,
      outcomes uuid[] not null default '{}',
      free_sample boolean not null default false,
      unique (version_id, slug),
      unique (module_id, position) deferrable initially deferred
    );

    create table content_file (
      id uuid primary key,
      version_id uuid not null references microcredential_version on delete cascade,
      path text not null,
      media_type text not null,
      bytes int not null check (bytes >= 0),
      sha256 text not null,
      file_key text not null,
      width int check (width > 0),
      height int check (height > 0),
      unique (version_id, path)
    );

    comment on column content_file.width is 'Of a picture, where its file says so: pages leave room for it before it has loaded.';

    create trigger module_frozen before insert or update or delete on module
      for each row execute function refuse_part_change();
    create trigger lesson_frozen before insert or update or delete on lesson
      for each row execute function refuse_part_change();
    create trigger content_file_frozen before insert or update or delete on content_file
      for each row execute function refuse_part_change();

    create table enrolment (
      id uuid primary key,
      person_id uuid not null references person on delete cascade,
      microcredential_id uuid not null references microcredential,
      offering_id uuid not null references offering,
      version_id uuid not null references microcredential_version,
      route text not null default 'taught' check (route in ('taught', 'assessment-only', 'prior-learning')),
      enrolled_at timestamptz not null,
      withdrawn_at timestamptz,
      completed_at timestamptz,
      last_seen_at timestamptz not null
    );
    create unique index enrolment_once on enrolment (person_id, microcredential_id) where withdrawn_at is null;
    create index enrolment_offering on enrolment (offering_id, enrolled_at);
    create index enrolment_person on enrolment (person_id, last_seen_at desc);

    create table lesson_progress (
      id uuid primary key,
      person_id uuid references person on delete cascade,
      visitor_id uuid,
      lesson_id uuid not null references lesson,
      version_id uuid not null references microcredential_version,
      opened_at timestamptz not null,
      last_opened_at timestamptz not null,
      done_at timestamptz,
      check ((person_id is null) <> (visitor_id is null)),
      unique (person_id, lesson_id),
      unique (visitor_id, lesson_id)
    );
    create index lesson_progress_person on lesson_progress (person_id, version_id);
  `.execute(db);
}
