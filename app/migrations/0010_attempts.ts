import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table attempt add column ended_by text check (ended_by in ('learner', 'clock'));
    comment on column attempt.due_at is 'When time runs out; null without a time limit. By the clock of the server.';
    comment on column attempt.ended_by is 'Who handed it in: its learner, or the clock when time had run out. Null while open, and for those of before there were time limits.';
    create index attempt_due on attempt (due_at) where submitted_at is null and due_at is not null;

    alter table answer
      add column sequence int not null default 0 check (sequence >= 0),
      add column page text not null default '' check (length(page) <= 40);
    comment on column answer.sequence is 'Counts the saves of an attempt, on from the highest that the saving page has seen: an older save never overwrites a newer.';
    comment on column answer.page is 'Which opening of the paper saved it, so that two of them can be told apart. Random; says nothing of the device.';

    create table attempt_flag (
      attempt_id uuid not null references attempt on delete cascade,
      question_version_id uuid not null references question_version,
      primary key (attempt_id, question_version_id)
    );
    comment on table attempt_flag is 'Questions that a learner wants to come back to before handing in.';

    create table accommodation (
      person_id uuid not null references person on delete cascade,
      microcredential_id uuid not null references microcredential,
      extra_time_percent int not null check (extra_time_percent between 0 and 300),
      more_attempts int not null check (more_attempts between 0 and 20),
      set_by uuid references person on delete set null,
      set_at timestamptz not null,
      primary key (person_id, microcredential_id)
    );
    comment on table accommodation is 'Shown to the learner and to those who may set it, to nobody else. Of a person rather than an enrolment: it holds after enrolling anew.';
    create index accommodation_microcredential on accommodation (microcredential_id);
    create index accommodation_set_by on accommodation (set_by);

    create table resit (
      id uuid primary key,
      person_id uuid not null references person on delete cascade,
      assessment_id uuid not null references assessment,
      reason text not null,
      granted_by uuid references person on delete set null,
      granted_at timestamptz not null
    );
    comment on table resit is 'A further attempt, granted by a registrar beyond the limit.';
    create index resit_person on resit (person_id, assessment_id);
    create index resit_assessment on resit (assessment_id);
    create index resit_granted_by on resit (granted_by);

    create table erratum (
      id uuid primary key,
      question_version_id uuid not null references question_version,
      supersedes uuid references erratum,
      key jsonb not null,
      reason text not null,
      made_by uuid references person on delete set null,
      made_at timestamptz not null,
      marked_at timestamptz
    );
    comment on table erratum is 'A wrong key, corrected after publishing. The question and its version stay as they are; what was handed in is marked anew by this key.';
    comment on column erratum.marked_at is 'When every attempt handed in before it had been marked anew.';
    create unique index erratum_first on erratum (question_version_id) where supersedes is null;
    create unique index erratum_superseded_once on erratum (supersedes) where supersedes is not null;
    create index erratum_question on erratum (question_version_id);
    create index erratum_made_by on erratum (made_by);

    create function refuse_erratum_change() returns trigger language plpgsql as $$
    begin
      -- made_by may be cleared when its author is erased; marked_at is set once
      if (to_jsonb(old) - 'made_by' - 'marked_at') is distinct from (to_jsonb(new) - 'made_by' - 'marked_at') then
        raise exception 'an erratum is only ever superseded' using errcode = 'restrict_violation';
      end if;
      return new;
    end $$;
    create trigger erratum_append_only before update on erratum
      for each row execute function refuse_erratum_change();

    alter table judgement add column erratum_id uuid references erratum;
    comment on column judgement.erratum_id is 'The corrected key by which this judgement supersedes the one before.';
    create index judgement_erratum on judgement (erratum_id) where erratum_id is not null;
    create index assessment_item_question on assessment_item (question_version_id);
  `.execute(db);
}
