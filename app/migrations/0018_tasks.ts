import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table assessment drop constraint assessment_kind_check;
    alter table assessment add constraint assessment_kind_check check (kind in ('quiz', 'task'));
    alter table assessment add column task jsonb;
    alter table assessment add constraint assessment_task_check check ((kind = 'task') = (task is not null));
    comment on column assessment.task is 'The rubric of a task: criteria with outcomes and levels, typed by assessment/task.ts.';

    create table submission_draft (
      attempt_id uuid primary key references attempt on delete cascade,
      text text not null,
      saved_at timestamptz not null
    );
    comment on table submission_draft is 'What a learner is writing for a task. Judged only once it was handed in.';

    create table submission (
      id uuid primary key,
      attempt_id uuid not null references attempt on delete cascade,
      number int not null check (number >= 1),
      text text not null,
      own_work boolean not null check (own_work),
      ai_use text not null,
      handed_in_at timestamptz not null,
      due_at timestamptz not null,
      claimed_by uuid references person on delete set null,
      claimed_until timestamptz,
      settled_at timestamptz,
      returned_by uuid references person on delete set null,
      return_reason text,
      unique (attempt_id, number)
    );
    comment on column submission.own_work is 'The learner declared this text to be their own work.';
    comment on column submission.due_at is 'By when the provider means to have judged it.';
    comment on column submission.settled_at is 'When it was judged, or returned to be handed in again.';
    create index submission_waiting on submission (due_at, id) where settled_at is null;
    create index submission_settled on submission (settled_at desc) where settled_at is not null;
    create index submission_claimed_by on submission (claimed_by);
    create index submission_returned_by on submission (returned_by);

    create function refuse_submission_change() returns trigger language plpgsql as $$
    begin
      if (to_jsonb(old) - '{claimed_by,claimed_until,settled_at,returned_by,return_reason}'::text[])
          is distinct from (to_jsonb(new) - '{claimed_by,claimed_until,settled_at,returned_by,return_reason}'::text[]) then
        raise exception 'what was handed in never changes' using errcode = 'restrict_violation';
      end if;
      return new;
    end $$;
    create trigger submission_kept before update on submission
      for each row execute function refuse_submission_change();

    alter table judgement add column rubric jsonb;
    alter table judgement add column feedback text;
    comment on column judgement.rubric is 'Of a task: the level chosen for each criterion, with feedback. Null where questions were marked.';
    comment on column judgement.feedback is 'What the assessor tells the learner about the whole.';
  `.execute(db);
}
