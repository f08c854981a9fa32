import type { Transaction } from 'kysely';
import { within, type Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import { announce } from '#platform/server/events.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { isOver, judge, type QuizSettings } from '../assessment.ts';
import { questionKind } from '../question-kinds.ts';
import { answersOf, keepAnswers, type Responses } from './answers.store.ts';
import { assessmentById, type Item } from './assessment.store.ts';
import {
  closeAttempt,
  insertJudgement,
  judgementsOfEnrolment,
  lockAttempt,
  type Attempt,
  type Judgement,
} from './attempt.store.ts';
import { holdErrata } from './errata.store.ts';
import { requireOwnEnrolment } from './own-enrolment.ts';
import { itemsOfAttempt } from './pools.store.ts';
import { onlyAsked, type AnswersSent } from './save-answers.ts';

export interface Judged {
  readonly kind: 'judged';
  readonly enrolmentId: string;
  readonly judgement: Judgement;
  /** The attempt had been submitted before: a double click, a retry. What was judged then stands. */
  readonly again: boolean;
}

/**
 * Takes an attempt in and judges it, once, inside the caller's transaction: the lock on the attempt makes a second
 * submission wait for the first and then find it judged. Answers that come after time and grace are left out.
 */
export async function judgeAttempt(
  platform: Platform,
  trx: Transaction<Database>,
  actor: Actor,
  input: AnswersSent,
): Promise<Judged> {
  const attempt = await lockAttempt(trx, input.attemptId);
  if (!attempt) throw new NotFound('attempt');
  await requireOwnEnrolment(within(platform, trx), actor, attempt.enrolmentId);
  return takeIn(platform, trx, attempt, input);
}

/** Takes in an attempt whose time is over, with what was saved before. Undefined while there is time. */
export async function judgeOverdue(
  platform: Platform,
  trx: Transaction<Database>,
  attemptId: string,
): Promise<Judged | undefined> {
  const attempt = await lockAttempt(trx, attemptId);
  if (!attempt || !isOver(attempt, platform.clock())) return undefined;
  return takeIn(platform, trx, attempt, { attemptId, responses: new Map() });
}

async function takeIn(
  platform: Platform,
  trx: Transaction<Database>,
  attempt: Attempt,
  { responses, from }: AnswersSent,
): Promise<Judged> {
  const { id: attemptId, enrolmentId } = attempt;
  if (attempt.submittedAt) {
    const judgement = (await judgementsOfEnrolment(trx, enrolmentId)).find((one) => one.attemptId === attemptId);
    if (!judgement) throw new NotFound('judgement');
    return { kind: 'judged', enrolmentId, judgement, again: true };
  }

  const assessment = await assessmentById(trx, attempt.assessmentId);
  // A task is judged by a person.
  if (!assessment || assessment.task) throw new NotFound('assessment');
  // Before the keys are read.
  await holdErrata(trx, 'judging');
  const items = await itemsOfAttempt(trx, attempt);
  const at = platform.clock();
  const kinds = new Map(items.map(({ questionVersionId, kind }) => [questionVersionId, kind]));
  if (responses.size > 0 && !isOver(attempt, at)) {
    await keepAnswers(trx, { attemptId, responses: onlyAsked(responses, kinds), flags: new Map(), from, at });
  }
  const kept = await answersOf(trx, attemptId);
  const judgement = {
    ...verdictOn(items, kept.responses, assessment.settings),
    id: platform.newId(),
    attemptId,
    madeAt: at,
  };
  await insertJudgement(trx, judgement);
  await closeAttempt(trx, attemptId, endOf(attempt, at));
  await announce(platform, trx, { type: 'attempt.submitted', data: { attemptId, enrolmentId } });
  return { kind: 'judged', enrolmentId, judgement, again: false };
}

/** An attempt that the clock ended, ended when its time ran out, however much later it is taken in. */
function endOf({ dueAt }: Attempt, at: Date): { readonly submittedAt: Date; readonly endedBy: 'learner' | 'clock' } {
  return dueAt && at >= dueAt ? { submittedAt: dueAt, endedBy: 'clock' } : { submittedAt: at, endedBy: 'learner' };
}

function verdictOn(items: readonly Item[], responses: Responses, settings: QuizSettings): ReturnType<typeof judge> {
  const marks = items.map((item) => ({
    questionVersionId: item.questionVersionId,
    points: questionKind(item.kind).mark(item.key, item.points, responses.get(item.questionVersionId) ?? null),
    outOf: item.points,
    outcomes: item.outcomes,
  }));
  return judge(marks, settings);
}
