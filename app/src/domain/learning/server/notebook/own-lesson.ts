import type { Actor } from '#domain/identity/identity.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { findLesson } from '../content/content.store.ts';
import { ownEnrolment } from '../enrolment/enrolments.ts';

export interface OfLesson {
  readonly enrolmentId: string;
  readonly slug: string;
}

/** A lesson of one's own live enrolment, to write something beside it. */
export async function ownLesson(platform: Platform, actor: Actor, { enrolmentId, slug }: OfLesson) {
  const { personId, versionId, route } = await ownEnrolment(platform, actor, enrolmentId);
  const lesson = await findLesson(platform.db, versionId, slug);
  if (lesson === undefined || route !== 'taught') throw new NotFound('lesson');
  return { personId, lessonId: lesson.id, html: lesson.html };
}
