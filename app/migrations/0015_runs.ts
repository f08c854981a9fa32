import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table offering
      add column place text not null default '',
      add constraint offering_run_dates
        check (mode <> 'run' or (starts_at is not null and ends_at is not null and ends_at > starts_at));

    create table teaching_session (
      id uuid primary key,
      offering_id uuid not null references offering,
      title text not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      place text not null default '',
      link text not null default '',
      required boolean not null default false,
      cancelled_at timestamptz,
      created_at timestamptz not null,
      check (ends_at > starts_at)
    );
    comment on table teaching_session is 'A meeting of a run. Never a sign-in session: that is sign_in.';
    comment on column teaching_session.link is 'Shown to those who are enrolled, never in public.';
    create index teaching_session_offering on teaching_session (offering_id, starts_at);

    create table attendance (
      session_id uuid not null references teaching_session on delete cascade,
      enrolment_id uuid not null references enrolment on delete cascade,
      state text not null check (state in ('present', 'late', 'absent', 'excused')),
      marked_by uuid references person on delete set null,
      marked_at timestamptz not null,
      primary key (session_id, enrolment_id)
    );
    create index attendance_enrolment on attendance (enrolment_id);
    create index attendance_marked_by on attendance (marked_by);

    alter table enrolment add column extended_until timestamptz;
    comment on column enrolment.extended_until is 'A later end than the run''s, granted to this learner alone.';

    alter table participant_message add column offering_id uuid references offering;
    comment on column participant_message.offering_id is 'Null: to everyone, whatever they enrolled in.';
    create index participant_message_offering on participant_message (offering_id);

    create table award_confirmation (
      enrolment_id uuid primary key references enrolment on delete cascade,
      confirmed_by uuid references person on delete set null,
      confirmed_at timestamptz not null
    );
    comment on table award_confirmation is 'A registrar''s word that a learner may be awarded, where the award rule asks for it.';
    create index award_confirmation_confirmed_by on award_confirmation (confirmed_by);

    create table sitting (
      id uuid primary key,
      assessment_id uuid not null references assessment,
      offering_id uuid not null references offering,
      code text not null,
      opened_by uuid references person on delete set null,
      opened_at timestamptz not null,
      closes_at timestamptz not null,
      check (closes_at > opened_at)
    );
    comment on table sitting is 'While it is open, whoever is in the room sees its code and begins an attempt with it.';
    create index sitting_offering on sitting (offering_id, assessment_id, closes_at);
    create index sitting_opened_by on sitting (opened_by);

    create table attempt_supervision (
      attempt_id uuid not null references attempt on delete cascade,
      kind text not null check (kind in ('code-in-room', 'document-checked')),
      recorded_by uuid references person on delete set null,
      recorded_at timestamptz not null,
      primary key (attempt_id, kind)
    );
    comment on table attempt_supervision is 'What was done to supervise an attempt, as it was done: an attempt without a row was not supervised.';
    create index attempt_supervision_recorded_by on attempt_supervision (recorded_by);
  `.execute(db);
}
