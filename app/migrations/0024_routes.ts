import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table attempt alter column assessment_id drop not null;
    comment on column attempt.assessment_id is
      'Null: evidence of prior learning, judged by the outcomes of the version instead of by an assessment.';
    create unique index attempt_evidence on attempt (enrolment_id) where assessment_id is null;

    alter table submission_draft add column evidence jsonb;
    alter table submission add column evidence jsonb;
    comment on column submission.evidence is
      'What shows each outcome, typed by assessment/evidence.ts. Null where a text was handed in for a task.';
  `.execute(db);
}
