import { fail, redirect } from '@sveltejs/kit';
import { answering } from '#platform/server/answering.ts';
import {
  bookmarkLesson,
  highlightPassage,
  markDone,
  openLesson,
  removeHighlight,
  saveNote,
} from '#domain/learning/server/api.ts';
import type { LessonSummary } from '#domain/learning/learning.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params }) => {
  const { learning, lesson, place, isDone, note, isBookmarked, highlights } = await openLesson(
    locals.platform,
    locals.actor,
    {
      enrolmentId: params.enrolment,
      slug: params.lesson,
    },
  );
  return {
    enrolmentId: params.enrolment,
    microcredential: learning.version.record.title,
    language: learning.version.record.language,
    lesson: { slug: lesson.slug, title: lesson.title, minutes: lesson.minutes, html: lesson.html },
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
    note,
    isBookmarked,
    highlights,
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

  note: answering(async ({ locals, params, request }) => {
    const form = await request.formData();
    const text = String(form.get('note') ?? '');
    const revision = Number(form.get('revision'));
    const result = await saveNote(locals.platform, locals.actor, {
      enrolmentId: params.enrolment,
      slug: params.lesson,
      note: { text, revision: Number.isInteger(revision) && revision > 0 ? revision : 0 },
    });
    const answer = { text, revision, elsewhere: undefined };
    if (result.kind === 'saved') return { note: { ...answer, state: 'saved', revision: result.revision } as const };
    const state = result.because;
    return result.because === 'too-long'
      ? fail(422, { note: { ...answer, state } as const })
      : fail(409, {
          note: { text, state, revision: result.saved.revision, elsewhere: result.saved.text } as const,
        });
  }),

  highlight: answering(async ({ locals, params, request }) => {
    const form = await request.formData();
    const text = (name: string) => String(form.get(name) ?? '');
    const quote = { exact: text('exact'), prefix: text('prefix'), suffix: text('suffix') };
    const remark = text('remark');
    const result = await highlightPassage(locals.platform, locals.actor, {
      enrolmentId: params.enrolment,
      slug: params.lesson,
      quote,
      remark,
    });
    return result.kind === 'refused'
      ? fail(422, { highlight: { because: result.because, exact: quote.exact, remark } })
      : undefined;
  }),

  removeHighlight: answering(async ({ locals, params, request }) => {
    const form = await request.formData();
    await removeHighlight(locals.platform, locals.actor, {
      enrolmentId: params.enrolment,
      slug: params.lesson,
      highlightId: String(form.get('highlight') ?? ''),
    });
  }),

  bookmark: answering(async ({ locals, params, request }) => {
    const form = await request.formData();
    await bookmarkLesson(locals.platform, locals.actor, {
      enrolmentId: params.enrolment,
      slug: params.lesson,
      isBookmarked: form.get('bookmarked') === 'yes',
    });
  }),
};

function linkTo(lesson: LessonSummary | undefined) {
  return lesson && { slug: lesson.slug, title: lesson.title };
}
