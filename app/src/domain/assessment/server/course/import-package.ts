import type { Transaction } from 'kysely';
import { draftTitle } from '#domain/catalogue/record.ts';
import type { DraftVersion } from '#domain/catalogue/catalogue.ts';
import { createMicrocredential, holdDraft, saveDraft } from '#domain/catalogue/server/api.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { recordAudit } from '#domain/identity/server/api.ts';
import {
  discardFile,
  keepCarried,
  organisationRoom,
  replaceContent,
  type CourseFile,
  type KeptFile,
} from '#domain/learning/server/api.ts';
import { fileKey } from '#platform/server/files.ts';
import { inTransaction } from '#platform/server/in-transaction.ts';
import { within, type Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import { lockBank } from '../bank.store.ts';
import { findPicture, insertPicture, type QuestionPicture } from '../pictures.store.ts';
import { carriedElements, courseOfVersion, type PackagedVersion } from './course-of-version.ts';
import { addressOfFile, type CoursePackage, type PackageNote } from './course-package.ts';
import { judgePackage, type NoPackageJudged, type PackageJudged } from './judge-package.ts';
import { replaceAssessment } from './replace-assessment.ts';
import { fingerprintOf } from './write-course.ts';

/** Where a package goes: it begins a microcredential, or takes the place of what a draft says. */
export type PackageTarget =
  | { readonly kind: 'new'; readonly organisationId: string; readonly otherwiseCalled: string }
  | {
      readonly kind: 'draft';
      readonly organisationId: string;
      readonly slug: string;
      readonly draft: DraftVersion;
      /** The fingerprint of what was compared; nothing is replaced that nobody has seen. */
      readonly basedOn: string;
    };

export interface PackageImported {
  readonly kind: 'imported' | 'unchanged';
  readonly slug: string;
  readonly versionId: string;
  readonly course: CoursePackage;
  readonly notes: readonly PackageNote[];
}

export type PackageNotImported =
  | NoPackageJudged
  | {
      readonly kind: 'refused';
      readonly because: 'quota' | 'changed-meanwhile' | 'title-too-long';
      readonly detail: string;
    };

const refused = (because: 'quota' | 'changed-meanwhile' | 'title-too-long'): PackageNotImported => ({
  kind: 'refused',
  because,
  detail: '',
});

/**
 * Takes a package whole or not at all, for authors whom the caller has asked. An import of what the draft says already
 * changes nothing, and says so.
 */
export async function importPackage(
  platform: Platform,
  actor: Actor,
  files: readonly CourseFile[],
  target: PackageTarget,
): Promise<PackageImported | PackageNotImported> {
  const before = target.kind === 'draft' ? await courseOfVersion(platform, actor, target.draft) : undefined;
  if (target.kind === 'draft' && before !== undefined && fingerprintOf(before.course) !== target.basedOn)
    return refused('changed-meanwhile');
  const judged = await judgePackage(platform, files, before);
  if (judged.kind === 'refused') return judged;
  if (!(await hasRoom(platform, target.organisationId, judged))) return refused('quota');
  const kept = new Map<string, KeptFile>();
  try {
    for (const [path, file] of judged.fresh)
      if (!path.startsWith('questions/')) kept.set(path, await keepCarried(platform, file));
    const pictures = await keepPictures(platform, judged);
    return await inTransaction(platform.db, (trx) =>
      place(within(platform, trx), trx, actor, { target, judged, kept, pictures }),
    );
  } catch (error) {
    for (const file of kept.values()) await discardFile(platform, file.fileKey);
    throw error;
  }
}

/** Whether a provider may hold what is new of a package. */
export async function hasRoom(
  platform: Platform,
  organisationId: string,
  { fresh }: Pick<PackageJudged, 'fresh'>,
): Promise<boolean> {
  const { used, quota } = await organisationRoom(platform, organisationId);
  return used + [...fresh.values()].reduce((sum, { bytes }) => sum + bytes.byteLength, 0) <= quota;
}

interface Placing {
  readonly target: PackageTarget;
  readonly judged: PackageJudged;
  readonly kept: ReadonlyMap<string, KeptFile>;
  readonly pictures: ReadonlyMap<string, Omit<QuestionPicture, 'microcredentialId'>>;
}

async function place(
  platform: Platform,
  trx: Transaction<Database>,
  actor: Actor,
  { target, judged, kept, pictures }: Placing,
): Promise<PackageImported | PackageNotImported> {
  const { course, notes } = judged;
  const begun = await beginOrHold(platform, trx, actor, target, course);
  if (begun.kind === 'refused') return begun;
  const { draft, slug, before } = begun;
  const { id: versionId, microcredentialId } = draft;
  if (before !== undefined && fingerprintOf(before.course) === fingerprintOf(course))
    return { kind: 'unchanged', slug, versionId, course, notes };

  const outcomes = outcomeIds(platform, course, before);
  await writeRecord(platform, actor, versionId, course, outcomes);
  const idsOf = (keys: readonly string[]) => keys.flatMap((key) => outcomes.get(key) ?? []);
  const held = new Map((before?.files ?? []).map((file) => [file.sha256, file]));
  await replaceContent(platform, trx, versionId, {
    modules: course.modules.map(({ title, lessons }) => ({
      title,
      lessons: lessons.map((lesson) => ({ ...lesson, outcomes: idsOf(lesson.outcomes) })),
    })),
    files: course.files.flatMap(({ path, sha256 }) => {
      const file = kept.get(addressOfFile(path)) ?? held.get(sha256);
      return file === undefined ? [] : [{ ...file, path }];
    }),
  });
  const shown = await placePictures(platform, trx, microcredentialId, course, pictures);
  await replaceAssessment(platform, trx, course, { versionId, microcredentialId, before, outcomes, pictures: shown });
  await recordAudit(platform, trx, actor, {
    action: target.kind === 'new' ? 'microcredential.imported' : 'version.imported',
    subjectKind: target.kind === 'new' ? 'microcredential' : 'version',
    subjectId: target.kind === 'new' ? microcredentialId : versionId,
    organisationId: target.organisationId,
    detail: {
      versionId,
      lessons: course.modules.reduce((sum, { lessons }) => sum + lessons.length, 0),
      files: course.files.length,
    },
  });
  return { kind: 'imported', slug, versionId, course, notes };
}

interface Begun {
  readonly kind: 'begun';
  readonly draft: Pick<DraftVersion, 'id' | 'microcredentialId'>;
  readonly slug: string;
  readonly before: PackagedVersion | undefined;
}

async function beginOrHold(
  platform: Platform,
  trx: Transaction<Database>,
  actor: Actor,
  target: PackageTarget,
  course: CoursePackage,
): Promise<Begun | PackageNotImported> {
  if (target.kind === 'draft') {
    const draft = await holdDraft(trx, target.draft.id);
    await lockBank(trx, draft.microcredentialId);
    const before = await courseOfVersion(platform, actor, draft);
    if (fingerprintOf(before.course) !== target.basedOn) return refused('changed-meanwhile');
    return { kind: 'begun', draft, slug: target.slug, before };
  }
  const { organisationId } = target;
  const title = draftTitle(course.record) || target.otherwiseCalled;
  const created = await createMicrocredential(platform, actor, { organisationId, title });
  if (created.kind === 'refused') return refused('title-too-long');
  const { microcredential, versionId } = created;
  const draft = { id: versionId, microcredentialId: microcredential.id };
  return { kind: 'begun', draft, slug: microcredential.slug, before: undefined };
}

/** An outcome is the same one by its key, so that evidence for it counts on; any other is new. */
function outcomeIds(
  platform: Platform,
  course: CoursePackage,
  before: PackagedVersion | undefined,
): ReadonlyMap<string, string> {
  return new Map(course.outcomes.map(({ key }) => [key, before?.outcomeIds.get(key) ?? platform.newId()]));
}

async function writeRecord(
  platform: Platform,
  actor: Actor,
  versionId: string,
  { record, outcomes }: CoursePackage,
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  const saved = await saveDraft(platform, actor, {
    versionId,
    record: {
      // What the package doesn't say, the draft says no more.
      ...Object.fromEntries(carriedElements.map((element) => [element, undefined])),
      ...record,
      outcomes: outcomes.map(({ key, text }) => ({ id: ids.get(key), text })),
    },
  });
  // Bounded by what is read of a package.
  if (saved.kind === 'refused') throw new Error(`The record of an import could not be saved: ${saved.because}.`);
}

/** Stored before the transaction; one that no row holds in the end is only bytes under a key that nobody knows. */
async function keepPictures(
  platform: Platform,
  { fresh }: PackageJudged,
): Promise<ReadonlyMap<string, Omit<QuestionPicture, 'microcredentialId'>>> {
  const kept = new Map<string, Omit<QuestionPicture, 'microcredentialId'>>();
  for (const [path, file] of fresh) {
    if (!path.startsWith('questions/') || kept.has(file.sha256)) continue;
    const id = platform.newId();
    const { mediaType, sha256, width, height, bytes, ending } = file;
    if (width === null || height === null) continue;
    const key = fileKey('questions', id, ending);
    await platform.files.put(key, bytes, { mediaType });
    kept.set(sha256, { id, mediaType, bytes: bytes.byteLength, sha256, fileKey: key, width, height });
  }
  return kept;
}

/** The id of the picture that a question shows, by the question's name: the same bytes are held once. */
async function placePictures(
  platform: Platform,
  trx: Transaction<Database>,
  microcredentialId: string,
  { questions }: CoursePackage,
  kept: Placing['pictures'],
): Promise<ReadonlyMap<string, string>> {
  const shown = new Map<string, string>();
  for (const { name, picture } of questions) {
    if (picture === null) continue;
    const { sha256 } = picture;
    const known = await findPicture(trx, { microcredentialId, sha256 });
    const fresh = kept.get(sha256);
    if (known !== undefined) shown.set(name, known.id);
    else if (fresh !== undefined) {
      await insertPicture(trx, { ...fresh, microcredentialId }, platform.clock());
      shown.set(name, fresh.id);
    }
  }
  return shown;
}
