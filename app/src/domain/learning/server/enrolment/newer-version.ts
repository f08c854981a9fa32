import type { Transaction } from 'kysely';
import type { PublishedVersion } from '#domain/catalogue/catalogue.ts';
import { offeringById, versionById } from '#domain/catalogue/server/api.ts';
import { within, type Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import type { Enrolment } from '../../learning.ts';
import { lessonChanges, type LessonChanges } from '../../version-change.ts';
import { findLessons } from '../content/content.store.ts';
import { lockEnrolment } from './enrolments.store.ts';
import { copyDone, copyWritten, setVersion } from './version-change.store.ts';

export interface NewerVersion {
  readonly version: PublishedVersion;
  readonly changes: LessonChanges;
}

/**
 * The version that a learner under way may change to: the one that their self-paced offering offers by now. A run keeps
 * the version it was announced with; whoever has completed keeps what they completed, and whoever takes another route
 * than being taught keeps it too: a newer version may not open theirs.
 */
export async function newerVersionFor(platform: Platform, enrolment: Enrolment): Promise<NewerVersion | undefined> {
  if (enrolment.completedAt !== null || enrolment.withdrawnAt !== null || enrolment.route !== 'taught')
    return undefined;
  const offering = await offeringById(platform, enrolment.offeringId);
  if (offering?.mode !== 'self-paced' || offering.versionId === enrolment.versionId) return undefined;
  const version = await versionById(platform, offering.versionId);
  if (version?.status !== 'published') return undefined;
  const older = await findLessons(platform.db, enrolment.versionId);
  return { version, changes: lessonChanges(older, await findLessons(platform.db, version.id)) };
}

/**
 * Changes an enrolment to the version that its offering offers, in the caller's transaction: what was done and says the
 * same stays done; notes, bookmarks and highlights go along. The version they changed to; undefined when there is none.
 */
export async function changeVersion(
  platform: Platform,
  trx: Transaction<Database>,
  enrolmentId: string,
): Promise<PublishedVersion | undefined> {
  const enrolment = await lockEnrolment(trx, enrolmentId);
  const newer = enrolment && (await newerVersionFor(within(platform, trx), enrolment));
  if (enrolment === undefined || newer === undefined) return undefined;
  const { personId } = enrolment;
  const { newId } = platform;
  await copyDone(trx, { personId, toVersionId: newer.version.id, lessons: newer.changes.same, newId });
  await copyWritten(trx, { personId, lessons: newer.changes.kept, newId });
  await setVersion(trx, enrolment.id, newer.version.id);
  return newer.version;
}
