import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // Correcting a key asks in which quizzes a question could be drawn.
  await sql`
    create index question_pool_candidate_question on question_pool_candidate (question_version_id);
  `.execute(db);
}
