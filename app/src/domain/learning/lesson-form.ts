/** Characters of Markdown in one lesson at most: about an hour and a half of reading. */
export const sourceLimit = 200_000;
export const titleLimit = 160;
/** Minutes in one lesson at most: a hundred hours. */
const minutesLimit = 6000;
/** A version holds at most so many modules, and so many lessons in all. */
export const moduleLimit = 60;
export const lessonLimit = 300;

export interface LessonInput {
  readonly title: string;
  readonly minutes: number;
  readonly source: string;
  readonly outcomes: readonly string[];
}

export type TitleProblem = 'missing' | 'too-long';

export interface LessonInputProblems {
  readonly title?: TitleProblem;
  readonly minutes?: 'out-of-range';
  readonly source?: 'too-long';
}

export function titleProblem(title: string): TitleProblem | undefined {
  const { length } = title.trim();
  return length === 0 ? 'missing' : length > titleLimit ? 'too-long' : undefined;
}

/** What is wrong at which field; an empty object when nothing is. A lesson without text may be saved, not published. */
export function lessonInputProblems({ title, minutes, source }: Omit<LessonInput, 'outcomes'>): LessonInputProblems {
  const wrongTitle = titleProblem(title);
  const inRange = Number.isInteger(minutes) && minutes >= 0 && minutes <= minutesLimit;
  return {
    ...(wrongTitle === undefined ? {} : { title: wrongTitle }),
    ...(inRange ? {} : { minutes: 'out-of-range' as const }),
    ...(source.length > sourceLimit ? { source: 'too-long' as const } : {}),
  };
}
