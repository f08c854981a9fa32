import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { PgBoss } from 'pg-boss';
import { deadLetterQueue, jobSchema } from './job-queues.ts';
import type { JobData } from './jobs.ts';
import { Fault } from './problem.ts';
import type { Database } from './schema.ts';

export type JobState = 'created' | 'retry' | 'active' | 'completed' | 'cancelled' | 'failed';

/** One job as an operator sees it. */
export interface JobRecord {
  readonly id: string;
  readonly name: string;
  readonly data: JobData;
  readonly state: JobState;
  /** Attempts begun so far. */
  readonly attempts: number;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  /** What the latest failed attempt said. */
  readonly lastError: string | null;
}

/** A job whose last attempt failed. */
export interface DeadLetter {
  readonly id: string;
  /** The job's name. */
  readonly name: string;
  readonly data: JobData;
  readonly createdAt: Date;
  readonly failedAt: Date;
  readonly attempts: number;
  readonly lastError: string | null;
}

export interface JobCount {
  readonly name: string;
  readonly state: JobState;
  readonly count: number;
}

/** What is known of jobs; kept for a week after they end, dead letters for a year. */
export interface JobRecords {
  /** Newest first. */
  recent(options: { readonly limit: number; readonly state?: JobState }): Promise<readonly JobRecord[]>;
  /** Newest first. */
  deadLetters(options: { readonly limit: number }): Promise<readonly DeadLetter[]>;
  /** Runs a dead letter's job again, with all its attempts; false when there is none of that id any more. */
  retryDeadLetter(id: string): Promise<boolean>;
  /** Jobs by name and state; dead letters waiting count as name `dead-letter`, state `created`. */
  counts(): Promise<readonly JobCount[]>;
  /**
   * Waits until no job is waiting, running or to be retried, as tests and the end of the demo story need it.
   * @throws {Fault} `jobs-unsettled` after `timeoutMs` (default 10 s), naming what is left.
   */
  settled(timeoutMs?: number): Promise<void>;
}

/** @param names the jobs of this release; those of others sharing the schema are not shown. */
export function createJobRecords(
  db: Kysely<Database>,
  boss: PgBoss,
  names: readonly string[],
): JobRecords & { takeUpAbandoned(): Promise<void> } {
  const job = sql.table(`${jobSchema}.job`);
  const ours = sql`name = any(${[...names]}::text[])`;

  const records: JobRecords = {
    async recent({ limit, state }) {
      const inState = state === undefined ? sql`true` : sql`state::text = ${state}`;
      const { rows } = await sql<JobRecord>`
        select id, name, coalesce(data, '{}'::jsonb) as data, state::text as state,
          case when started_on is null then 0 else retry_count + 1 end as attempts,
          created_on as "createdAt", started_on as "startedAt", completed_on as "completedAt",
          output ->> 'message' as "lastError"
        from ${job} where ${ours} and ${inState}
        order by created_on desc, id desc limit ${limit}`.execute(db);
      return rows;
    },

    async deadLetters({ limit }) {
      const { rows } = await sql<DeadLetter>`
        select id, source_name as name, coalesce(data, '{}'::jsonb) as data,
          coalesce(source_created_on, created_on) as "createdAt", created_on as "failedAt",
          coalesce(source_retry_count, 0) + 1 as attempts, source_output ->> 'message' as "lastError"
        from ${job} where name = ${deadLetterQueue} and state = 'created' and source_name is not null
        order by created_on desc, id desc limit ${limit}`.execute(db);
      return rows;
    },

    async retryDeadLetter(id) {
      return (await boss.redrive(deadLetterQueue, { ids: [id] })) === 1;
    },

    async counts() {
      const { rows } = await sql<JobCount>`
        select name, state::text as state, count(*)::int as count from ${job}
        where ${ours} or (name = ${deadLetterQueue} and state = 'created')
        group by name, state order by name, state`.execute(db);
      return rows;
    },

    async settled(timeoutMs = 10_000) {
      const until = performance.now() + timeoutMs;
      for (;;) {
        const unfinished = (await records.counts()).filter(
          ({ name, state }) => name !== deadLetterQueue && ['created', 'retry', 'active'].includes(state),
        );
        if (unfinished.length === 0) return;
        if (performance.now() > until) {
          const left = unfinished.map(({ name, state, count }) => `${count} ${name} ${state}`).join(', ');
          throw new Fault('jobs-unsettled', `After ${timeoutMs} ms there are still jobs: ${left}.`);
        }
        await new Promise((resume) => setTimeout(resume, 20));
      }
    },
  };

  return {
    ...records,

    async takeUpAbandoned() {
      const { rows } = await sql<{ id: string; name: string }>`
        select id, name from ${job} where ${ours} and state = 'active'`.execute(db);
      // Failing the attempt sends the job to its next one, or to the dead letters if it was the last.
      for (const { id, name } of rows) await boss.fail(name, id, { message: 'The process that ran it ended.' });
    },
  };
}
