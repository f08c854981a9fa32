import type { Transaction } from 'kysely';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { holdDraft } from '#domain/catalogue/server/api.ts';
import { mostTags, type Difficulty } from '../pools.ts';
import { parseQuestion, questionKind, type Question } from '../question-kinds.ts';
import { insertQuestion, insertQuestionVersion } from './assessment.store.ts';
import { findBank, lockBank, markBanked, renewItems } from './bank.store.ts';
import { requireBank, type Bank, type BankAddress } from './bank.ts';
import type { QuestionSaved } from './edit-question.ts';
import { pictureProblems } from './question-pictures.ts';
import { refreshPools } from './refresh-pools.ts';

export type BankQuestionInput = Question & {
  /** The question being changed; null for a new one. */
  readonly questionId: string | null;
  readonly outcomes: readonly string[];
  readonly difficulty: Difficulty | null;
  readonly tags: readonly string[];
};

/**
 * Adds a question to the bank, or a new version of one. What is published keeps asking the version it was published
 * with; a draft asks the new one from now on.
 */
export async function saveBankQuestion(
  platform: Platform,
  actor: Actor,
  address: BankAddress,
  input: BankQuestionInput,
): Promise<QuestionSaved> {
  const bank = await requireBank(platform, actor, address);
  const known = new Set(bank.outcomes.map(({ id }) => id));
  const outcomes = input.outcomes.filter((outcome) => known.has(outcome));
  const problems = [
    ...questionKind(input.kind).problems(input.body, input.key),
    ...(await pictureProblems(platform.db, input, bank.microcredentialId)),
    ...(outcomes.length === 0 ? ['no-outcome' as const] : []),
  ];
  if (problems.length > 0) return { kind: 'refused', because: 'question-incomplete', problems };

  const question = parseQuestion(input);
  const id = platform.newId();
  await changeBank(platform, bank, async (trx) => {
    const at = platform.clock();
    const questionId = input.questionId ?? platform.newId();
    if (input.questionId === null) {
      await insertQuestion(trx, { id: questionId, microcredentialId: bank.microcredentialId, at });
      await markBanked(trx, { microcredentialId: bank.microcredentialId, questionId }, at);
    } else if ((await findBank(trx, bank.microcredentialId, questionId)).length === 0) throw new NotFound('question');
    const tags = input.tags.slice(0, mostTags);
    await insertQuestionVersion(trx, {
      id,
      questionId,
      question,
      outcomes,
      at,
      difficulty: input.difficulty,
      tags,
    });
    if (bank.draft) await renewItems(trx, { versionId: bank.draft.id, questionId, questionVersionId: id });
  });
  return { kind: 'saved', questionVersionId: id };
}

/** Lets pools draw a question that a quiz asks, or lets them draw it no longer. Either way the quiz goes on asking it. */
export async function keepInBank(
  platform: Platform,
  actor: Actor,
  address: BankAddress,
  input: { readonly questionId: string; readonly keep: boolean },
): Promise<void> {
  const bank = await requireBank(platform, actor, address);
  await changeBank(platform, bank, async (trx) => {
    const question = { microcredentialId: bank.microcredentialId, questionId: input.questionId };
    if (!(await markBanked(trx, question, input.keep ? platform.clock() : null))) throw new NotFound('question');
  });
}

/** Changes the bank, with the pools of the draft that draw from it, in one transaction. */
export async function changeBank(
  platform: Platform,
  { draft, microcredentialId }: Bank,
  change: (trx: Transaction<Database>) => Promise<void>,
): Promise<void> {
  await platform.db.transaction().execute(async (trx) => {
    if (draft) await holdDraft(trx, draft.id);
    await lockBank(trx, microcredentialId);
    await change(trx);
    if (draft) await refreshPools(platform, trx, { versionId: draft.id, microcredentialId });
  });
}
