import { createHash } from 'node:crypto';
import { fileKey } from '#platform/server/files.ts';
import type { Platform } from '#platform/server/platform.ts';
import { takeFromLimit } from '#platform/server/rate-limit.ts';
import { hasRole, roles, type Actor } from '#domain/identity/identity.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { microcredentialById } from '#domain/catalogue/server/api.ts';
import { fileLimit, pictureLimit } from '#domain/learning/content-file.ts';
import { ownEnrolmentIn, pictureType } from '#domain/learning/server/api.ts';
import type { Question, QuestionProblem } from '../question-kinds.ts';
import { requireBank, type BankAddress } from './bank.ts';
import { countPictures, findPicture, insertPicture, type QuestionPicture } from './pictures.store.ts';

/** As for the pictures of lessons: more than a team adds in a row, too little to fill a disk with. */
const uploads = { limit: 200, windowSeconds: 3600 };

export type PictureKept =
  | { readonly kind: 'kept'; readonly picture: QuestionPicture }
  | {
      readonly kind: 'refused';
      readonly because: 'too-large' | 'not-a-picture' | 'size-unknown' | 'too-many-files' | 'too-often';
    };

/** Keeps a picture for questions. What it is, its bytes say; the same bytes are kept once. */
export async function addQuestionPicture(
  platform: Platform,
  actor: Actor,
  { bytes, ...address }: BankAddress & { readonly bytes: Uint8Array },
): Promise<PictureKept> {
  const { microcredentialId } = await requireBank(platform, actor, address);
  return keepPicture(platform, microcredentialId, bytes);
}

/** Keeps a picture for those who may change the bank, whom the caller has asked. */
export async function keepPicture(
  platform: Platform,
  microcredentialId: string,
  bytes: Uint8Array,
): Promise<PictureKept> {
  if (bytes.byteLength > pictureLimit) return { kind: 'refused', because: 'too-large' };
  const type = pictureType(bytes);
  if (type === null) return { kind: 'refused', because: 'not-a-picture' };
  if (type.width === null || type.height === null) return { kind: 'refused', because: 'size-unknown' };
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const known = await findPicture(platform.db, { microcredentialId, sha256 });
  if (known) return { kind: 'kept', picture: known };
  const taken = await takeFromLimit(platform, { key: `question-picture/${microcredentialId}`, ...uploads });
  if (taken.kind === 'limited') return { kind: 'refused', because: 'too-often' };
  if ((await countPictures(platform.db, microcredentialId)) >= fileLimit)
    return { kind: 'refused', because: 'too-many-files' };

  const id = platform.newId();
  const { mediaType, width, height } = type;
  const key = fileKey('questions', id, type.ending);
  const picture = { id, microcredentialId, mediaType, bytes: bytes.byteLength, sha256, fileKey: key, width, height };
  await platform.files.put(key, bytes, { mediaType });
  try {
    await insertPicture(platform.db, picture, platform.clock());
  } catch (error) {
    await platform.files.delete(key);
    throw error;
  }
  return { kind: 'kept', picture };
}

/**
 * A picture of a question, for the learners of its microcredential and the provider's members.
 * @throws {NotFound} there is none, or none that the actor may see; the two answer alike
 */
export async function questionPicture(platform: Platform, actor: Actor, id: string): Promise<QuestionPicture> {
  const picture = await findPicture(platform.db, { id });
  const microcredential = picture && (await microcredentialById(platform, picture.microcredentialId));
  if (!picture || !microcredential) throw new NotFound('picture');
  const { id: microcredentialId, organisationId } = microcredential;
  const mayLook =
    hasRole(actor, organisationId, roles) ||
    (await ownEnrolmentIn(platform, actor, { microcredentialId })) !== undefined;
  if (!mayLook) throw new NotFound('picture');
  return picture;
}

/** A question shows a picture of its own microcredential: another's, its learners would not see. */
export async function pictureProblems(
  db: Platform['db'],
  question: Question,
  microcredentialId: string,
): Promise<readonly QuestionProblem[]> {
  if (question.kind !== 'hotspot' || question.body.picture.id === '') return [];
  const picture = await findPicture(db, { id: question.body.picture.id });
  return picture?.microcredentialId === microcredentialId ? [] : ['picture-missing'];
}
