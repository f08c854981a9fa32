import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table second_marking (
      id uuid primary key,
      submission_id uuid not null unique references submission on delete cascade,
      judgement_id uuid not null references judgement on delete cascade,
      asked_by uuid references person on delete set null,
      reason text not null,
      asked_at timestamptz not null,
      due_at timestamptz not null,
      claimed_by uuid references person on delete set null,
      claimed_until timestamptz,
      marked_by uuid references person on delete set null,
      marked_at timestamptz,
      rubric jsonb,
      feedback text,
      settled_as text check (settled_as in ('agreed', 'first', 'second', 'own')),
      settled_by uuid references person on delete set null,
      settled_at timestamptz,
      settled_reason text,
      check ((marked_at is null) = (rubric is null)),
      check ((settled_at is null) = (settled_as is null)),
      check (settled_at is null or marked_at is not null)
    );
    comment on table second_marking is
      'Another assessor''s marks of a judged submission. They count once they are settled, by a judgement that supersedes the first.';
    comment on column second_marking.judgement_id is 'The first judgement.';
    comment on column second_marking.rubric is 'The level that the second marker chose for each criterion, with feedback.';
    create index second_marking_open on second_marking (due_at, id) where settled_at is null;
    create index second_marking_settled on second_marking (settled_at desc) where settled_at is not null;
    create index second_marking_judgement on second_marking (judgement_id);
    create index second_marking_asked_by on second_marking (asked_by);
    create index second_marking_claimed_by on second_marking (claimed_by);
    create index second_marking_marked_by on second_marking (marked_by);
    create index second_marking_settled_by on second_marking (settled_by);

    create function refuse_second_marking_change() returns trigger language plpgsql as $$
    begin
      if old.marked_at is not null and (
          to_jsonb(old) - '{asked_by,claimed_by,claimed_until,marked_by,settled_as,settled_by,settled_at,settled_reason}'::text[]
          is distinct from
          to_jsonb(new) - '{asked_by,claimed_by,claimed_until,marked_by,settled_as,settled_by,settled_at,settled_reason}'::text[])
      then
        raise exception 'second marks never change' using errcode = 'restrict_violation';
      end if;
      if old.settled_at is not null and (
          (old.settled_as, old.settled_at, old.settled_reason) is distinct from
          (new.settled_as, new.settled_at, new.settled_reason))
      then
        raise exception 'a second marking is settled once' using errcode = 'restrict_violation';
      end if;
      return new;
    end $$;
    create trigger second_marking_kept before update on second_marking
      for each row execute function refuse_second_marking_change();
  `.execute(db);
}
