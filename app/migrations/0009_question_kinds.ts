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
];

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table question_version drop constraint question_version_kind_check;
    alter table question_version add constraint question_version_kind_check
      check (kind in (${sql.join(kinds.map((kind) => sql.lit(kind)))}));
  `.execute(db);
}
