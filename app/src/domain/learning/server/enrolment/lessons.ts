import type { Actor } from '#domain/identity/identity.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { announce } from '#platform/server/events.ts';
import type { Platform } from '#platform/server/platform.ts';
import { placeOf, type Lesson, type LessonSummary, type Place } from '../../learning.ts';
import { findLesson, findModulesOf } from '../content/content.store.ts';
import { besideLesson, type Beside } from '../notebook/notebook.ts';
import { touchEnrolment } from './enrolments.store.ts';
import { outline, ownEnrolment, type Learning } from './enrolments.ts';
import { upsertDone, upsertOpened } from './progress.store.ts';

interface OfLesson {
  readonly enrolmentId: string;
  readonly slug: string;
}

export interface LessonPage extends Beside {
  readonly learning: Learning;
  readonly lesson: Lesson;
  readonly place: Place;
  readonly isDone: boolean;
}

/** A lesson for its learner, remembered as the one opened last. Open from enrolment on, and after completion too. */
export async function openLesson(
  platform: Platform,
  actor: Actor,
  { enrolmentId, slug }: OfLesson,
): Promise<LessonPage> {
  const learning = await outline(platform, actor, enrolmentId);
  const lesson = await findLesson(platform.db, learning.version.id, slug);
  const place = lesson && placeOf(learning.modules, lesson.id);
  if (lesson === undefined || place === undefined) throw new NotFound('lesson');
  const at = platform.clock();
  const { personId } = learning.enrolment;
  await upsertOpened(
    platform.db,
    { personId },
    { id: platform.newId(), lessonId: lesson.id, versionId: lesson.versionId, at },
  );
  await touchEnrolment(platform.db, enrolmentId, at);
  const beside = await besideLesson(platform, { personId, lessonId: lesson.id });
  return { learning, lesson, place, isDone: learning.done.has(lesson.id), ...beside };
}

export interface LessonDone {
  readonly kind: 'done';
  /** The lesson after it; undefined after the last one. */
  readonly next: LessonSummary | undefined;
}

/** The learner says that a lesson is done. Saying so again, or twice at once, changes and announces nothing more. */
export async function markDone(platform: Platform, actor: Actor, { enrolmentId, slug }: OfLesson): Promise<LessonDone> {
  const enrolment = await ownEnrolment(platform, actor, enrolmentId);
  const lesson = await findLesson(platform.db, enrolment.versionId, slug);
  if (lesson === undefined || enrolment.route !== 'taught') throw new NotFound('lesson');
  const { id: lessonId, versionId } = lesson;
  const at = platform.clock();
  await platform.db.transaction().execute(async (trx) => {
    await touchEnrolment(trx, enrolmentId, at);
    const isNew = await upsertDone(
      trx,
      { personId: enrolment.personId },
      { id: platform.newId(), lessonId, versionId, at },
    );
    if (isNew) await announce(platform, trx, { type: 'lesson.done', data: { enrolmentId, lessonId } });
  });
  return { kind: 'done', next: placeOf(await findModulesOf(platform.db, versionId), lessonId)?.next };
}
