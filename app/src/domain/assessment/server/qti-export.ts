import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import type { Question } from '../question-kinds.ts';
import type { Labels } from '../qti/qti.ts';
import { writePackage, type QuestionToWrite } from '../qti/write-package.ts';
import { itemsOf } from './assessment.store.ts';
import { findBank } from './bank.store.ts';
import { requireBank, type BankAddress } from './bank.ts';
import { requireAuthorOfAssessment } from './draft.ts';
import { findPicture } from './pictures.store.ts';
import { poolsOf, questionsByVersion } from './pools.store.ts';

/** The whole bank as a package of QTI 3.0, keys included. */
export async function exportBank(platform: Platform, actor: Actor, address: BankAddress): Promise<Uint8Array> {
  const { microcredentialId } = await requireBank(platform, actor, address);
  return packed(platform, await findBank(platform.db, microcredentialId));
}

/** What a quiz asks and may draw as a package of QTI 3.0, keys included. */
export async function exportQuiz(platform: Platform, actor: Actor, assessmentId: string): Promise<Uint8Array> {
  const { assessment } = await requireAuthorOfAssessment(platform, actor, assessmentId);
  const fixed = (await itemsOf(platform.db, [assessment.id])).map(({ questionVersionId }) => questionVersionId);
  const drawn = (await poolsOf(platform.db, [assessment.id])).flatMap(({ candidates }) =>
    candidates.map(({ questionVersionId }) => questionVersionId),
  );
  return packed(platform, await questionsByVersion(platform.db, [...new Set([...fixed, ...drawn])]));
}

async function packed(platform: Platform, questions: readonly (Question & Labels)[]): Promise<Uint8Array> {
  const all: QuestionToWrite[] = [];
  for (const [index, question] of questions.entries()) {
    const { outcomes, difficulty, tags } = question;
    all.push({
      name: `question-${String(index + 1).padStart(3, '0')}`,
      question,
      labels: { outcomes, difficulty, tags },
      picture: await pictureOf(platform, question),
    });
  }
  return writePackage(all);
}

async function pictureOf(platform: Platform, question: Question): Promise<QuestionToWrite['picture']> {
  if (question.kind !== 'hotspot') return null;
  const picture = await findPicture(platform.db, { id: question.body.picture.id });
  if (!picture) return null;
  const ending = picture.fileKey.slice(picture.fileKey.lastIndexOf('.') + 1);
  return { bytes: await platform.files.get(picture.fileKey), ending };
}
