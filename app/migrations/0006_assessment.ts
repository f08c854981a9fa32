import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table assessment (
      id uuid primary key,
      version_id uuid not null references microcredential_version on delete cascade,
      position int not null,
      kind text not null check (kind in ('quiz')),
      title text not null,
      instructions text not null default '',
      settings jsonb not null,
      unique (version_id, position) deferrable initially deferred
    );
    create trigger assessment_frozen before insert or update or delete on assessment
      for each row execute function refuse_part_change();

    create table question (
      id uuid primary key,
      microcredential_id uuid not null references microcredential,
      created_at timestamptz not null
    );
    create index question_microcredential on question (microcredential_id);

    create table question_version (
      id uuid primary key,
      question_id uuid not null references question,
      number int not null check (number >= 1),
      kind text not null check (kind in ('single-choice')),
      body jsonb not null,
      key jsonb not null,
      outcomes uuid[] not null,
      created_at timestamptz not null,
      unique (question_id, number)
    );
    comment on column question_version.body is 'What the learner may see before submitting. Nothing here tells which answer is right.';
    comment on column question_version.key is 'What marks the answer, and the feedback shown after. Never leaves the server before submission.';
    create trigger question_version_append_only before update or delete on question_version
      for each row execute function refuse_change();

    create table assessment_item (
      assessment_id uuid not null references assessment on delete cascade,
      version_id uuid not null references microcredential_version on delete cascade,
      question_version_id uuid not null references question_version,
      position int not null,
      points int not null default 1 check (points > 0),
      primary key (assessment_id, question_version_id),
      unique (assessment_id, position) deferrable initially deferred
    );
    create trigger assessment_item_frozen before insert or update or delete on assessment_item
      for each row execute function refuse_part_change();

    create table award_rule (
      version_id uuid primary key references microcredential_version on delete cascade,
      rule jsonb not null
    );
    create trigger award_rule_frozen before insert or update or delete on award_rule
      for each row execute function refuse_part_change();

    create table attempt (
      id uuid primary key,
      enrolment_id uuid not null references enrolment on delete cascade,
      assessment_id uuid not null references assessment,
      number int not null check (number >= 1),
      seed text not null,
      started_at timestamptz not null,
      due_at timestamptz,
      submitted_at timestamptz,
      unique (enrolment_id, assessment_id, number)
    );
    create unique index attempt_open on attempt (enrolment_id, assessment_id) where submitted_at is null;

    create table answer (
      attempt_id uuid not null references attempt on delete cascade,
      question_version_id uuid not null references question_version,
      response jsonb not null,
      saved_at timestamptz not null,
      primary key (attempt_id, question_version_id)
    );

    create table judgement (
      id uuid primary key,
      attempt_id uuid not null references attempt on delete cascade,
      supersedes uuid references judgement,
      made_by_kind text not null check (made_by_kind in ('marker', 'person')),
      made_by uuid references person on delete set null,
      score int not null check (score >= 0),
      out_of int not null check (out_of > 0),
      passed boolean not null,
      outcomes jsonb not null,
      marks jsonb not null,
      made_at timestamptz not null,
      check (score <= out_of)
    );
    create unique index judgement_first on judgement (attempt_id) where supersedes is null;
    create unique index judgement_superseded_once on judgement (supersedes) where supersedes is not null;

    create function refuse_judgement_change() returns trigger language plpgsql as $$
    begin
      -- made_by may be cleared when the assessor is erased
      if (to_jsonb(old) - 'made_by') is distinct from (to_jsonb(new) - 'made_by') then
        raise exception 'a judgement is only ever superseded' using errcode = 'restrict_violation';
      end if;
      return new;
    end $$;
    create trigger judgement_append_only before update on judgement
      for each row execute function refuse_judgement_change();
  `.execute(db);
}
