import type { Transaction } from 'kysely';
import { versionById } from '#domain/catalogue/server/api.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import type { Question } from '../question-kinds.ts';
import { insertQuestion, insertQuestionVersion, type Item } from './assessment.store.ts';
import { findBank, markBanked } from './bank.store.ts';
import { findPicture, insertPicture } from './pictures.store.ts';

interface Into {
  readonly fromVersionId: string;
  readonly microcredentialId: string;
  readonly outcomes: ReadonlyMap<string, string>;
}

/**
 * The questions of a version's assessments and of its microcredential's bank, begun anew in another microcredential
 * for its own outcomes, with pictures of its own. Answers the copies' versions by those that were copied.
 */
export async function copyQuestions(
  platform: Platform,
  trx: Transaction<Database>,
  items: readonly Item[],
  into: Into,
): Promise<ReadonlyMap<string, string>> {
  const from = await versionById({ db: trx }, into.fromVersionId);
  if (from === undefined) throw new NotFound('version');
  const bank = await findBank(trx, from.microcredentialId);
  const banked = new Map(bank.map((question) => [question.questionVersionId, question]));
  const copies = new Map<string, string>();
  const questionIds = new Map<string, string>();
  const pictures = new Map<string, string>();
  const at = platform.clock();
  // What a quiz asks may be an older version than the bank's; it comes first, as it did.
  for (const question of [...items, ...bank]) {
    if (copies.has(question.questionVersionId)) continue;
    const known = questionIds.get(question.questionId);
    const questionId = known ?? platform.newId();
    if (known === undefined) {
      questionIds.set(question.questionId, questionId);
      await insertQuestion(trx, { id: questionId, microcredentialId: into.microcredentialId, at });
    }
    const id = platform.newId();
    copies.set(question.questionVersionId, id);
    const { difficulty, tags } = banked.get(question.questionVersionId) ?? { difficulty: null, tags: [] };
    await insertQuestionVersion(trx, {
      id,
      questionId,
      question: await withOwnPicture(platform, trx, question, into.microcredentialId, pictures),
      outcomes: question.outcomes.map((outcome) => into.outcomes.get(outcome) ?? outcome),
      at,
      difficulty,
      tags,
    });
  }
  for (const { questionId } of bank) {
    const copy = questionIds.get(questionId);
    if (copy !== undefined) await markBanked(trx, { microcredentialId: into.microcredentialId, questionId: copy }, at);
  }
  return copies;
}

/** A picture is shown to those who learn in its own microcredential. The stored file is shared, not doubled. */
async function withOwnPicture(
  platform: Platform,
  trx: Transaction<Database>,
  question: Question,
  microcredentialId: string,
  pictures: Map<string, string>,
): Promise<Question> {
  if (question.kind !== 'hotspot') return question;
  const { picture } = question.body;
  const known = pictures.get(picture.id);
  const id = known ?? platform.newId();
  if (known === undefined) {
    const kept = await findPicture(trx, { id: picture.id });
    if (kept === undefined) return question;
    await insertPicture(trx, { ...kept, id, microcredentialId }, platform.clock());
    pictures.set(picture.id, id);
  }
  return { ...question, body: { ...question.body, picture: { ...picture, id } } };
}
