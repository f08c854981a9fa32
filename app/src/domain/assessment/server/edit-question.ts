import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { draftOutcomes } from '#domain/catalogue/record.ts';
import { holdDraft } from '#domain/catalogue/server/api.ts';
import { parseQuestion, questionKind, type Question, type QuestionProblem } from '../question-kinds.ts';
import {
  deleteItem,
  insertItem,
  insertQuestion,
  insertQuestionVersion,
  itemsOf,
  orderItems,
  replaceItem,
} from './assessment.store.ts';
import { requireAuthorOfQuiz } from './draft.ts';
import { pictureProblems } from './question-pictures.ts';
import { refreshPools } from './refresh-pools.ts';

export type QuestionInput = Question & {
  readonly assessmentId: string;
  /** The version being changed; null for a new question. */
  readonly questionVersionId: string | null;
  readonly outcomes: readonly string[];
  readonly points: number;
};

export type QuestionSaved =
  | { readonly kind: 'saved'; readonly questionVersionId: string }
  | {
      readonly kind: 'refused';
      readonly because: 'question-incomplete';
      readonly problems: readonly (QuestionProblem | 'no-outcome')[];
    };

/** Adds a question, or a new version of one: earlier versions stay, since answers refer to them. */
export async function saveQuestion(platform: Platform, actor: Actor, input: QuestionInput): Promise<QuestionSaved> {
  const { assessment, version } = await requireAuthorOfQuiz(platform, actor, input.assessmentId);
  const known = new Set(draftOutcomes(version.record).map(({ id }) => id));
  const outcomes = input.outcomes.filter((outcome) => known.has(outcome));
  const problems = [
    ...questionKind(input.kind).problems(input.body, input.key),
    ...(await pictureProblems(platform.db, input, version.microcredentialId)),
    ...(outcomes.length === 0 ? ['no-outcome' as const] : []),
  ];
  if (problems.length > 0) return { kind: 'refused', because: 'question-incomplete', problems };

  const question = parseQuestion(input);
  const id = platform.newId();
  await platform.db.transaction().execute(async (trx) => {
    await holdDraft(trx, assessment.versionId);
    const at = platform.clock();
    const items = await itemsOf(trx, [assessment.id]);
    const changed = items.find((item) => item.questionVersionId === input.questionVersionId);
    if (input.questionVersionId !== null && !changed) throw new NotFound('question');
    const questionId = changed?.questionId ?? platform.newId();
    if (!changed) await insertQuestion(trx, { id: questionId, microcredentialId: version.microcredentialId, at });
    await insertQuestionVersion(trx, { id, questionId, question, outcomes, at });
    if (changed)
      await replaceItem(trx, assessment.id, changed.questionVersionId, { questionVersionId: id, points: input.points });
    else {
      const position = items.length + 1;
      await insertItem(trx, {
        assessmentId: assessment.id,
        versionId: version.id,
        questionVersionId: id,
        position,
        points: input.points,
      });
    }
    await refreshPools(platform, trx, { versionId: version.id, microcredentialId: version.microcredentialId });
  });
  return { kind: 'saved', questionVersionId: id };
}

/** Takes a question out of a draft's quiz. The question itself stays for the versions that ask it. */
export async function removeQuestion(
  platform: Platform,
  actor: Actor,
  input: { readonly assessmentId: string; readonly questionVersionId: string },
): Promise<void> {
  const { assessment, version } = await requireAuthorOfQuiz(platform, actor, input.assessmentId);
  await platform.db.transaction().execute(async (trx) => {
    await holdDraft(trx, assessment.versionId);
    await deleteItem(trx, assessment.id, input.questionVersionId);
    const left = await itemsOf(trx, [assessment.id]);
    await orderItems(
      trx,
      assessment.id,
      left.map((item) => item.questionVersionId),
    );
    await refreshPools(platform, trx, { versionId: version.id, microcredentialId: version.microcredentialId });
  });
}

/** Moves a question one place; at either end it stays where it is. */
export async function moveQuestion(
  platform: Platform,
  actor: Actor,
  input: { readonly assessmentId: string; readonly questionVersionId: string; readonly direction: 'earlier' | 'later' },
): Promise<void> {
  const { assessment, version } = await requireAuthorOfQuiz(platform, actor, input.assessmentId);
  await platform.db.transaction().execute(async (trx) => {
    await holdDraft(trx, assessment.versionId);
    const order = (await itemsOf(trx, [assessment.id])).map((item) => item.questionVersionId);
    await orderItems(trx, assessment.id, moved(order, input.questionVersionId, input.direction === 'earlier' ? -1 : 1));
    await refreshPools(platform, trx, { versionId: version.id, microcredentialId: version.microcredentialId });
  });
}

function moved(order: readonly string[], id: string, step: -1 | 1): readonly string[] {
  const from = order.indexOf(id);
  const to = from + step;
  if (from < 0 || to < 0 || to >= order.length) return order;
  const without = order.filter((one) => one !== id);
  return [...without.slice(0, to), id, ...without.slice(to)];
}
