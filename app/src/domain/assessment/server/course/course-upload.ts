import { studioMicrocredential } from '#domain/catalogue/server/api.ts';
import { draftTitle } from '#domain/catalogue/record.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, requireRole } from '#domain/identity/server/api.ts';
import { readPackageZip, ZipFault, type CourseFile, type ZipRefusal } from '#domain/learning/server/api.ts';
import { organisationBySlug } from '#domain/organisations/server/api.ts';
import { fileKey } from '#platform/server/files.ts';
import type { Platform } from '#platform/server/platform.ts';
import { takeFromLimit } from '#platform/server/rate-limit.ts';
import { changesBetween, type CourseChange } from './course-changes.ts';
import { courseOfVersion } from './course-of-version.ts';
import type { PackageNote } from './course-package.ts';
import {
  hasRoom,
  importPackage,
  type PackageImported,
  type PackageNotImported,
  type PackageTarget,
} from './import-package.ts';
import { judgePackage } from './judge-package.ts';
import { fingerprintOf, hashOf } from './write-course.ts';

/** Where an upload goes, as the studio's addresses say it: without a slug it begins a microcredential. */
export interface UploadAddress {
  readonly organisationSlug: string;
  readonly slug?: string;
}

export interface CoursePreview {
  readonly kind: 'preview';
  /** Names the upload that was shown, so that no other is taken; and the draft that it was compared with. */
  readonly upload: string;
  readonly basedOn: string;
  readonly title: string;
  readonly lessons: number;
  readonly questions: number;
  readonly assessments: number;
  readonly files: number;
  readonly changes: readonly CourseChange[];
  readonly notes: readonly PackageNote[];
}

export type NoUpload =
  | PackageNotImported
  | {
      readonly kind: 'refused';
      readonly because: 'no-file' | 'upload-gone' | 'too-often' | `zip-${ZipRefusal}`;
      readonly detail: string;
    };

/** More than a team compares in an hour; each takes as much work as a hundred uploads of a file. */
const uploads = { limit: 60, windowSeconds: 3600 };

const refused = (because: 'no-file' | 'upload-gone' | 'too-often' | `zip-${ZipRefusal}`, detail = ''): NoUpload => ({
  kind: 'refused',
  because,
  detail,
});

/** Says what a zip would bring, replace and leave out. Nothing changes but that the upload waits for the answer. */
export async function previewCourse(
  platform: Platform,
  actor: Actor,
  address: UploadAddress,
  bytes: Uint8Array,
): Promise<CoursePreview | NoUpload> {
  const target = await targetOf(platform, actor, address);
  if (bytes.byteLength === 0) return refused('no-file');
  const taken = await takeFromLimit(platform, { key: `course/${target.organisationId}`, ...uploads });
  if (taken.kind === 'limited') return refused('too-often');
  const files = await filesIn(bytes);
  if ('kind' in files) return files;
  const before = target.kind === 'draft' ? await courseOfVersion(platform, actor, target.draft) : undefined;
  const judged = await judgePackage(platform, files, before);
  if (judged.kind === 'refused') return judged;
  if (!(await hasRoom(platform, target.organisationId, judged)))
    return { kind: 'refused', because: 'quota', detail: '' };
  const { course, notes } = judged;
  await platform.files.put(waitingKey(target, actor), bytes, { mediaType: 'application/zip' });
  return {
    kind: 'preview',
    upload: hashOf(bytes),
    basedOn: before === undefined ? '' : fingerprintOf(before.course),
    title: draftTitle(course.record),
    lessons: course.modules.reduce((sum, { lessons }) => sum + lessons.length, 0),
    questions: course.questions.length,
    assessments: course.assessments.length,
    files: course.files.length,
    changes: changesBetween(before?.course, course),
    notes,
  };
}

/** Takes what was shown, in one transaction: the very upload, into the very draft that it was compared with. */
export async function importUploadedCourse(
  platform: Platform,
  actor: Actor,
  address: UploadAddress,
  shown: { readonly upload: string; readonly basedOn: string },
): Promise<PackageImported | NoUpload> {
  const target = await targetOf(platform, actor, address, shown.basedOn);
  const key = waitingKey(target, actor);
  const bytes = (await platform.files.exists(key)) ? await platform.files.get(key) : undefined;
  if (bytes === undefined || hashOf(bytes) !== shown.upload) return refused('upload-gone');
  const files = await filesIn(bytes);
  if ('kind' in files) return files;
  const imported = await importPackage(platform, actor, files, target);
  if (imported.kind !== 'refused') await platform.files.delete(key);
  return imported;
}

/** Takes the files of a package from somebody who has them at hand and asks for no preview. */
export async function importPackageFiles(
  platform: Platform,
  actor: Actor,
  address: UploadAddress,
  files: readonly CourseFile[],
  otherwiseCalled: string,
): Promise<PackageImported | NoUpload> {
  const target = await targetOf(platform, actor, address);
  if (target.kind === 'new') return importPackage(platform, actor, files, { ...target, otherwiseCalled });
  const { course } = await courseOfVersion(platform, actor, target.draft);
  return importPackage(platform, actor, files, { ...target, basedOn: fingerprintOf(course) });
}

async function targetOf(
  platform: Platform,
  actor: Actor,
  { organisationSlug, slug }: UploadAddress,
  basedOn = '',
): Promise<PackageTarget> {
  if (slug === undefined) {
    const organisation = await organisationBySlug(platform, organisationSlug);
    if (organisation === undefined) throw new NotFound('organisation');
    requireRole(actor, organisation.id, 'author');
    return { kind: 'new', organisationId: organisation.id, otherwiseCalled: organisation.name };
  }
  const { microcredential, draft } = await studioMicrocredential(platform, actor, { organisationSlug, slug });
  requireRole(actor, microcredential.organisationId, 'author');
  if (draft === undefined) throw new NotFound('draft');
  return { kind: 'draft', organisationId: microcredential.organisationId, slug, draft, basedOn };
}

/** One upload of one person waits for each draft, or for each provider; the next takes its place. */
function waitingKey(target: PackageTarget, actor: Actor): string {
  const place = target.kind === 'draft' ? target.draft.id : target.organisationId;
  return fileKey(`course/${place}`, actor.kind === 'person' ? actor.personId : actor.kind, 'zip');
}

async function filesIn(bytes: Uint8Array): Promise<readonly CourseFile[] | NoUpload> {
  try {
    return await readPackageZip(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    if (error instanceof ZipFault) return refused(`zip-${error.because}`, error.entry);
    throw error;
  }
}
