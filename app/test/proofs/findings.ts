import { sql } from 'kysely';
import { verify } from '../../src/domain/verification/server/api.ts';
import type { Platform } from '../../src/platform/server/platform.ts';

/** One attempt and everything that came of its enrolment, counted. */
export interface AttemptFindings {
  readonly attemptId: string;
  readonly submitted: boolean;
  /** Judgements of this attempt. */
  readonly judgements: number;
  readonly passed: boolean;
  readonly awards: number;
  readonly credentials: number;
  /** Verdicts on the enrolment's signed credentials. */
  readonly verdicts: readonly string[];
  /** Places in status lists that its credentials hold. */
  readonly statusEntries: number;
  /** Messages to its learner that say that a credential was signed. */
  readonly mails: number;
  /** Of those, the ones that were delivered: to the outbox, where there is no SMTP server. */
  readonly delivered: number;
}

export interface Findings {
  readonly attempts: readonly AttemptFindings[];
  readonly deadLetters: number;
  /** Places in status lists that two credentials hold. */
  readonly sharedPlaces: number;
}

interface Row extends Omit<AttemptFindings, 'verdicts'> {
  readonly texts: readonly string[];
}

/** What a database holds of every attempt in it. Each learner has one enrolment, each enrolment one attempt. */
export async function findings(platform: Platform): Promise<Findings> {
  const { rows } = await sql<Row>`
    select attempt.id as "attemptId", attempt.submitted_at is not null as submitted,
      (select count(*)::int from judgement where attempt_id = attempt.id) as judgements,
      coalesce((select bool_or(passed) from judgement where attempt_id = attempt.id), false) as passed,
      (select count(*)::int from award where enrolment_id = enrolment.id) as awards,
      (select count(*)::int from credential join award on award.id = award_id where enrolment_id = enrolment.id) as credentials,
      (select count(*)::int from status_entry join credential on credential.id = credential_id join award on award.id = award_id
        where enrolment_id = enrolment.id) as "statusEntries",
      array(select signed_text from credential join award on award.id = award_id
        where enrolment_id = enrolment.id and signed_text is not null) as texts,
      (select count(*)::int from mail_message where to_address = person.email and kind = 'credential-signed') as mails,
      (select count(*)::int from mail_message where to_address = person.email and kind = 'credential-signed'
        and status in ('sent', 'outbox')) as delivered
    from attempt join enrolment on enrolment.id = enrolment_id join person on person.id = person_id
    order by attempt.id`.execute(platform.db);
  const attempts: AttemptFindings[] = [];
  for (const { texts, ...counts } of rows) {
    const verdicts: string[] = [];
    for (const credential of texts) verdicts.push((await verify(platform, { credential, source: 'api' })).verdict);
    attempts.push({ ...counts, verdicts });
  }
  const shared = await sql<{ count: number }>`
    select count(*)::int as count from (select 1 from status_entry group by list_id, index having count(*) > 1) as twice`.execute(
    platform.db,
  );
  const deadLetters = (await platform.jobs.deadLetters({ limit: 100 })).length;
  return { attempts, deadLetters, sharedPlaces: shared.rows[0]?.count ?? 0 };
}

/** What must be found of an attempt that was handed in, passed or not. */
export function onceEach(attemptId: string, passed: boolean): AttemptFindings {
  const count = passed ? 1 : 0;
  return {
    attemptId,
    submitted: true,
    judgements: 1,
    passed,
    awards: count,
    credentials: count,
    verdicts: passed ? ['valid'] : [],
    statusEntries: 2 * count,
    mails: count,
    delivered: count,
  };
}
