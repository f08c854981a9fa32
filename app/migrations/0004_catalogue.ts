import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table microcredential (
      id uuid primary key,
      slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
      organisation_id uuid not null references organisation,
      teaching text not null default 'taught' check (teaching in ('taught', 'listed')),
      retired_at timestamptz,
      created_at timestamptz not null
    );
    create index microcredential_organisation on microcredential (organisation_id, created_at desc);
    create trigger microcredential_slug_fixed before update of slug on microcredential
      for each row when (old.slug is distinct from new.slug) execute function refuse_slug_change();

    create table microcredential_version (
      id uuid primary key,
      microcredential_id uuid not null references microcredential,
      number int not null check (number >= 1),
      record jsonb not null,
      content_hash text,
      published_at timestamptz,
      published_by uuid references person on delete set null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      unique (microcredential_id, number)
    );
    comment on column microcredential_version.record is 'The microcredential record of product.md, typed by catalogue/record.ts.';
    create unique index microcredential_version_draft on microcredential_version (microcredential_id)
      where published_at is null;
    create index microcredential_version_published on microcredential_version (microcredential_id, number desc)
      where published_at is not null;

    create function refuse_published_change() returns trigger language plpgsql as $$
    begin
      -- published_by may be cleared when the person is erased; nothing else of a published version changes
      if tg_op = 'DELETE' or (to_jsonb(old) - 'published_by') is distinct from (to_jsonb(new) - 'published_by') then
        raise exception 'a published version never changes' using errcode = 'restrict_violation';
      end if;
      return new;
    end $$;
    create trigger microcredential_version_frozen before update or delete on microcredential_version
      for each row when (old.published_at is not null) execute function refuse_published_change();

    -- For rows of a version's parts (content, assessment, award rule): frozen with the version they belong to.
    create function refuse_part_change() returns trigger language plpgsql as $$
    declare
      touched uuid[];
    begin
      touched := case tg_op when 'INSERT' then array[new.version_id] when 'DELETE' then array[old.version_id]
                 else array[old.version_id, new.version_id] end;
      if exists (select from microcredential_version v where v.id = any(touched) and v.published_at is not null) then
        raise exception 'a published version never changes (%)', tg_table_name using errcode = 'restrict_violation';
      end if;
      return case tg_op when 'DELETE' then old else new end;
    end $$;

    create table outcome (
      id uuid primary key,
      microcredential_id uuid not null references microcredential
    );
    create index outcome_microcredential on outcome (microcredential_id);
    comment on table outcome is 'An outcome keeps its id across versions; its words are in each version''s record.';

    create table version_part (
      version_id uuid not null references microcredential_version on delete cascade,
      part text not null check (part in ('content', 'assessment', 'award-rule')),
      hash text not null,
      covered_outcomes uuid[] not null default '{}',
      problems jsonb not null default '[]',
      updated_at timestamptz not null,
      primary key (version_id, part)
    );
    create trigger version_part_frozen before insert or update or delete on version_part
      for each row execute function refuse_part_change();

    create table offering (
      id uuid primary key,
      microcredential_id uuid not null references microcredential,
      version_id uuid not null references microcredential_version,
      mode text not null check (mode in ('self-paced', 'run')),
      price_minor bigint not null default 0 check (price_minor >= 0),
      currency text not null default 'EUR' check (currency ~ '^[A-Z]{3}$'),
      zone text not null default 'UTC',
      starts_at timestamptz,
      ends_at timestamptz,
      enrol_from timestamptz,
      enrol_until timestamptz,
      closed_at timestamptz,
      created_at timestamptz not null
    );
    create index offering_microcredential on offering (microcredential_id, created_at desc);

    create table offering_seats (
      offering_id uuid primary key references offering,
      capacity int check (capacity >= 0),
      taken int not null default 0 check (taken >= 0),
      check (capacity is null or taken <= capacity)
    );

    create table search_document (
      microcredential_id uuid primary key references microcredential,
      version_id uuid not null references microcredential_version,
      language text not null,
      title text not null,
      summary text not null,
      provider_name text not null,
      words tsvector not null,
      facets jsonb not null,
      signals jsonb not null default '{}',
      published_at timestamptz not null,
      updated_at timestamptz not null
    );
    create index search_document_words on search_document using gin (words);
    create index search_document_newest on search_document (published_at desc, microcredential_id desc);
  `.execute(db);
}
