import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { fileKey } from '#platform/server/files.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { pictureType } from '#domain/learning/server/api.ts';
import { difficulties, tagsIn } from '../pools.ts';
import { parseQuestion, type Question, type QuestionKindId, type QuestionProblem } from '../question-kinds.ts';
import type { ItemNote, ItemRefusal } from '../qti/qti.ts';
import type { PictureOf } from '../qti/read-item.ts';
import { readPackage, type ReadRow } from '../qti/read-package.ts';
import { insertQuestion, insertQuestionVersion } from './assessment.store.ts';
import { findBank, markBanked, type BankQuestion } from './bank.store.ts';
import { requireBank, type Bank, type BankAddress } from './bank.ts';
import { changeBank } from './edit-bank.ts';
import { findPicture } from './pictures.store.ts';
import { openPackage, type NoPackage, type QtiPackage } from './qti-package.ts';
import { keepPicture } from './question-pictures.ts';

/** One item of a package, as it would be taken or was. */
export type QtiRow =
  | {
      readonly kind: 'question';
      readonly path: string;
      readonly as: QuestionKindId;
      readonly prompt: string;
      readonly notes: readonly ItemNote[];
      /** The bank has the very same question. */
      readonly known: boolean;
      /** It brings outcomes of this microcredential along. */
      readonly hasOutcomes: boolean;
    }
  | {
      readonly kind: 'refused';
      readonly path: string;
      readonly because: ItemRefusal;
      readonly detail: string;
      readonly problems: readonly QuestionProblem[];
    };

export interface QtiPreview {
  readonly kind: 'preview';
  /** Names the upload that was shown, so that no other is taken. */
  readonly upload: string;
  readonly rows: readonly QtiRow[];
  readonly leftOut: readonly string[];
}

export type QtiImported =
  | { readonly kind: 'imported'; readonly added: number; readonly known: number; readonly refused: number }
  | { readonly kind: 'refused'; readonly because: 'upload-gone' | 'no-outcome' };

/** The one upload of a microcredential that waits for its import; the next takes its place. */
const uploadKey = (microcredentialId: string): string => fileKey('qti', microcredentialId, 'bin');
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Reads a package or an item and says what of it would come into the bank. Nothing changes but that the upload waits. */
export async function previewQti(
  platform: Platform,
  actor: Actor,
  address: BankAddress,
  { bytes, name }: { readonly bytes: Uint8Array; readonly name: string },
): Promise<QtiPreview | NoPackage> {
  const bank = await requireBank(platform, actor, address);
  const opened = await openPackage(bytes, name);
  if (opened.kind === 'refused') return opened;
  const read = await readWith(opened, async (picture) => {
    const kept = await findPicture(platform.db, { microcredentialId: bank.microcredentialId, sha256: hashOf(picture) });
    const type = pictureType(picture);
    if (type?.width == null || type.height === null) return 'picture-refused';
    return { id: kept?.id ?? '00000000-0000-7000-8000-000000000000', width: type.width, height: type.height };
  });
  await platform.files.put(uploadKey(bank.microcredentialId), bytes, { mediaType: 'application/octet-stream' });
  const known = await findBank(platform.db, bank.microcredentialId);
  return {
    kind: 'preview',
    upload: hashOf(bytes),
    rows: read.map((row) => rowOf(row, bank, known)),
    leftOut: opened.leftOut,
  };
}

/** Takes what was shown into the bank, in one transaction. Done again, it finds every question there and adds none. */
export async function importQti(
  platform: Platform,
  actor: Actor,
  address: BankAddress,
  input: {
    readonly upload: string;
    readonly name: string;
    readonly outcomes: readonly string[];
    readonly tags: string;
  },
): Promise<QtiImported> {
  const bank = await requireBank(platform, actor, address);
  const key = uploadKey(bank.microcredentialId);
  const bytes = (await platform.files.exists(key)) ? await platform.files.get(key) : undefined;
  if (!bytes || hashOf(bytes) !== input.upload) return { kind: 'refused', because: 'upload-gone' };
  const opened = await openPackage(bytes, input.name);
  if (opened.kind === 'refused') return { kind: 'refused', because: 'upload-gone' };
  const chosen = knownOutcomes(bank, input.outcomes);
  const read = await readWith(opened, async (picture) => {
    const kept = await keepPicture(platform, bank.microcredentialId, picture);
    return kept.kind === 'refused' ? 'picture-refused' : kept.picture;
  });
  const taken = read.flatMap(({ result, labels }) =>
    result.kind === 'read' ? [{ question: result.question, labels, own: knownOutcomes(bank, labels?.outcomes) }] : [],
  );
  if (chosen.length === 0 && taken.some(({ own }) => own.length === 0))
    return { kind: 'refused', because: 'no-outcome' };

  let added = 0;
  await changeBank(platform, bank, async (trx) => {
    const at = platform.clock();
    const there: Question[] = [...(await findBank(trx, bank.microcredentialId))];
    for (const { question, labels, own } of taken) {
      if (isKnown(question, there)) continue;
      there.push(question);
      const questionId = platform.newId();
      await insertQuestion(trx, { id: questionId, microcredentialId: bank.microcredentialId, at });
      await markBanked(trx, { microcredentialId: bank.microcredentialId, questionId }, at);
      await insertQuestionVersion(trx, {
        id: platform.newId(),
        questionId,
        question: parseQuestion(question),
        outcomes: own.length > 0 ? own : chosen,
        at,
        difficulty: difficulties.find((one) => one === labels?.difficulty) ?? null,
        tags: tagsIn([...(labels?.tags ?? []), input.tags].join(',')),
      });
      added += 1;
    }
  });
  return { kind: 'imported', added, known: taken.length - added, refused: read.length - taken.length };
}

/** Reads a package whose pictures have to be asked for: once to learn which it shows, once with what was answered. */
async function readWith(
  opened: QtiPackage,
  ask: (picture: Uint8Array) => Promise<ReturnType<PictureOf>>,
): Promise<readonly ReadRow[]> {
  const shown = new Map<Uint8Array, ReturnType<PictureOf>>();
  readPackage(opened, (picture) => {
    shown.set(picture, 'picture-refused');
    return { id: '00000000-0000-7000-8000-000000000000', width: 1, height: 1 };
  });
  for (const picture of shown.keys()) shown.set(picture, await ask(picture));
  return readPackage(opened, (picture) => shown.get(picture) ?? 'picture-missing');
}

function knownOutcomes({ outcomes }: Bank, ids: readonly string[] = []): readonly string[] {
  return outcomes.filter(({ id }) => ids.includes(id)).map(({ id }) => id);
}

function isKnown(question: Question, bank: readonly (Question | BankQuestion)[]): boolean {
  return bank.some(
    ({ kind, body, key }) =>
      kind === question.kind && isDeepStrictEqual(body, question.body) && isDeepStrictEqual(key, question.key),
  );
}

function rowOf({ path, labels, result }: ReadRow, bank: Bank, known: readonly BankQuestion[]): QtiRow {
  if (result.kind === 'refused') {
    const { because, detail, problems = [] } = result;
    return { kind: 'refused', path, because, detail, problems };
  }
  return {
    kind: 'question',
    path,
    as: result.question.kind,
    prompt: result.question.body.prompt,
    notes: result.notes,
    known: isKnown(result.question, known),
    hasOutcomes: knownOutcomes(bank, labels?.outcomes).length > 0,
  };
}
