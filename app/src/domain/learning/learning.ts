/** One lesson of a version, without its text. */
export interface LessonSummary {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  /** How long it takes, exercises included. 0 where nobody said. */
  readonly minutes: number;
  /** Ids of the outcomes that it serves. */
  readonly outcomes: readonly string[];
}

export interface Module {
  readonly id: string;
  readonly title: string;
  readonly lessons: readonly LessonSummary[];
}

export interface Lesson extends LessonSummary {
  readonly moduleId: string;
  readonly versionId: string;
  /** Markdown, as its author wrote it. */
  readonly source: string;
  /** The same, rendered and sanitised. */
  readonly html: string;
}

/** What a learner takes of it: everything, the assessments alone, or neither, by what they learnt elsewhere. */
export type Route = 'taught' | 'assessment-only' | 'prior-learning';

/** A learner in an offering, with the version that they began with. */
export interface Enrolment {
  readonly id: string;
  readonly personId: string;
  readonly microcredentialId: string;
  readonly offeringId: string;
  readonly versionId: string;
  readonly route: Route;
  readonly enrolledAt: Date;
  readonly withdrawnAt: Date | null;
  readonly completedAt: Date | null;
  readonly lastSeenAt: Date;
  /** A later end than the run's, for this learner alone. */
  readonly extendedUntil: Date | null;
}

export interface Progress {
  readonly done: number;
  readonly of: number;
  /** Whole per cent, rounded down: 100 means all. */
  readonly percent: number;
}

export function progressIn(lessons: readonly { readonly id: string }[], done: ReadonlySet<string>): Progress {
  const count = lessons.filter(({ id }) => done.has(id)).length;
  return {
    done: count,
    of: lessons.length,
    percent: lessons.length === 0 ? 0 : Math.floor((count * 100) / lessons.length),
  };
}

/** Where to go on: the first lesson that isn't done yet; undefined when all are (or there are none). */
export function nextLesson<L extends { readonly id: string }>(
  lessons: readonly L[],
  done: ReadonlySet<string>,
): L | undefined {
  return lessons.find(({ id }) => !done.has(id));
}

export function lessonsOf(modules: readonly Module[]): readonly LessonSummary[] {
  return modules.flatMap(({ lessons }) => lessons);
}

/** A lesson among its neighbours. Numbers count from 1. */
export interface Place {
  readonly lessonNumber: number;
  readonly lessonCount: number;
  readonly moduleNumber: number;
  readonly moduleCount: number;
  readonly module: Module;
  readonly previous: LessonSummary | undefined;
  readonly next: LessonSummary | undefined;
}

/** Undefined when no module holds such a lesson. */
export function placeOf(modules: readonly Module[], lessonId: string): Place | undefined {
  const lessons = lessonsOf(modules);
  const index = lessons.findIndex(({ id }) => id === lessonId);
  const taught = modules.filter((module) => module.lessons.length > 0);
  const moduleIndex = taught.findIndex((module) => module.lessons.some(({ id }) => id === lessonId));
  const module = taught[moduleIndex];
  if (index === -1 || module === undefined) return undefined;
  return {
    lessonNumber: index + 1,
    lessonCount: lessons.length,
    moduleNumber: moduleIndex + 1,
    moduleCount: taught.length,
    module,
    previous: lessons[index - 1],
    next: lessons[index + 1],
  };
}

export type Direction = 'up' | 'down';

/** The same list with one id a place further up or down; at the end of the list nothing changes. */
export function moved(ids: readonly string[], id: string, direction: Direction): readonly string[] {
  const from = ids.indexOf(id);
  const to = direction === 'up' ? from - 1 : from + 1;
  if (from === -1 || to < 0 || to >= ids.length) return ids;
  const without = ids.filter((other) => other !== id);
  return [...without.slice(0, to), id, ...without.slice(to)];
}

/** What stands between content and its publication; the catalogue keeps these codes with the version. */
export type ContentProblem = 'no-lessons' | 'empty-lesson';

export function contentProblems(
  modules: readonly { readonly lessons: readonly { readonly source: string }[] }[],
): readonly ContentProblem[] {
  const lessons = modules.flatMap((module) => module.lessons);
  if (lessons.length === 0) return ['no-lessons'];
  return lessons.some(({ source }) => source.trim() === '') ? ['empty-lesson'] : [];
}

/** Where a file of a version's content is served. The hash lets readers keep it for good, until it is replaced. */
export function contentFileUrl(versionId: string, path: string, sha256: string): string {
  return `/learning/files/${versionId}/${path.split('/').map(encodeURIComponent).join('/')}?v=${sha256.slice(0, 16)}`;
}
