import { redirect } from '@sveltejs/kit';
import { answering } from '#platform/server/answering.ts';
import { markDone, openLesson } from '#domain/learning/server/api.ts';
import type { LessonSummary } from '#domain/learning/learning.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params }) => {
  const { learning, lesson, place, isDone } = await openLesson(locals.platform, locals.actor, {
    enrolmentId: params.enrolment,
    slug: params.lesson,
  });
  return {
    enrolmentId: params.enrolment,
    microcredential: learning.version.record.title,
    language: learning.version.record.language,
    lesson: { title: lesson.title, minutes: lesson.minutes, html: lesson.html },
    place: {
      lessonNumber: place.lessonNumber,
      moduleNumber: place.moduleNumber,
      moduleCount: place.moduleCount,
      moduleTitle: place.module.title,
    },
    previous: linkTo(place.previous),
    next: linkTo(place.next),
    progress: learning.progress,
    isDone,
  };
});

export const actions: Actions = {
  done: answering(async ({ locals, params }) => {
    const { next } = await markDone(locals.platform, locals.actor, {
      enrolmentId: params.enrolment,
      slug: params.lesson,
    });
    const base = `/learning/${params.enrolment}`;
    redirect(303, next === undefined ? base : `${base}/lessons/${encodeURIComponent(next.slug)}`);
  }),
};

function linkTo(lesson: LessonSummary | undefined) {
  return lesson && { slug: lesson.slug, title: lesson.title };
}
