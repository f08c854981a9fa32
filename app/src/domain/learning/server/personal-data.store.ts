import type { Platform } from '#platform/server/platform.ts';
import type { ReadingSetting } from '../reading.ts';
import { findReadingSetting } from './reading/reading-setting.store.ts';

export interface LearningData {
  readonly enrolments: readonly {
    readonly id: string;
    readonly microcredential: string;
    readonly route: string;
    readonly enrolledAt: Date;
    readonly withdrawnAt: Date | null;
    readonly completedAt: Date | null;
    readonly lastSeenAt: Date;
    /** A later end than the run's, that they were given. */
    readonly extendedUntil: Date | null;
  }[];
  /** The roll of the sessions that they were expected at. */
  readonly attendance: readonly {
    readonly session: string;
    readonly startsAt: Date;
    readonly state: string;
    readonly markedAt: Date;
  }[];
  readonly lessons: readonly {
    readonly title: string;
    readonly openedAt: Date;
    readonly lastOpenedAt: Date;
    readonly doneAt: Date | null;
  }[];
  readonly notes: readonly { readonly lesson: string; readonly text: string; readonly updatedAt: Date }[];
  readonly bookmarks: readonly { readonly lesson: string; readonly createdAt: Date }[];
  readonly highlights: readonly {
    readonly lesson: string;
    readonly passage: string;
    readonly remark: string;
    readonly createdAt: Date;
  }[];
  readonly plans: readonly {
    readonly microcredential: string;
    readonly minutesAWeek: number;
    /** 1 is Monday. */
    readonly weekdays: readonly number[];
    readonly finishBy: string | null;
    readonly zone: string;
    readonly remindsByMail: boolean;
    readonly hasCalendarLink: boolean;
    readonly laidAt: Date;
  }[];
  /** How they read best; null where they never said. */
  readonly reading: ReadingSetting | null;
  /** What they wrote to participants on a provider's behalf. The provider keeps it, without their name, when they go. */
  readonly messagesToParticipants: readonly {
    readonly microcredential: string;
    readonly subject: string;
    readonly text: string;
    readonly writtenAt: Date;
  }[];
}

/** What is kept of a person's learning, for their own copy of it. */
export async function exportPersonData({ db }: Pick<Platform, 'db'>, personId: string): Promise<LearningData> {
  const enrolments = await db
    .selectFrom('enrolment')
    .innerJoin('microcredential', 'microcredential.id', 'enrolment.microcredential_id')
    .select([
      'enrolment.id',
      'microcredential.slug as microcredential',
      'enrolment.route',
      'enrolment.enrolled_at as enrolledAt',
      'enrolment.withdrawn_at as withdrawnAt',
      'enrolment.completed_at as completedAt',
      'enrolment.last_seen_at as lastSeenAt',
      'enrolment.extended_until as extendedUntil',
    ])
    .where('enrolment.person_id', '=', personId)
    .orderBy('enrolment.id')
    .execute();
  const attendance = await db
    .selectFrom('attendance')
    .innerJoin('enrolment', 'enrolment.id', 'attendance.enrolment_id')
    .innerJoin('teaching_session', 'teaching_session.id', 'attendance.session_id')
    .select([
      'teaching_session.title as session',
      'teaching_session.starts_at as startsAt',
      'attendance.state',
      'attendance.marked_at as markedAt',
    ])
    .where('enrolment.person_id', '=', personId)
    .orderBy('teaching_session.starts_at')
    .execute();
  const lessons = await db
    .selectFrom('lesson_progress')
    .innerJoin('lesson', 'lesson.id', 'lesson_progress.lesson_id')
    .select([
      'lesson.title',
      'lesson_progress.opened_at as openedAt',
      'lesson_progress.last_opened_at as lastOpenedAt',
      'lesson_progress.done_at as doneAt',
    ])
    .where('lesson_progress.person_id', '=', personId)
    .orderBy('lesson_progress.id')
    .execute();
  const messagesToParticipants = await db
    .selectFrom('participant_message')
    .innerJoin('microcredential', 'microcredential.id', 'participant_message.microcredential_id')
    .select([
      'microcredential.slug as microcredential',
      'participant_message.subject',
      'participant_message.text',
      'participant_message.written_at as writtenAt',
    ])
    .where('participant_message.written_by', '=', personId)
    .orderBy('participant_message.id')
    .execute();
  const notes = await db
    .selectFrom('note')
    .innerJoin('lesson', 'lesson.id', 'note.lesson_id')
    .select(['lesson.title as lesson', 'note.text', 'note.updated_at as updatedAt'])
    .where('note.person_id', '=', personId)
    .orderBy('note.id')
    .execute();
  const bookmarks = await db
    .selectFrom('bookmark')
    .innerJoin('lesson', 'lesson.id', 'bookmark.lesson_id')
    .select(['lesson.title as lesson', 'bookmark.created_at as createdAt'])
    .where('bookmark.person_id', '=', personId)
    .orderBy('bookmark.id')
    .execute();
  const highlights = await db
    .selectFrom('highlight')
    .innerJoin('lesson', 'lesson.id', 'highlight.lesson_id')
    .select([
      'lesson.title as lesson',
      'highlight.exact as passage',
      'highlight.remark',
      'highlight.created_at as createdAt',
    ])
    .where('highlight.person_id', '=', personId)
    .orderBy('highlight.id')
    .execute();
  const plans = await db
    .selectFrom('plan')
    .innerJoin('enrolment', 'enrolment.id', 'plan.enrolment_id')
    .innerJoin('microcredential', 'microcredential.id', 'enrolment.microcredential_id')
    .select(({ eb }) => [
      'microcredential.slug as microcredential',
      'plan.minutes_a_week as minutesAWeek',
      'plan.weekdays',
      'plan.finish_by as finishBy',
      'plan.zone',
      'plan.reminds as remindsByMail',
      eb('plan.feed_hash', 'is not', null).$castTo<boolean>().as('hasCalendarLink'),
      'plan.laid_at as laidAt',
    ])
    .where('plan.person_id', '=', personId)
    .orderBy('plan.id')
    .execute();
  const reading = (await findReadingSetting(db, personId)) ?? null;
  return { enrolments, attendance, lessons, notes, bookmarks, highlights, plans, reading, messagesToParticipants };
}
