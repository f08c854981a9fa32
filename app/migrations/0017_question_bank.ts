import { sql, type Kysely } from 'kysely';

const kinds = [
  'single-choice',
  'multiple-choice',
  'true-false',
  'numeric',
  'short-text',
  'ordering',
  'matching',
  'cloze',
  'formula',
  'hotspot',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table question add column banked_at timestamptz;
    comment on column question.banked_at is 'Since when pools may draw it; null for a question that only its quiz asks.';
    create index question_bank on question (microcredential_id) where banked_at is not null;

    alter table question_version
      add column difficulty text check (difficulty in ('easy', 'medium', 'hard')),
      add column tags text[] not null default '{}';
    alter table question_version drop constraint question_version_kind_check;
    alter table question_version add constraint question_version_kind_check
      check (kind in (${sql.join(kinds.map((kind) => sql.lit(kind)))}));

    create table question_picture (
      id uuid primary key,
      microcredential_id uuid not null references microcredential,
      media_type text not null,
      bytes int not null,
      sha256 text not null,
      file_key text not null,
      width int not null check (width > 0),
      height int not null check (height > 0),
      created_at timestamptz not null
    );
    create index question_picture_microcredential on question_picture (microcredential_id, sha256);

    create table question_pool (
      id uuid primary key,
      assessment_id uuid not null references assessment on delete cascade,
      version_id uuid not null references microcredential_version on delete cascade,
      position int not null,
      draws int not null check (draws > 0),
      points int not null default 1 check (points > 0),
      outcome_id uuid references outcome,
      difficulty text check (difficulty in ('easy', 'medium', 'hard')),
      tag text,
      unique (assessment_id, position) deferrable initially deferred
    );
    create trigger question_pool_frozen before insert or update or delete on question_pool
      for each row execute function refuse_part_change();

    create table question_pool_candidate (
      pool_id uuid not null references question_pool on delete cascade,
      version_id uuid not null references microcredential_version on delete cascade,
      question_version_id uuid not null references question_version,
      primary key (pool_id, question_version_id)
    );
    comment on table question_pool_candidate is 'What a pool may draw, kept up to the bank while its version is a draft, and frozen with it.';
    create trigger question_pool_candidate_frozen before insert or update or delete on question_pool_candidate
      for each row execute function refuse_part_change();

    create table attempt_draw (
      attempt_id uuid not null references attempt on delete cascade,
      question_version_id uuid not null references question_version,
      position int not null,
      points int not null check (points > 0),
      primary key (attempt_id, question_version_id),
      unique (attempt_id, position)
    );
    comment on table attempt_draw is 'What the pools drew when the attempt began.';
    create trigger attempt_draw_kept before update on attempt_draw
      for each row execute function refuse_change();

    create index attempt_submitted on attempt (assessment_id) where submitted_at is not null;
  `.execute(db);
}
