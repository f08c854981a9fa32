import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table invigilation (
      id uuid primary key,
      offering_id uuid not null references offering,
      email text not null check (email = lower(email)),
      token_hash bytea not null unique,
      person_id uuid references person on delete cascade,
      invited_by uuid references person on delete set null,
      invited_at timestamptz not null,
      expires_at timestamptz not null,
      accepted_at timestamptz,
      withdrawn_at timestamptz,
      check ((accepted_at is null) = (person_id is null))
    );
    comment on table invigilation is 'Somebody invited to watch attempts of one offering from afar. No role in the organisation comes with it.';
    create unique index invigilation_once on invigilation (offering_id, email) where withdrawn_at is null;
    create index invigilation_offering on invigilation (offering_id, invited_at);
    create index invigilation_person on invigilation (person_id);
    create index invigilation_invited_by on invigilation (invited_by);
    create index invigilation_email on invigilation (email);

    create table invigilated_session (
      id uuid primary key,
      invigilation_id uuid references invigilation on delete set null,
      enrolment_id uuid not null references enrolment on delete cascade,
      assessment_id uuid not null references assessment,
      began_at timestamptz not null,
      ended_at timestamptz,
      outcome text check (outcome in ('whole', 'incident', 'broken-off')),
      document_checked boolean not null default false,
      note text not null default '',
      check ((ended_at is null) = (outcome is null)),
      check (ended_at >= began_at),
      check (not document_checked or outcome = 'whole')
    );
    comment on table invigilated_session is 'What an invigilator says of one learner at one assessment. It counts for an attempt only where it was whole and the attempt lies within it.';
    comment on column invigilated_session.invigilation_id is 'Null once the invigilator has erased their account.';
    create unique index invigilated_session_open on invigilated_session (enrolment_id, assessment_id) where ended_at is null;
    create index invigilated_session_enrolment on invigilated_session (enrolment_id);
    create index invigilated_session_invigilation on invigilated_session (invigilation_id);
    create index invigilated_session_assessment on invigilated_session (assessment_id);

    create index judgement_attempt on judgement (attempt_id);
  `.execute(db);
}
