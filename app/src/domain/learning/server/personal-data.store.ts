import type { Platform } from '#platform/server/platform.ts';

export interface LearningData {
  readonly enrolments: readonly {
    readonly id: string;
    readonly microcredential: string;
    readonly route: string;
    readonly enrolledAt: Date;
    readonly withdrawnAt: Date | null;
    readonly completedAt: Date | null;
    readonly lastSeenAt: Date;
  }[];
  readonly lessons: readonly {
    readonly title: string;
    readonly openedAt: Date;
    readonly lastOpenedAt: Date;
    readonly doneAt: Date | null;
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
    ])
    .where('enrolment.person_id', '=', personId)
    .orderBy('enrolment.id')
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
  return { enrolments, lessons };
}
