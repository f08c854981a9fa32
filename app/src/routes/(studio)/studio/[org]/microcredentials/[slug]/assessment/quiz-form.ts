import { m } from '#messages';
import type { QuizSettings } from '#domain/assessment/assessment.ts';

export interface QuizValues {
  readonly title: string;
  readonly instructions: string;
  readonly passMark: string;
  readonly attemptLimit: string;
}

type Read =
  | { readonly quiz: { readonly title: string; readonly instructions: string; readonly settings: QuizSettings } }
  | { readonly errors: Readonly<Record<string, string>>; readonly values: QuizValues };

/** A whole number from 1 to 100, or undefined. */
export function smallNumber(typed: string): number | undefined {
  const value = Number(typed);
  return /^\d{1,3}$/.test(typed) && value >= 1 && value <= 100 ? value : undefined;
}

/** What an author typed about a quiz: the quiz, or a sentence for each field that is not right. */
export function readQuiz(form: FormData): Read {
  const field = (name: string): string => String(form.get(name) ?? '').trim();
  const values = {
    title: field('title').slice(0, 200),
    instructions: field('instructions').slice(0, 4000),
    passMark: field('passMark'),
    attemptLimit: field('attemptLimit'),
  };
  const passMark = smallNumber(values.passMark);
  const attemptLimit = values.attemptLimit === '' ? null : smallNumber(values.attemptLimit);
  if (values.title === '' || passMark === undefined || attemptLimit === undefined) {
    return {
      values,
      errors: {
        ...(values.title === '' ? { title: m.assessment_problem_title() } : {}),
        ...(passMark === undefined ? { passMark: m.assessment_problem_pass_mark() } : {}),
        ...(attemptLimit === undefined ? { attemptLimit: m.assessment_problem_attempt_limit() } : {}),
      },
    };
  }
  return { quiz: { title: values.title, instructions: values.instructions, settings: { passMark, attemptLimit } } };
}
