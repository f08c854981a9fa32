import { sql, type Kysely, type Transaction } from 'kysely';
import { z } from 'zod';
import type { Database } from '#platform/server/schema.ts';
import { quizSettingsSchema, type QuizSettings } from '../assessment.ts';
import { parseQuestion, responseSchema, type Question, type Response } from '../question-kinds.ts';
import { mark } from './attempt.store.ts';
import { keyInForce } from './errata.store.ts';

type Db = Kysely<Database> | Transaction<Database>;

/** A question as published versions ask it, with the key in force. */
export type AskedQuestion = Question & {
  readonly questionVersionId: string;
  readonly questionId: string;
  /** The number of the newest published version that asks it. */
  readonly version: number;
};

/** Every question that a published version of a microcredential asks or may draw: the newest version's first. */
export async function findAskedQuestions(
  db: Db,
  microcredentialId: string,
  questionVersionId?: string,
): Promise<readonly AskedQuestion[]> {
  const rows = await db
    .with('asked', (cte) =>
      cte
        .selectFrom('assessment_item')
        .select(['assessment_id', 'question_version_id', 'position'])
        .unionAll(
          cte
            .selectFrom('question_pool')
            .innerJoin('question_pool_candidate', 'question_pool_candidate.pool_id', 'question_pool.id')
            .select([
              'assessment_id',
              'question_version_id',
              sql<number>`1000 + question_pool.position`.as('position'),
            ]),
        ),
    )
    .selectFrom('microcredential_version')
    .innerJoin('assessment', 'assessment.version_id', 'microcredential_version.id')
    .innerJoin('asked', 'asked.assessment_id', 'assessment.id')
    .innerJoin('question_version', 'question_version.id', 'asked.question_version_id')
    .select([
      'question_version.id',
      'question_version.question_id',
      'question_version.kind',
      'question_version.body',
      keyInForce,
      'microcredential_version.number',
    ])
    .where('microcredential_version.microcredential_id', '=', microcredentialId)
    .where('microcredential_version.published_at', 'is not', null)
    .$if(questionVersionId !== undefined, (query) => query.where('question_version.id', '=', questionVersionId ?? ''))
    .orderBy('microcredential_version.number', 'desc')
    .orderBy('assessment.position')
    .orderBy('asked.position')
    .orderBy('question_version.id')
    .execute();
  const found = new Map<string, AskedQuestion>();
  for (const row of rows) {
    if (found.has(row.id)) continue;
    const { id: questionVersionId, question_id: questionId, number: version } = row;
    found.set(row.id, { ...parseQuestion(row), questionVersionId, questionId, version });
  }
  return [...found.values()];
}

/** An attempt that was handed in and asked a certain question: what was answered, and the judgement in force. */
export interface MarkedAttempt {
  readonly attemptId: string;
  readonly enrolmentId: string;
  readonly response: Response | null;
  readonly settings: QuizSettings;
  readonly judgement: {
    readonly id: string;
    readonly score: number;
    readonly outOf: number;
    readonly passed: boolean;
    readonly marks: readonly z.infer<typeof mark>[];
  };
}

const pageSize = 500;

/** A page of them, by id; or the one asked for. */
export async function markedAttempts(
  db: Db,
  questionVersionId: string,
  which: { readonly after: string | null } | { readonly attemptId: string },
): Promise<readonly MarkedAttempt[]> {
  const rows = await db
    .selectFrom('attempt')
    .innerJoin('assessment', 'assessment.id', 'attempt.assessment_id')
    .innerJoin('judgement', 'judgement.attempt_id', 'attempt.id')
    .leftJoin('judgement as later', 'later.supersedes', 'judgement.id')
    .leftJoin('answer', (join) =>
      join.onRef('answer.attempt_id', '=', 'attempt.id').on('answer.question_version_id', '=', questionVersionId),
    )
    .select([
      'attempt.id as attemptId',
      'attempt.enrolment_id as enrolmentId',
      'assessment.settings',
      'answer.response',
      'judgement.id as judgementId',
      'judgement.score',
      'judgement.out_of as outOf',
      'judgement.passed',
      'judgement.marks',
    ])
    .where('attempt.submitted_at', 'is not', null)
    .where('later.id', 'is', null)
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb(
          'attempt.assessment_id',
          'in',
          selectFrom('assessment_item').select('assessment_id').where('question_version_id', '=', questionVersionId),
        ),
        exists(
          selectFrom('attempt_draw')
            .select('attempt_id')
            .whereRef('attempt_draw.attempt_id', '=', 'attempt.id')
            .where('attempt_draw.question_version_id', '=', questionVersionId),
        ),
      ]),
    )
    // Narrows to the assessments that may ask it at all, by the index of what was handed in.
    .where(
      'attempt.assessment_id',
      'in',
      sql<string>`(select assessment_id from assessment_item where question_version_id = ${questionVersionId}
        union select assessment_id from question_pool
        join question_pool_candidate on pool_id = question_pool.id where question_version_id = ${questionVersionId})`,
    )
    .$if('attemptId' in which, (query) => query.where('attempt.id', '=', 'attemptId' in which ? which.attemptId : ''))
    .$if('after' in which && which.after !== null, (query) =>
      query.where('attempt.id', '>', 'after' in which && which.after !== null ? which.after : ''),
    )
    .orderBy('attempt.id')
    .limit(pageSize)
    .execute();
  return rows.map(({ attemptId, enrolmentId, settings, response, judgementId, score, outOf, passed, marks }) => ({
    attemptId,
    enrolmentId,
    response: response === null ? null : responseSchema.parse(response),
    settings: quizSettingsSchema.parse(settings),
    judgement: { id: judgementId, score, outOf, passed, marks: z.array(mark).parse(marks) },
  }));
}

/** Completed enrolments of a microcredential in which a correction left fewer points than there were: oldest first. */
export async function enrolmentsLowered(
  db: Db,
  { microcredentialId, limit }: { readonly microcredentialId: string; readonly limit: number },
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('judgement')
    .innerJoin('judgement as former', 'former.id', 'judgement.supersedes')
    .innerJoin('attempt', 'attempt.id', 'judgement.attempt_id')
    .innerJoin('enrolment', 'enrolment.id', 'attempt.enrolment_id')
    .select('enrolment.id')
    .distinct()
    .where('judgement.erratum_id', 'is not', null)
    .whereRef('judgement.score', '<', 'former.score')
    .where('enrolment.microcredential_id', '=', microcredentialId)
    .where('enrolment.completed_at', 'is not', null)
    .orderBy('enrolment.id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** How many attempts each correction changed. */
export async function countsOfErrata(db: Db, erratumIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (erratumIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('judgement')
    .select(({ fn }) => ['erratum_id', fn.countAll<number>().as('count')])
    .where('erratum_id', 'in', erratumIds)
    .groupBy('erratum_id')
    .execute();
  return new Map(rows.map(({ erratum_id, count }) => [erratum_id ?? '', count]));
}
