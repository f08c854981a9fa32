import type { Transaction } from 'kysely';
import { draftOutcomes } from '#domain/catalogue/record.ts';
import { createMicrocredential, saveDraft } from '#domain/catalogue/server/api.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { recordAudit, requireRole } from '#domain/identity/server/api.ts';
import { inTransaction } from '#platform/server/in-transaction.ts';
import { within, type Platform } from '#platform/server/platform.ts';
import { scanFile } from '#platform/server/scan-file.ts';
import type { Database } from '#platform/server/schema.ts';
import type { ContentFile } from '../../content-file.ts';
import { renderContent, writeContentPart } from '../content/content-part.ts';
import { insertLesson, insertModule } from '../content/content.store.ts';
import { insertFile } from '../content/files.store.ts';
import { discard, storeBytes } from '../files/store-bytes.ts';
import { bytesHeldBy } from '../files/stored-files.store.ts';
import {
  readCourse,
  type Course,
  type CourseFile,
  type CourseLesson,
  type ImportNote,
  type NoCourse,
} from './read-course.ts';

export interface CourseImported {
  readonly kind: 'imported';
  readonly microcredentialId: string;
  readonly slug: string;
  /** The draft that holds it all. */
  readonly versionId: string;
  readonly title: string;
  readonly modules: number;
  readonly lessons: number;
  readonly outcomes: number;
  readonly figures: number;
  /** Hours; null when no lesson says how long it takes. */
  readonly workloadHours: number | null;
  /** As it stands in the record; null when the folder names none. */
  readonly licence: string | null;
  readonly notes: readonly ImportNote[];
}

export interface CourseToImport {
  readonly organisationId: string;
  readonly files: readonly CourseFile[];
  /** Otherwise as the folder's settings say, or else by its name. */
  readonly title?: string | undefined;
  readonly folderName?: string | undefined;
}

/**
 * Makes a draft microcredential of a course folder: its lessons, figures and licence, its objectives as outcomes, its
 * timings as workload. All of it in one transaction: an import that fails leaves nothing.
 */
export async function importCourse(
  platform: Platform,
  actor: Actor,
  input: CourseToImport,
): Promise<CourseImported | NoCourse> {
  requireRole(actor, input.organisationId, 'author');
  const course = readCourse(input.files, input);
  if ('kind' in course) return course;
  const kept: KeptFile[] = [];
  try {
    const refused = await keepFiles(platform, input.organisationId, course, kept);
    if (refused !== undefined) return refused;
    return await inTransaction(platform.db, (trx) =>
      insertCourse(within(platform, trx), trx, actor, input.organisationId, course, kept),
    );
  } catch (error) {
    for (const { fileKey } of kept) await discard(platform, fileKey);
    throw error;
  }
}

async function insertCourse(
  platform: Platform,
  trx: Transaction<Database>,
  actor: Actor,
  organisationId: string,
  course: Course,
  kept: readonly KeptFile[],
): Promise<CourseImported | NoCourse> {
  const created = await createMicrocredential(platform, actor, { organisationId, title: course.title });
  if (created.kind === 'refused') return created;
  const { microcredential, versionId } = created;
  const outcomes = await writeRecord(platform, actor, versionId, course);
  const modules = await insertLessons(platform, trx, versionId, course, outcomes);
  for (const file of kept) await insertFile(trx, { ...file, versionId });
  await renderContent(trx, versionId);
  await writeContentPart(platform, trx, versionId);
  await recordAudit(platform, trx, actor, {
    action: 'microcredential.imported',
    subjectKind: 'microcredential',
    subjectId: microcredential.id,
    organisationId,
    detail: { versionId, lessons: course.lessons.length, files: kept.length },
  });
  return {
    kind: 'imported',
    microcredentialId: microcredential.id,
    slug: microcredential.slug,
    versionId,
    title: course.title,
    modules,
    lessons: course.lessons.length,
    outcomes: course.objectives.length,
    figures: course.figures.length,
    workloadHours: course.workloadHours ?? null,
    licence: course.licence?.line ?? null,
    notes: course.notes,
  };
}

/** The ids that the objectives have as outcomes. */
async function writeRecord(
  platform: Platform,
  actor: Actor,
  versionId: string,
  course: Course,
): Promise<ReadonlyMap<string, string>> {
  const saved = await saveDraft(platform, actor, {
    versionId,
    record: {
      outcomes: course.objectives.map((text) => ({ text })),
      ...(course.workloadHours === undefined ? {} : { workloadHours: course.workloadHours }),
      ...(course.licence?.line === undefined ? {} : { licence: course.licence.line }),
    },
  });
  // Bounded by what is read of a folder: forty outcomes and a line.
  if (saved.kind === 'refused') throw new Error(`The record of an import could not be saved: ${saved.because}.`);
  return new Map(draftOutcomes(saved.record).map(({ id, text }) => [text, id]));
}

async function insertLessons(
  platform: Platform,
  trx: Transaction<Database>,
  versionId: string,
  course: Course,
  outcomes: ReadonlyMap<string, string>,
): Promise<number> {
  const modules = inModules(course.lessons);
  for (const [index, { title, lessons }] of modules.entries()) {
    const moduleId = platform.newId();
    await insertModule(trx, { id: moduleId, versionId, position: index + 1, title });
    for (const [place, lesson] of lessons.entries()) {
      await insertLesson(trx, {
        id: platform.newId(),
        versionId,
        moduleId,
        position: place + 1,
        slug: lesson.slug,
        title: lesson.title,
        minutes: lesson.minutes,
        source: lesson.source,
        html: '',
        outcomes: lesson.objectives.flatMap((objective) => outcomes.get(objective) ?? []),
      });
    }
  }
  return modules.length;
}

/** Neighbours of the same module belong together. */
function inModules(
  lessons: readonly CourseLesson[],
): readonly { readonly title: string; readonly lessons: CourseLesson[] }[] {
  const modules: { title: string; lessons: CourseLesson[] }[] = [];
  for (const lesson of lessons) {
    const last = modules.at(-1);
    if (last?.title === lesson.module) last.lessons.push(lesson);
    else modules.push({ title: lesson.module, lessons: [lesson] });
  }
  return modules;
}

type KeptFile = Omit<ContentFile, 'versionId'>;

/** Stored before the transaction, each looked at by the scanner first. */
async function keepFiles(
  platform: Platform,
  organisationId: string,
  course: Course,
  kept: KeptFile[],
): Promise<NoCourse | undefined> {
  const licence = course.licence?.file;
  const files = [
    ...course.figures.map(({ path, bytes, type }) => ({ path, bytes, ...type })),
    // Its whole text stays with the content: that is what attribution licences ask for.
    ...(licence === undefined
      ? []
      : [{ ...licence, mediaType: 'text/plain', ending: 'txt', width: null, height: null }]),
  ];
  const bytes = files.reduce((sum, file) => sum + file.bytes.byteLength, 0);
  if ((await bytesHeldBy(platform.db, organisationId)) + bytes > platform.config.uploadQuota)
    return { kind: 'refused', because: 'quota' };
  for (const file of files) {
    const scanned = await scanFile(platform.config, file.bytes);
    if (scanned !== 'clean') return { kind: 'refused', because: scanned };
  }
  for (const { path, width, height, ...file } of files)
    kept.push({ ...(await storeBytes(platform, file)), path, width, height });
  return undefined;
}
