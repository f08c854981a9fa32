import type { Outcome } from '#domain/catalogue/record.ts';
import { isLicence } from '#domain/learning/server/api.ts';
import { freeSlug, slugOf } from '#domain/learning/slug.ts';
import type { QuizSettings } from '../../assessment.ts';
import type { AwardRule } from '../../award-rule.ts';
import type { Difficulty } from '../../pools.ts';
import type { Question } from '../../question-kinds.ts';
import type { Criterion } from '../../task.ts';

/**
 * What a course team takes along: a draft in words that mean the same in every installation. Nothing in it has an id;
 * outcomes go by keys, everything else by the names of files. See docs/course-format.md.
 */
export interface CoursePackage {
  /** Elements of the record, without outcomes and what names organisations or registers. */
  readonly record: Readonly<Record<string, unknown>>;
  readonly outcomes: readonly PackagedOutcome[];
  readonly modules: readonly { readonly title: string; readonly lessons: readonly PackagedLesson[] }[];
  readonly files: readonly PackagedFile[];
  /** Sorted by name. */
  readonly questions: readonly PackagedQuestion[];
  readonly assessments: readonly PackagedAssessment[];
  /** The names of assessments stand where ids of assessments do. */
  readonly rule: AwardRule | null;
}

export interface PackagedOutcome {
  readonly key: string;
  readonly text: string;
}

export interface PackagedLesson {
  readonly slug: string;
  readonly title: string;
  readonly minutes: number;
  /** Keys. */
  readonly outcomes: readonly string[];
  readonly source: string;
}

export interface PackagedFile {
  readonly path: string;
  readonly sha256: string;
}

export interface PackagedQuestion {
  readonly name: string;
  readonly question: Question;
  /** What a hotspot question shows, in the folder of questions. */
  readonly picture: PackagedFile | null;
  readonly outcomes: readonly string[];
  readonly difficulty: Difficulty | null;
  readonly tags: readonly string[];
  readonly inBank: boolean;
}

export interface PackagedAssessment {
  readonly name: string;
  readonly title: string;
  readonly instructions: string;
  readonly settings: QuizSettings;
  readonly items: readonly { readonly question: string; readonly points: number }[];
  readonly pools: readonly PackagedPool[];
  /** The rubric where it is a task, which asks no questions. */
  readonly task: PackagedTask | null;
}

/** A rubric whose criteria name keys of outcomes. */
export interface PackagedTask {
  readonly judgeWithinDays: number;
  readonly criteria: readonly Omit<Criterion, 'id'>[];
}

export interface PackagedPool {
  readonly draws: number;
  readonly points: number;
  readonly outcome: string | null;
  readonly difficulty: Difficulty | null;
  readonly tag: string | null;
}

/** Whatever can't be taken along, or only otherwise than it stands. The file is the course itself where it is `.`. */
export interface PackageNote {
  readonly because:
    | 'not-text'
    | 'unreadable'
    | 'field-unknown'
    | 'name-unusable'
    | 'not-part'
    | 'not-listed'
    | 'lesson-missing'
    | 'lesson-twice'
    | 'assessment-missing'
    | 'outcome-unknown'
    | 'question-missing'
    | 'question-incomplete'
    | 'question-unused'
    | 'picture-missing'
    | 'picture-unusable'
    | 'rule-names-unknown'
    | 'not-allowed'
    | 'too-large'
    | 'captions-unreadable'
    | 'infected'
    | 'not-scanned'
    | 'redrawn';
  readonly file: string;
  /** A name, a key, a place within the file; may be empty. */
  readonly detail: string;
}

const longestName = 50;

/** A name that says what something is: `which-way`, `which-way-2`; by `otherwise` where its words give none. */
export function nameFor(text: string, otherwise: string, taken: ReadonlySet<string>): string {
  const slug = slugOf(text.slice(0, 200));
  const short =
    slug.length <= longestName
      ? slug
      : slug
          .slice(0, longestName + 1)
          .replace(/-[^-]*$/, '')
          .slice(0, longestName);
  return freeSlug(short || otherwise, taken);
}

/** The key of each outcome, by its id: from its words, in the order of the record. */
export function outcomeKeys(outcomes: readonly Outcome[]): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id, text } of outcomes) {
    const key = nameFor(text, 'outcome', taken);
    taken.add(key);
    keys.set(id, key);
  }
  return keys;
}

/** Where a file of the content stands in the package: beside the lessons, so that they find it by its own path. */
export const addressOfFile = (path: string): string => (isLicence(path) ? path : `lessons/${path}`);
