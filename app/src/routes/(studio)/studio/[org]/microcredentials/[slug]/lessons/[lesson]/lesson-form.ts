import type { Lesson } from '#domain/learning/learning.ts';
import { textOf } from '../../../../../form.ts';

/** What stands in the fields of a lesson's form, as typed. */
export interface LessonValues {
  readonly title: string;
  readonly minutes: string;
  readonly source: string;
  readonly outcomes: readonly string[];
  /** The Markdown that the author began with. */
  readonly basedOn: string;
}

export function valuesOf({ title, minutes, source, outcomes }: Lesson): LessonValues {
  return { title, minutes: String(minutes), source, outcomes, basedOn: source };
}

export function typedLesson(form: FormData): LessonValues {
  return {
    title: textOf(form, 'title'),
    minutes: textOf(form, 'minutes'),
    source: textOf(form, 'source'),
    outcomes: outcomesIn(form),
    basedOn: textOf(form, 'based-on'),
  };
}

/** A minute field that is no number becomes one that saving refuses. */
export function readLesson(form: FormData) {
  const minutes = textOf(form, 'minutes').trim();
  return {
    title: textOf(form, 'title'),
    minutes: /^\d{1,5}$/.test(minutes) ? Number(minutes) : minutes === '' ? 0 : Number.NaN,
    source: textOf(form, 'source'),
    outcomes: outcomesIn(form),
  };
}

function outcomesIn(form: FormData): readonly string[] {
  return form.getAll('outcomes').filter((value) => typeof value === 'string');
}
