import { m } from '#messages';
import type { QuizSettings } from '#domain/assessment/assessment.ts';
import { supervisionKinds } from '#domain/assessment/supervision.ts';

export interface QuizValues {
  readonly title: string;
  readonly instructions: string;
  readonly passMark: string;
  readonly attemptLimit: string;
  readonly timeLimitMinutes: string;
  readonly coolDownHours: string;
  readonly supervision: string;
}

/** What the form shows of a quiz that is there. */
export function quizValues(quiz: {
  readonly title: string;
  readonly instructions: string;
  readonly settings: QuizSettings;
}): QuizValues {
  const { passMark, attemptLimit, timeLimitMinutes, coolDownHours, supervision } = quiz.settings;
  return {
    title: quiz.title,
    instructions: quiz.instructions,
    passMark: String(passMark),
    attemptLimit: String(attemptLimit ?? ''),
    timeLimitMinutes: String(timeLimitMinutes ?? ''),
    coolDownHours: String(coolDownHours ?? ''),
    supervision: supervision ?? '',
  };
}

type Read =
  | { readonly quiz: { readonly title: string; readonly instructions: string; readonly settings: QuizSettings } }
  | { readonly errors: Readonly<Record<string, string>>; readonly values: QuizValues };

/** A whole number from 1 to 100 unless told otherwise, or undefined. */
export function smallNumber(typed: string, most = 100): number | undefined {
  const value = Number(typed);
  return /^\d{1,4}$/.test(typed) && value >= 1 && value <= most ? value : undefined;
}

/** What an author typed about a quiz: the quiz, or a sentence for each field that is not right. */
export function readQuiz(form: FormData): Read {
  const field = (name: string): string => String(form.get(name) ?? '').trim();
  const values = {
    title: field('title').slice(0, 200),
    instructions: field('instructions').slice(0, 4000),
    passMark: field('passMark'),
    attemptLimit: field('attemptLimit'),
    timeLimitMinutes: field('timeLimitMinutes'),
    coolDownHours: field('coolDownHours'),
    supervision: field('supervision'),
  };
  const passMark = smallNumber(values.passMark);
  const attemptLimit = values.attemptLimit === '' ? null : smallNumber(values.attemptLimit);
  const timeLimitMinutes = values.timeLimitMinutes === '' ? null : smallNumber(values.timeLimitMinutes, 1440);
  const coolDownHours = values.coolDownHours === '' ? null : smallNumber(values.coolDownHours, 720);
  if (
    values.title === '' ||
    passMark === undefined ||
    attemptLimit === undefined ||
    timeLimitMinutes === undefined ||
    coolDownHours === undefined
  ) {
    return {
      values,
      errors: {
        ...(values.title === '' ? { title: m.assessment_problem_title() } : {}),
        ...(passMark === undefined ? { passMark: m.assessment_problem_pass_mark() } : {}),
        ...(attemptLimit === undefined ? { attemptLimit: m.assessment_problem_attempt_limit() } : {}),
        ...(timeLimitMinutes === undefined ? { timeLimitMinutes: m.assessment_problem_time_limit() } : {}),
        ...(coolDownHours === undefined ? { coolDownHours: m.assessment_problem_cool_down() } : {}),
      },
    };
  }
  const supervision = supervisionKinds.find((kind) => kind === values.supervision);
  const settings = {
    passMark,
    attemptLimit,
    ...(timeLimitMinutes === null ? {} : { timeLimitMinutes }),
    ...(coolDownHours === null ? {} : { coolDownHours }),
    ...(supervision === undefined ? {} : { supervision }),
  };
  return { quiz: { title: values.title, instructions: values.instructions, settings } };
}
