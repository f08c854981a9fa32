import { sql, type Kysely, type Transaction } from 'kysely';
import { isId } from '#platform/server/ids.ts';
import type { Database } from '#platform/server/schema.ts';
import { sessionOutcomes, type AttemptTime, type SessionEnd, type SessionRecord } from '../invigilation.ts';

type Db = Kysely<Database> | Transaction<Database>;

export interface InvigilatedSession extends SessionRecord {
  readonly id: string;
  readonly invigilationId: string | null;
  readonly enrolmentId: string;
  readonly assessmentId: string;
}

const columns = [
  'invigilated_session.id',
  'invigilation_id as invigilationId',
  'invigilated_session.enrolment_id as enrolmentId',
  'invigilated_session.assessment_id as assessmentId',
  'began_at as beganAt',
  'ended_at as endedAt',
  'outcome',
  'document_checked as documentChecked',
] as const;

const outcomeIn = (text: string | null): SessionRecord['outcome'] =>
  sessionOutcomes.find((one) => one === text) ?? null;

/** Begins a session unless one is open for the learner and the assessment; says whether it did. */
export async function insertSession(
  trx: Transaction<Database>,
  session: Pick<InvigilatedSession, 'id' | 'enrolmentId' | 'assessmentId' | 'beganAt'> & {
    readonly invigilationId: string;
  },
): Promise<boolean> {
  const inserted = await trx
    .insertInto('invigilated_session')
    .values({
      id: session.id,
      invigilation_id: session.invigilationId,
      enrolment_id: session.enrolmentId,
      assessment_id: session.assessmentId,
      began_at: session.beganAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** The session that is open for a learner at an assessment, while its invigilator still has access. */
export async function findOpenSession(
  db: Db,
  { enrolmentId, assessmentId }: { readonly enrolmentId: string; readonly assessmentId: string },
): Promise<InvigilatedSession | undefined> {
  const row = await db
    .selectFrom('invigilated_session')
    .innerJoin('invigilation', 'invigilation.id', 'invigilation_id')
    .select(columns)
    .where('invigilated_session.enrolment_id', '=', enrolmentId)
    .where('invigilated_session.assessment_id', '=', assessmentId)
    .where('ended_at', 'is', null)
    .where('invigilation.withdrawn_at', 'is', null)
    .executeTakeFirst();
  return row && { ...row, outcome: outcomeIn(row.outcome) };
}

/** A session, held until the transaction ends, so that it ends once. */
export async function lockSession(trx: Transaction<Database>, id: string): Promise<InvigilatedSession | undefined> {
  if (!isId(id)) return undefined;
  const row = await trx
    .selectFrom('invigilated_session')
    .select(columns)
    .where('invigilated_session.id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && { ...row, outcome: outcomeIn(row.outcome) };
}

export async function endSession(
  trx: Transaction<Database>,
  { id, at, ...end }: SessionEnd & { readonly id: string; readonly at: Date },
): Promise<void> {
  await trx
    .updateTable('invigilated_session')
    .set({ ended_at: at, outcome: end.outcome, document_checked: end.documentChecked, note: end.note })
    .where('id', '=', id)
    .execute();
}

/** Ends what is open: of an invigilator whose access ends, or of a learner's assessment what nobody ended for too long. */
export async function breakOff(
  trx: Transaction<Database>,
  which:
    | { readonly invigilationId: string; readonly at: Date }
    | { readonly enrolmentId: string; readonly assessmentId: string; readonly begunBefore: Date; readonly at: Date },
): Promise<void> {
  const query = trx
    .updateTable('invigilated_session')
    .set({ ended_at: which.at, outcome: 'broken-off' })
    .where('ended_at', 'is', null);
  await (
    'invigilationId' in which
      ? query.where('invigilation_id', '=', which.invigilationId)
      : query
          .where('enrolment_id', '=', which.enrolmentId)
          .where('assessment_id', '=', which.assessmentId)
          .where('began_at', '<', which.begunBefore)
  ).execute();
}

/** The attempts at a session's assessment that its learner began in it or after. */
export async function attemptsSince(
  db: Db,
  session: Pick<InvigilatedSession, 'enrolmentId' | 'assessmentId' | 'beganAt'>,
): Promise<readonly (AttemptTime & { readonly dueAt: Date | null })[]> {
  return db
    .selectFrom('attempt')
    .select(['started_at as startedAt', 'submitted_at as submittedAt', 'due_at as dueAt'])
    .where('enrolment_id', '=', session.enrolmentId)
    .where('assessment_id', '=', session.assessmentId)
    .where('started_at', '>=', session.beganAt)
    .execute();
}

export async function hasOpenAttempt(
  db: Db,
  { enrolmentId, assessmentId }: { readonly enrolmentId: string; readonly assessmentId: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('attempt')
    .select('id')
    .where('enrolment_id', '=', enrolmentId)
    .where('assessment_id', '=', assessmentId)
    .where('submitted_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Every attempt of some enrolments beside each session that ended after it began. */
export async function attemptsInSessions(
  db: Db,
  enrolmentIds: readonly string[],
): Promise<
  readonly {
    readonly attempt: AttemptTime & { readonly id: string; readonly assessmentId: string };
    readonly session: SessionRecord;
  }[]
> {
  const rows = await db
    .selectFrom('invigilated_session')
    .innerJoin('attempt', (join) =>
      join
        .onRef('attempt.enrolment_id', '=', 'invigilated_session.enrolment_id')
        .onRef('attempt.assessment_id', '=', 'invigilated_session.assessment_id'),
    )
    .select(columns)
    .select(['attempt.id as attemptId', 'started_at as startedAt', 'submitted_at as submittedAt'])
    .where('invigilated_session.enrolment_id', 'in', enrolmentIds)
    .whereRef('ended_at', '>=', 'started_at')
    .execute();
  return rows.map(({ attemptId, assessmentId, startedAt, submittedAt, ...session }) => ({
    attempt: { id: attemptId, assessmentId, startedAt, submittedAt },
    session: { ...session, outcome: outcomeIn(session.outcome) },
  }));
}

/** Somebody to watch at an assessment, with the newest attempt and the session that is open. Nothing of what they do there. */
export interface Watched {
  readonly enrolmentId: string;
  readonly assessmentId: string;
  readonly name: string;
  readonly title: string;
  readonly startedAt: Date | null;
  readonly submittedAt: Date | null;
  readonly sessionId: string | null;
  readonly beganAt: Date | null;
  readonly invigilationId: string | null;
}

/** Those who take an offering, at each assessment that asks to be supervised: whose session is open first, then by name. */
export async function findWatched(
  db: Db,
  of: { readonly offeringId: string; readonly notPersonId: string; readonly name: string; readonly limit: number },
): Promise<readonly Watched[]> {
  const named = `%${of.name.replaceAll(/[\\%_]/g, (special) => `\\${special}`)}%`;
  const { rows } = await sql<Watched>`
    select enrolment.id as "enrolmentId", assessment.id as "assessmentId", assessment.title,
      coalesce(person.legal_name, person.display_name) as name,
      latest.started_at as "startedAt", latest.submitted_at as "submittedAt",
      session.id as "sessionId", session.began_at as "beganAt", session.invigilation_id as "invigilationId"
    from enrolment
    join person on person.id = enrolment.person_id
    join assessment on assessment.version_id = enrolment.version_id and assessment.settings ->> 'supervision' is not null
    left join lateral (
      select started_at, submitted_at from attempt
      where attempt.enrolment_id = enrolment.id and attempt.assessment_id = assessment.id
      order by number desc limit 1
    ) as latest on true
    left join invigilated_session as session on session.enrolment_id = enrolment.id
      and session.assessment_id = assessment.id and session.ended_at is null
    where enrolment.offering_id = ${of.offeringId} and enrolment.withdrawn_at is null
      and enrolment.person_id <> ${of.notPersonId}
      and coalesce(person.legal_name, person.display_name) ilike ${named}
    order by session.id is null, name, enrolment.id, assessment.position
    limit ${of.limit}
  `.execute(db);
  return rows;
}

/** A session with the names that it belongs to; of whose invigilator has erased their account, no address. */
export interface SessionTold extends SessionRecord {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly email: string | null;
  readonly note: string;
}

/** The newest sessions of an offering, or of one of its invigilators alone. */
export async function findSessions(
  db: Db,
  of: { readonly offeringId: string; readonly invigilationId?: string; readonly limit: number },
): Promise<readonly SessionTold[]> {
  let query = db
    .selectFrom('invigilated_session')
    .innerJoin('enrolment', 'enrolment.id', 'invigilated_session.enrolment_id')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .innerJoin('assessment', 'assessment.id', 'invigilated_session.assessment_id')
    .leftJoin('invigilation', 'invigilation.id', 'invigilation_id')
    .select(columns)
    .select(({ fn }) => [
      fn.coalesce('person.legal_name', 'person.display_name').as('name'),
      'assessment.title',
      'invigilation.email',
      'note',
    ])
    .where('enrolment.offering_id', '=', of.offeringId);
  if (of.invigilationId !== undefined) query = query.where('invigilation_id', '=', of.invigilationId);
  const rows = await query.orderBy('invigilated_session.id', 'desc').limit(of.limit).execute();
  return rows.map((row) => ({ ...row, outcome: outcomeIn(row.outcome) }));
}

interface PersonsSession extends SessionRecord {
  readonly assessment: string;
}

/** What is kept of a person as one who was watched, with what was noted of them, and as one who watched. */
export interface PersonsSessions {
  readonly watchedIn: readonly (PersonsSession & { readonly note: string })[];
  readonly invigilations: readonly { readonly invitedAt: Date; readonly acceptedAt: Date | null }[];
  readonly watched: readonly PersonsSession[];
}

export async function sessionsOfPerson(db: Db, personId: string): Promise<PersonsSessions> {
  const told = db
    .selectFrom('invigilated_session')
    .innerJoin('assessment', 'assessment.id', 'invigilated_session.assessment_id')
    .select([
      'assessment.title as assessment',
      'began_at as beganAt',
      'ended_at as endedAt',
      'outcome',
      'document_checked as documentChecked',
    ])
    .orderBy('invigilated_session.id');
  const watchedIn = await told
    .innerJoin('enrolment', 'enrolment.id', 'invigilated_session.enrolment_id')
    .select('note')
    .where('enrolment.person_id', '=', personId)
    .execute();
  const watched = await told
    .innerJoin('invigilation', 'invigilation.id', 'invigilation_id')
    .where('invigilation.person_id', '=', personId)
    .execute();
  const invigilations = await db
    .selectFrom('invigilation')
    .select(['invited_at as invitedAt', 'accepted_at as acceptedAt'])
    .where('person_id', '=', personId)
    .orderBy('invigilation.id')
    .execute();
  const withOutcome = <Row extends { outcome: string | null }>(rows: readonly Row[]) =>
    rows.map((row) => ({ ...row, outcome: outcomeIn(row.outcome) }));
  return { watchedIn: withOutcome(watchedIn), invigilations, watched: withOutcome(watched) };
}
