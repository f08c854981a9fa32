import { sql, type Kysely, type Transaction } from 'kysely';
import { z } from 'zod';
import type { Database } from '#platform/server/schema.ts';
import type { Counted } from '../item-analysis.ts';
import { groupShare } from '../item-statistics.ts';

type Db = Kysely<Database> | Transaction<Database>;

const count = z.number().int();
const rowSchema = z.object({
  question: z.string(),
  asked: count,
  answered: count,
  groups: z.array(
    z.object({
      points: count,
      outOf: count,
      learners: count,
      withRest: count,
      sumOfRests: z.number(),
      sumOfSquaredRests: z.number(),
      upper: count,
      lower: count,
    }),
  ),
  given: z.array(z.object({ place: z.string(), given: z.string(), learners: count, upper: count, lower: count })),
});

/** More different answers than this to one place of a question are not brought along: the commonest are. */
const mostAnswers = 20;

/**
 * What was counted of these questions over these assessments, by question: one statement, however many there are. Of
 * each learner the first attempt counts in which they were asked it, since a second try shows what they had learnt of
 * the first; with the judgement in force, and only once it was handed in. Who is tied at the border of the upper or the
 * lower group belongs to it.
 */
export async function countAnswers(
  db: Db,
  { assessmentIds, questionVersionIds }: { assessmentIds: readonly string[]; questionVersionIds: readonly string[] },
): Promise<ReadonlyMap<string, Counted>> {
  const { rows } = await sql`
    with asked as materialized (
      select distinct on (mark."questionVersionId", enrolment.person_id)
        mark."questionVersionId" as question, attempt.id as attempt_id, mark.points, mark."outOf" as out_of,
        (judgement.score - mark.points)::float8 / nullif(judgement.out_of - mark."outOf", 0) as rest
      from attempt
      join enrolment on enrolment.id = attempt.enrolment_id
      join judgement on judgement.attempt_id = attempt.id
        and not exists (select from judgement as later where later.supersedes = judgement.id)
      cross join lateral jsonb_to_recordset(judgement.marks)
        as mark("questionVersionId" uuid, points int, "outOf" int)
      where attempt.assessment_id = any(${assessmentIds}::uuid[]) and attempt.submitted_at is not null
        and mark."questionVersionId" = any(${questionVersionIds}::uuid[])
      order by mark."questionVersionId", enrolment.person_id, attempt.submitted_at, attempt.id
    ), border as (
      select question,
        percentile_disc(${groupShare}::float8) within group (order by rest) as low,
        percentile_disc(${1 - groupShare}::float8) within group (order by rest) as high
      from asked where rest is not null group by question
    ), banded as materialized (
      select asked.*, answer.response,
        coalesce(rest >= high and low < high, false) as upper, coalesce(rest <= low and low < high, false) as lower
      from asked
      left join border using (question)
      left join answer on answer.attempt_id = asked.attempt_id and answer.question_version_id = asked.question
    ), scored as (
      select question, points, out_of, count(*) as learners, count(rest) as with_rest,
        coalesce(sum(rest), 0) as rests, coalesce(sum(rest * rest), 0) as squares,
        count(*) filter (where upper) as upper, count(*) filter (where lower) as lower
      from banded group by question, points, out_of
    ), put as (
      select question, attempt_id, upper, lower, one.place, btrim(one.given) as given
      from banded
      cross join lateral (
        select '' as place, response ->> 'option' as given where response ? 'option'
        union all select '', response ->> 'text' where response ? 'text'
        union all select distinct '', option from jsonb_array_elements_text(response -> 'options') as option
        union all select key, value from jsonb_each_text(response -> 'places')
      ) as one
      where btrim(one.given) <> ''
    ), tallied as (
      select question, place, given, count(*) as learners,
        count(*) filter (where upper) as upper, count(*) filter (where lower) as lower,
        row_number() over (partition by question, place order by count(*) desc, given) as rank
      from put group by question, place, given
    ), groups as (
      select question, sum(learners)::int as asked, jsonb_agg(jsonb_build_object(
        'points', points, 'outOf', out_of, 'learners', learners, 'withRest', with_rest, 'sumOfRests', rests,
        'sumOfSquaredRests', squares, 'upper', upper, 'lower', lower
      )) as groups
      from scored group by question
    ), answered as (
      select question, count(distinct attempt_id)::int as answered from put group by question
    ), given as (
      select question, jsonb_agg(jsonb_build_object(
        'place', place, 'given', given, 'learners', learners, 'upper', upper, 'lower', lower
      )) as given
      from tallied where rank <= ${mostAnswers} group by question
    )
    select question, asked, coalesce(answered, 0) as answered, groups, coalesce(given, '[]') as given
    from groups left join answered using (question) left join given using (question)
  `.execute(db);
  return new Map(
    z
      .array(rowSchema)
      .parse(rows)
      .map(({ question, ...counted }) => [question, counted]),
  );
}

/** Seconds from starting to handing in. */
export interface TimeTaken {
  readonly learners: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
}

/**
 * Of each learner's first attempt, whoever handed it in: when the clock did, all of the time was taken. Time by question
 * isn't known: of an answer only the last change is kept, and of looking at a question nothing.
 */
export async function timeTaken(db: Db, assessmentId: string): Promise<TimeTaken | null> {
  const { rows } = await sql<{ learners: number; quartiles: readonly number[] | null }>`
    with first as (
      select distinct on (enrolment.person_id)
        extract(epoch from attempt.submitted_at - attempt.started_at)::float8 as seconds
      from attempt join enrolment on enrolment.id = attempt.enrolment_id
      where attempt.assessment_id = ${assessmentId} and attempt.submitted_at is not null
      order by enrolment.person_id, attempt.submitted_at, attempt.id
    )
    select count(*)::int as learners, percentile_cont(array[0.25, 0.5, 0.75]) within group (order by seconds) as quartiles
    from first
  `.execute(db);
  const [row] = rows;
  const [lowerQuartile, median, upperQuartile] = row?.quartiles ?? [];
  if (!row || lowerQuartile === undefined || median === undefined || upperQuartile === undefined) return null;
  return { learners: row.learners, lowerQuartile, median, upperQuartile };
}
