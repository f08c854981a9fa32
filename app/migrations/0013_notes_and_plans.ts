import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table note (
      id uuid primary key,
      person_id uuid not null references person on delete cascade,
      lesson_id uuid not null references lesson,
      text text not null,
      revision int not null,
      updated_at timestamptz not null,
      unique (person_id, lesson_id)
    );
    comment on column note.revision is 'Counts the savings: a device that knows an older text than the last one does not overwrite it.';

    create table bookmark (
      id uuid primary key,
      person_id uuid not null references person on delete cascade,
      lesson_id uuid not null references lesson,
      created_at timestamptz not null,
      unique (person_id, lesson_id)
    );

    create table highlight (
      id uuid primary key,
      person_id uuid not null references person on delete cascade,
      lesson_id uuid not null references lesson,
      exact text not null,
      prefix text not null,
      suffix text not null,
      remark text not null,
      created_at timestamptz not null
    );
    comment on table highlight is 'A passage by its words and those around it, so that it is found again however the page is laid out.';
    create index highlight_person on highlight (person_id, lesson_id);

    create table plan (
      id uuid primary key,
      person_id uuid not null references person on delete cascade,
      enrolment_id uuid not null unique references enrolment on delete cascade,
      minutes_a_week int not null check (minutes_a_week > 0),
      weekdays int[] not null check (cardinality(weekdays) > 0),
      finish_by date,
      zone text not null,
      laid_at timestamptz not null,
      feed_hash bytea unique,
      feed_sealed bytea,
      reminds boolean not null,
      reminder_hash bytea not null unique,
      reminder_sealed bytea not null,
      reminded_on date,
      check ((feed_hash is null) = (feed_sealed is null))
    );
    comment on column plan.laid_at is 'Since when the schedule counts; what it had for earlier days than today and is not done is behind.';
    comment on column plan.reminded_on is 'The last day, in the zone of the plan, that was looked at for a reminder: one a day at most.';
    create index plan_person on plan (person_id);

    create table reading_setting (
      person_id uuid primary key references person on delete cascade,
      text_size text not null check (text_size in ('normal', 'large', 'larger')),
      typeface text not null check (typeface in ('usual', 'dyslexia'))
    );
  `.execute(db);
}
