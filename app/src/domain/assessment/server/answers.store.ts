import { sql, type Kysely, type Transaction } from 'kysely';
import { isId } from '#platform/server/ids.ts';
import type { Database } from '#platform/server/schema.ts';
import { graceSeconds } from '../assessment.ts';
import { isAnswered, isQuestionKind, responseSchema, type QuestionKindId, type Response } from '../question-kinds.ts';

type Db = Kysely<Database> | Transaction<Database>;

export type Responses = ReadonlyMap<string, Response>;

/** What is kept of a paper: its answers, what is flagged, and the number of the latest save. */
export interface KeptAnswers {
  readonly responses: Responses;
  readonly flagged: readonly string[];
  readonly sequence: number;
}

export async function answersOf(db: Db, attemptId: string): Promise<KeptAnswers> {
  const rows = await db
    .selectFrom('answer')
    .select(['question_version_id', 'response', 'sequence'])
    .where('attempt_id', '=', attemptId)
    .execute();
  const flags = await db
    .selectFrom('attempt_flag')
    .select('question_version_id')
    .where('attempt_id', '=', attemptId)
    .execute();
  return {
    responses: new Map(rows.map((row) => [row.question_version_id, responseSchema.parse(row.response)])),
    flagged: flags.map((row) => row.question_version_id),
    sequence: Math.max(0, ...rows.map(({ sequence }) => sequence)),
  };
}

/** Of which kind those of these questions are that the attempt asks; undefined unless it is this person's attempt. */
export async function askedKinds(
  db: Db,
  { attemptId, personId, questionVersionIds }: { attemptId: string; personId: string; questionVersionIds: string[] },
): Promise<ReadonlyMap<string, QuestionKindId> | undefined> {
  if (!isId(attemptId)) return undefined;
  const rows = await db
    .selectFrom('attempt')
    .innerJoin('enrolment', 'enrolment.id', 'attempt.enrolment_id')
    .leftJoin('question_version', (join) =>
      join
        .on('question_version.id', '=', sql`any(${questionVersionIds.filter(isId)}::uuid[])`)
        .on(({ exists, or, selectFrom }) =>
          or([
            exists(
              selectFrom('assessment_item')
                .select('assessment_item.question_version_id')
                .whereRef('assessment_item.assessment_id', '=', 'attempt.assessment_id')
                .whereRef('assessment_item.question_version_id', '=', 'question_version.id'),
            ),
            exists(
              selectFrom('attempt_draw')
                .select('attempt_draw.question_version_id')
                .whereRef('attempt_draw.attempt_id', '=', 'attempt.id')
                .whereRef('attempt_draw.question_version_id', '=', 'question_version.id'),
            ),
          ]),
        ),
    )
    .select(['question_version.id', 'question_version.kind'])
    .where('attempt.id', '=', attemptId)
    .where('enrolment.person_id', '=', personId)
    .execute();
  if (rows.length === 0) return undefined;
  return new Map(
    rows.flatMap(({ id, kind }) => (id !== null && kind !== null && isQuestionKind(kind) ? [[id, kind] as const] : [])),
  );
}

/** Which opening of the paper a save comes from, and how many saves it knows of, its own included. */
export interface Opening {
  readonly page: string;
  readonly sequence: number;
}

export interface AnswersToKeep {
  readonly attemptId: string;
  readonly responses: Responses;
  readonly flags: ReadonlyMap<string, boolean>;
  /** Absent: newer than whatever is kept. */
  readonly from: Opening | undefined;
  readonly at: Date;
}

export interface Kept {
  /** Whether the attempt was still open; otherwise nothing was kept. */
  readonly open: boolean;
  /** Questions of which something newer was kept already, so that what was sent now was not. */
  readonly behind: readonly string[];
  /** The number of the latest save. */
  readonly sequence: number;
  /** Whether another opening of the paper saved something that this one hasn't seen. */
  readonly elsewhere: boolean;
}

/**
 * Keeps answers in one statement. It holds the attempt's row against being handed in meanwhile, but not against other
 * saves; of two for one question the one with the higher number stays, whichever arrives last. An answer that says
 * what is kept already changes nothing, so that a whole form posted anew is no newer word on each of its questions.
 */
export async function keepAnswers(db: Db, { attemptId, responses, flags, from, at }: AnswersToKeep): Promise<Kept> {
  const ids = [...new Set([...responses.keys(), ...flags.keys()])].sort();
  const sent = ids.map((id) => {
    const response = responses.get(id);
    return { id, response, answered: response !== undefined && isAnswered(response), flagged: flags.get(id) };
  });
  const latest = sql`(select coalesce(max(sequence), 0) from answer where attempt_id = ${attemptId})`;
  const sequence = from ? sql`${from.sequence}::int` : sql`${latest} + 1`;
  const seen = from ? sql`${from.sequence}::int` : latest;
  const page = from?.page ?? '';
  const { rows } = await sql<Omit<Kept, 'behind'> & { readonly behind: readonly string[] | null }>`
    with open as (
      select id from attempt
      where id = ${attemptId} and submitted_at is null
        and (due_at is null or due_at >= ${at}::timestamptz - make_interval(secs => ${graceSeconds}))
      for share
    ), sent as (
      select * from jsonb_to_recordset(${JSON.stringify(sent)}::jsonb)
        as one(id uuid, response jsonb, answered boolean, flagged boolean)
    ), known as (
      select question_version_id as id, response from answer where attempt_id = ${attemptId}
    ), written as (
      insert into answer (attempt_id, question_version_id, response, saved_at, sequence, page)
      select open.id, sent.id, sent.response, ${at}::timestamptz, ${sequence}, ${page}
      from open, sent
      where sent.answered or (sent.response is not null and sent.id in (select id from known))
      order by sent.id
      on conflict (attempt_id, question_version_id) do update
        set response = excluded.response, saved_at = excluded.saved_at, sequence = excluded.sequence, page = excluded.page
        where answer.sequence < excluded.sequence and answer.response is distinct from excluded.response
      returning question_version_id as id
    ), flagged as (
      insert into attempt_flag (attempt_id, question_version_id)
      select open.id, sent.id from open, sent where sent.flagged
      on conflict do nothing
    ), unflagged as (
      delete from attempt_flag using open, sent
      where attempt_flag.attempt_id = open.id and attempt_flag.question_version_id = sent.id and not sent.flagged
    )
    select
      exists (select from open) as open,
      (
        select array_agg(sent.id) from sent left join known using (id)
        where (sent.answered or (sent.response is not null and known.id is not null))
          and sent.id not in (select id from written) and known.response is distinct from sent.response
      ) as behind,
      greatest(${latest}, case when exists (select from written) then ${sequence} else 0 end) as sequence,
      exists (
        select from answer where attempt_id = ${attemptId} and page <> ${page} and sequence >= ${seen}
      ) as elsewhere
  `.execute(db);
  const [kept] = rows;
  if (!kept) throw new Error('a select without from has one row');
  return { ...kept, behind: kept.behind ?? [] };
}
