import type { Transaction } from 'kysely';
import type { Person } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import { forgetAddress } from './invigilation.store.ts';
import { sessionsOfPerson, type PersonsSessions } from './invigilated-session.store.ts';
import { secondMarkingsOfAttempts } from './second-marking.store.ts';

export interface AssessmentData extends PersonsSessions {
  /** Where a registrar has confirmed that they may be awarded. */
  readonly confirmations: readonly { readonly enrolment: string; readonly confirmedAt: Date }[];
  readonly attempts: readonly {
    readonly id: string;
    /** Null of evidence of prior learning. */
    readonly assessment: string | null;
    readonly number: number;
    readonly startedAt: Date;
    readonly dueAt: Date | null;
    readonly submittedAt: Date | null;
    readonly endedBy: string | null;
    /** Questions they wanted to come back to. */
    readonly flagged: readonly { readonly question: unknown }[];
    /** How the attempt was supervised, as it was recorded. */
    readonly supervision: readonly { readonly kind: string; readonly recordedAt: Date }[];
    /** As they were given; which answer is right belongs to the provider. */
    readonly answers: readonly { readonly question: unknown; readonly response: unknown; readonly savedAt: Date }[];
    /** What was written for a task and not handed in yet, and what was handed in. */
    readonly draft: string | null;
    readonly evidenceDraft: unknown;
    readonly submissions: readonly {
      readonly text: string;
      /** Of prior learning: what shows each outcome. */
      readonly evidence: unknown;
      readonly ownWork: boolean;
      readonly aiUse: string;
      readonly handedInAt: Date;
      readonly returnReason: string | null;
    }[];
    readonly judgements: readonly {
      readonly score: number;
      readonly outOf: number;
      readonly passed: boolean;
      /** Of a task: the level of each criterion, with the assessor's feedback. */
      readonly rubric: unknown;
      readonly feedback: string | null;
      readonly madeAt: Date;
    }[];
    /** Where somebody else marked it a second time: why, with what marks, and what came of it. */
    readonly secondMarkings: readonly {
      readonly reason: string;
      readonly askedAt: Date;
      readonly markedAt: Date | null;
      readonly rubric: unknown;
      readonly feedback: string | null;
      readonly settledAs: string | null;
      readonly settledAt: Date | null;
      readonly settledReason: string | null;
    }[];
  }[];
  readonly accommodations: readonly {
    readonly microcredential: string;
    readonly extraTimePercent: number;
    readonly moreAttempts: number;
    readonly setAt: Date;
  }[];
  readonly resits: readonly { readonly assessment: string; readonly reason: string; readonly grantedAt: Date }[];
}

/** What is kept of a person's attempts, for their own copy of it. */
export async function exportPersonData({ db }: Pick<Platform, 'db'>, personId: string): Promise<AssessmentData> {
  const attempts = await db
    .selectFrom('attempt')
    .innerJoin('enrolment', 'enrolment.id', 'attempt.enrolment_id')
    .leftJoin('assessment', 'assessment.id', 'attempt.assessment_id')
    .select([
      'attempt.id',
      'assessment.title as assessment',
      'attempt.number',
      'attempt.started_at as startedAt',
      'attempt.due_at as dueAt',
      'attempt.submitted_at as submittedAt',
      'attempt.ended_by as endedBy',
    ])
    .where('enrolment.person_id', '=', personId)
    .orderBy('attempt.id')
    .execute();
  const confirmations = await db
    .selectFrom('award_confirmation')
    .innerJoin('enrolment', 'enrolment.id', 'award_confirmation.enrolment_id')
    .select(['enrolment.id as enrolment', 'award_confirmation.confirmed_at as confirmedAt'])
    .where('enrolment.person_id', '=', personId)
    .orderBy('enrolment.id')
    .execute();
  const accommodations = await db
    .selectFrom('accommodation')
    .innerJoin('microcredential', 'microcredential.id', 'accommodation.microcredential_id')
    .select([
      'microcredential.slug as microcredential',
      'extra_time_percent as extraTimePercent',
      'more_attempts as moreAttempts',
      'set_at as setAt',
    ])
    .where('person_id', '=', personId)
    .orderBy('microcredential.slug')
    .execute();
  const resits = await db
    .selectFrom('resit')
    .innerJoin('assessment', 'assessment.id', 'resit.assessment_id')
    .select(['assessment.title as assessment', 'resit.reason', 'resit.granted_at as grantedAt'])
    .where('resit.person_id', '=', personId)
    .orderBy('resit.id')
    .execute();
  const sessions = await sessionsOfPerson(db, personId);
  if (attempts.length === 0) return { ...sessions, confirmations, accommodations, resits, attempts: [] };
  const ids = attempts.map(({ id }) => id);
  const answers = await db
    .selectFrom('answer')
    .innerJoin('question_version', 'question_version.id', 'answer.question_version_id')
    .select(['answer.attempt_id', 'question_version.body as question', 'answer.response', 'answer.saved_at as savedAt'])
    .where('answer.attempt_id', 'in', ids)
    .orderBy('answer.saved_at')
    .execute();
  const flagged = await db
    .selectFrom('attempt_flag')
    .innerJoin('question_version', 'question_version.id', 'attempt_flag.question_version_id')
    .select(['attempt_flag.attempt_id', 'question_version.body as question'])
    .where('attempt_flag.attempt_id', 'in', ids)
    .orderBy('question_version.id')
    .execute();
  const supervision = await db
    .selectFrom('attempt_supervision')
    .select(['attempt_id', 'kind', 'recorded_at as recordedAt'])
    .where('attempt_id', 'in', ids)
    .orderBy('recorded_at')
    .execute();
  const judgements = await db
    .selectFrom('judgement')
    .select(['attempt_id', 'score', 'out_of as outOf', 'passed', 'rubric', 'feedback', 'made_at as madeAt'])
    .where('attempt_id', 'in', ids)
    .orderBy('made_at')
    .execute();
  const drafts = await db
    .selectFrom('submission_draft')
    .select(['attempt_id', 'text', 'evidence'])
    .where('attempt_id', 'in', ids)
    .execute();
  const submissions = await db
    .selectFrom('submission')
    .select([
      'attempt_id',
      'text',
      'evidence',
      'own_work as ownWork',
      'ai_use as aiUse',
      'handed_in_at as handedInAt',
      'return_reason as returnReason',
    ])
    .where('attempt_id', 'in', ids)
    .orderBy('handed_in_at')
    .execute();
  const secondMarkings = await secondMarkingsOfAttempts(db, ids);
  const of = <Row extends { attempt_id: string }>(rows: readonly Row[], id: string) =>
    rows.filter(({ attempt_id }) => attempt_id === id).map(({ attempt_id: _, ...row }) => row);
  return {
    ...sessions,
    confirmations,
    accommodations,
    resits,
    attempts: attempts.map((attempt) => ({
      ...attempt,
      flagged: of(flagged, attempt.id),
      supervision: of(supervision, attempt.id),
      answers: of(answers, attempt.id),
      draft: drafts.find(({ attempt_id }) => attempt_id === attempt.id)?.text ?? null,
      evidenceDraft: drafts.find(({ attempt_id }) => attempt_id === attempt.id)?.evidence ?? null,
      submissions: of(submissions, attempt.id),
      judgements: of(judgements, attempt.id),
      secondMarkings: of(secondMarkings, attempt.id),
    })),
  };
}

/** An invitation to watch from afar holds the address that it was sent to. */
export async function erasePersonData(
  _platform: Platform,
  trx: Transaction<Database>,
  person: Pick<Person, 'email'>,
): Promise<void> {
  await forgetAddress(trx, person.email);
}
