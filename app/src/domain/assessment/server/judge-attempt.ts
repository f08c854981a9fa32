import type { Transaction } from 'kysely';
import { within, type Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import { announce } from '#platform/server/events.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { judge, type QuizSettings } from '../assessment.ts';
import { questionKind } from '../question-kinds.ts';
import { assessmentById, type Item } from './assessment.store.ts';
import {
  answersOf,
  closeAttempt,
  insertJudgement,
  judgementsOfEnrolment,
  lockAttempt,
  saveResponses,
  type Judgement,
  type Responses,
} from './attempt.store.ts';
import { requireOwnEnrolment } from './own-enrolment.ts';
import { itemsOfAttempt } from './pools.store.ts';

export interface Judged {
  readonly kind: 'judged';
  readonly enrolmentId: string;
  readonly judgement: Judgement;
  /** The attempt had been submitted before: a double click, a retry. What was judged then stands. */
  readonly again: boolean;
}

/**
 * Takes an attempt in and judges it, once, inside the caller's transaction: the lock on the attempt makes a second
 * submission wait for the first and then find it judged.
 */
export async function judgeAttempt(
  platform: Platform,
  trx: Transaction<Database>,
  actor: Actor,
  input: { readonly attemptId: string; readonly responses: Responses },
): Promise<Judged> {
  const attempt = await lockAttempt(trx, input.attemptId);
  if (!attempt) throw new NotFound('attempt');
  await requireOwnEnrolment(within(platform, trx), actor, attempt.enrolmentId);

  if (attempt.submittedAt) {
    const judgement = (await judgementsOfEnrolment(trx, attempt.enrolmentId)).find(
      (one) => one.attemptId === attempt.id,
    );
    if (!judgement) throw new NotFound('judgement');
    return { kind: 'judged', enrolmentId: attempt.enrolmentId, judgement, again: true };
  }

  const assessment = await assessmentById(trx, attempt.assessmentId);
  if (!assessment) throw new NotFound('assessment');
  const items = await itemsOfAttempt(trx, attempt);
  const at = platform.clock();
  await saveResponses(trx, attempt.id, onlyAsked(input.responses, items), at);
  const judgement = {
    ...verdictOn(items, await answersOf(trx, attempt.id), assessment.settings),
    id: platform.newId(),
    attemptId: attempt.id,
    madeAt: at,
  };
  await insertJudgement(trx, judgement);
  await closeAttempt(trx, attempt.id, at);
  await announce(platform, trx, {
    type: 'attempt.submitted',
    data: { attemptId: attempt.id, enrolmentId: attempt.enrolmentId },
  });
  return { kind: 'judged', enrolmentId: attempt.enrolmentId, judgement, again: false };
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

/** A form may name any question and answer it anyhow; only what this paper asks, answered in its kind, is kept. */
export function onlyAsked(responses: Responses, items: readonly Item[]): Responses {
  const asked = new Map(items.map((item) => [item.questionVersionId, questionKind(item.kind)]));
  return new Map(
    [...responses].flatMap(([questionVersionId, response]) => {
      const read = asked.get(questionVersionId)?.response.safeParse(response);
      return read?.success ? [[questionVersionId, read.data] as const] : [];
    }),
  );
}
