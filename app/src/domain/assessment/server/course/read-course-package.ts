import { z } from 'zod';
import {
  lessonInputProblems,
  lessonLimit,
  moduleLimit,
  sourceLimit,
  titleProblem,
} from '#domain/learning/lesson-form.ts';
import { isLicence, pictureType, type CourseFile } from '#domain/learning/server/api.ts';
import { plainYaml } from '#platform/server/plain-yaml.ts';
import type { AwardRule } from '../../award-rule.ts';
import { tagsIn } from '../../pools.ts';
import { isQuestionKind, parseQuestion, questionKind } from '../../question-kinds.ts';
import { rubricProblems } from '../../task.ts';
import { carriedElements } from './course-of-version.ts';
import type {
  CoursePackage,
  PackagedLesson,
  PackagedPool,
  PackagedQuestion,
  PackagedAssessment,
  PackagedTask,
  PackageNote,
} from './course-package.ts';
import {
  courseSchema,
  lessonSchema,
  name,
  placeOf,
  questionSchema,
  assessmentSchema,
  yamlLimit,
} from './package-schemas.ts';
import { ruleFrom, writtenRule } from './read-rule.ts';
import { courseFormat, hashOf } from './write-course.ts';

export interface CourseRead {
  readonly kind: 'read';
  readonly course: CoursePackage;
  readonly notes: readonly PackageNote[];
}

export interface NoCoursePackage {
  readonly kind: 'refused';
  readonly because:
    | 'no-course'
    | 'course-unreadable'
    | 'format-unknown'
    | 'too-many-lessons'
    | 'too-many-modules'
    | 'too-many-questions';
  readonly detail: string;
}

const mostQuestions = 1000;

/**
 * Reads the files of a package, purely. What can't be taken is left out and named; only without a course to begin with,
 * or with too much of one, nothing is read.
 */
export function readCoursePackage(files: readonly CourseFile[]): CourseRead | NoCoursePackage {
  return new PackageReader(files).read();
}

/** Characters of settings in a package at most. */
const mostYaml = 4_000_000;

/** Reads one package: what was read decides what the rest may refer to, and what is left over is named at the end. */
class PackageReader {
  private readonly notes: PackageNote[] = [];
  private readonly bytes: ReadonlyMap<string, Uint8Array>;
  private readonly used = new Set<string>(['course.yaml']);
  private outcomes: ReadonlySet<string> = new Set();
  private yamlLeft = mostYaml;

  constructor(files: readonly CourseFile[]) {
    this.bytes = new Map(files.map(({ path, bytes }) => [path, bytes]));
  }

  read(): CourseRead | NoCoursePackage {
    const text = this.text('course.yaml');
    if (text === undefined) return refused('no-course');
    const typed = plainYaml(text, yamlLimit);
    const parsed = courseSchema.safeParse(typed);
    if (!parsed.success) return refused('course-unreadable', placeOf(parsed.error));
    const { format, record, modules, assessments, ...course } = parsed.data;
    if (format !== courseFormat) return refused('format-unknown', format.slice(0, 100));
    if (modules.length > moduleLimit) return refused('too-many-modules', String(modules.length));
    const lessonCount = modules.reduce((sum, { lessons }) => sum + lessons.length, 0);
    if (lessonCount > lessonLimit) return refused('too-many-lessons', String(lessonCount));
    const questionPaths = this.pathsIn('questions/', '.yaml');
    if (questionPaths.length > mostQuestions) return refused('too-many-questions', String(questionPaths.length));
    this.nameUnknown('course.yaml', typed, courseSchema);
    for (const element of Object.keys(record).filter((one) => !carriedElements.includes(one)))
      this.note('field-unknown', 'course.yaml', element);

    const outcomes = course.outcomes.filter(({ key }, index, all) => all.findIndex((one) => one.key === key) === index);
    this.outcomes = new Set(outcomes.map(({ key }) => key));
    const lessons = this.lessonsOf(modules);
    const questions = questionPaths.flatMap((path) => this.question(path));
    const read = this.assessmentsIn(assessments, questions);
    const asked = new Set(read.flatMap(({ items }) => items.map(({ question }) => question)));
    const kept = questions.filter((question) => question.inBank || asked.has(question.name));
    for (const { name: unused } of questions.filter((one) => !kept.includes(one)))
      this.note('question-unused', `questions/${unused}.yaml`);
    const rule = this.rule(new Set(read.map(({ name: assessment }) => assessment)));
    const contentFiles = this.contentFiles();
    this.nameLeftOver();
    return {
      kind: 'read',
      course: {
        record: Object.fromEntries(
          carriedElements.flatMap((element) => (record[element] === undefined ? [] : [[element, record[element]]])),
        ),
        outcomes,
        modules: lessons,
        files: contentFiles,
        questions: kept.sort((a, b) => (a.name < b.name ? -1 : 1)),
        assessments: read,
        rule,
      },
      notes: this.notes,
    };
  }

  private note(because: PackageNote['because'], file: string, detail = ''): void {
    this.notes.push({ because, file, detail: detail.slice(0, 200) });
  }

  private pathsIn(folder: string, ending: string): readonly string[] {
    return [...this.bytes.keys()]
      .filter((path) => path.startsWith(folder) && path.endsWith(ending) && !path.slice(folder.length).includes('/'))
      .sort();
  }

  /** With plain line ends, as a draft keeps it. */
  private text(path: string): string | undefined {
    const bytes = this.bytes.get(path);
    if (bytes === undefined) return undefined;
    this.used.add(path);
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll(/\r\n?/g, '\n');
    } catch {
      this.note('not-text', path);
      return undefined;
    }
  }

  /** What a YAML file says, as the schema has it; undefined and noted when it can't be read so. */
  private yaml<Schema extends z.ZodObject>(path: string, schema: Schema): z.output<Schema> | undefined {
    const text = this.text(path);
    if (text === undefined) return undefined;
    this.yamlLeft -= text.length;
    // Parsing is slow for what it is; thousands of long files would hold everybody up.
    return this.parsed(path, this.yamlLeft < 0 ? undefined : plainYaml(text, yamlLimit), schema);
  }

  private parsed<Schema extends z.ZodObject>(
    path: string,
    typed: unknown,
    schema: Schema,
  ): z.output<Schema> | undefined {
    const parsed = schema.safeParse(typed);
    if (!parsed.success) {
      this.note('unreadable', path, placeOf(parsed.error));
      return undefined;
    }
    this.nameUnknown(path, typed, schema);
    return parsed.data;
  }

  private nameUnknown(path: string, typed: unknown, { shape }: z.ZodObject): void {
    for (const field of Object.keys(z.record(z.string(), z.unknown()).catch({}).parse(typed)))
      if (!Object.hasOwn(shape, field)) this.note('field-unknown', path, field);
  }

  private knownOutcomes(file: string, typed: readonly string[]): readonly string[] {
    for (const key of typed.filter((one) => !this.outcomes.has(one))) this.note('outcome-unknown', file, key);
    return [...this.outcomes].filter((key) => typed.includes(key));
  }

  private lessonsOf(modules: z.output<typeof courseSchema>['modules']): CoursePackage['modules'] {
    const seen = new Set<string>();
    return modules.map(({ title, lessons }) => ({
      title: titleProblem(title) === undefined ? title.trim() : title.trim().slice(0, 160) || '–',
      lessons: lessons.flatMap((slug) => {
        if (seen.has(slug)) this.note('lesson-twice', 'course.yaml', slug);
        else if (!name.safeParse(slug).success) this.note('name-unusable', 'course.yaml', slug);
        else return this.lesson(slug, seen);
        return [];
      }),
    }));
  }

  private lesson(slug: string, seen: Set<string>): PackagedLesson[] {
    seen.add(slug);
    const path = `lessons/${slug}.md`;
    if (!this.bytes.has(path)) this.note('lesson-missing', 'course.yaml', slug);
    const text = this.text(path);
    if (text === undefined) return [];
    const [whole, head = ''] = /^---[ \t]*\n([\s\S]*?\n)---[ \t]*(?:\n|$)/.exec(text) ?? [];
    if (whole === undefined) {
      this.note('unreadable', path, 'title');
      return [];
    }
    const front = this.parsed(path, plainYaml(head, yamlLimit), lessonSchema);
    if (front === undefined) return [];
    const { title, minutes } = front;
    const source = text.slice(whole.length);
    const [problem] = Object.keys(lessonInputProblems({ title, minutes, source }));
    if (problem !== undefined) {
      this.note(source.length > sourceLimit ? 'too-large' : 'unreadable', path, problem);
      return [];
    }
    return [{ slug, title: title.trim(), minutes, outcomes: this.knownOutcomes(path, front.outcomes), source }];
  }

  private question(path: string): PackagedQuestion[] {
    const own = path.slice('questions/'.length, -'.yaml'.length);
    if (!name.safeParse(own).success) {
      this.used.add(path);
      this.note('name-unusable', path);
      return [];
    }
    const read = this.yaml(path, questionSchema);
    if (read === undefined) return [];
    if (!isQuestionKind(read.kind)) {
      this.note('unreadable', path, `kind: ${read.kind}`);
      return [];
    }
    const picture = read.kind === 'hotspot' ? this.picture(path, read.picture ?? '') : null;
    if (picture === undefined) return [];
    const body = picture === null ? read.question : { ...read.question, picture: picture.shown };
    const kind = questionKind(read.kind);
    const parsed = z.object({ body: kind.body, key: kind.key }).safeParse({ body, key: read.key });
    if (!parsed.success) {
      this.note('unreadable', path, placeOf(parsed.error));
      return [];
    }
    const problems = kind.problems(parsed.data.body, parsed.data.key);
    if (problems.length > 0) {
      this.note('question-incomplete', path, problems.join(', '));
      return [];
    }
    return [
      {
        name: own,
        question: parseQuestion({ kind: read.kind, ...parsed.data }),
        picture: picture && { path: read.picture ?? '', sha256: picture.sha256 },
        outcomes: this.knownOutcomes(path, read.outcomes),
        difficulty: read.difficulty,
        tags: tagsIn(read.tags.join(',')),
        inBank: read.bank,
      },
    ];
  }

  /** Shown by a stand-in until the picture is kept; undefined and noted when it can't be. */
  private picture(path: string, written: string) {
    const at = `questions/${written}`;
    const bytes = this.bytes.get(at);
    const type = bytes && pictureType(bytes);
    if (bytes === undefined || !written.startsWith('pictures/')) this.note('picture-missing', path, written);
    else if (!type || type.width === null || type.height === null) this.note('picture-unusable', path, written);
    else {
      this.used.add(at);
      const shown = { id: '00000000-0000-7000-8000-000000000000', width: type.width, height: type.height };
      return { shown, sha256: hashOf(bytes) };
    }
    return undefined;
  }

  private assessmentsIn(names: readonly string[], questions: readonly PackagedQuestion[]): PackagedAssessment[] {
    const known = new Set(questions.map(({ name: question }) => question));
    return [...new Set(names)].flatMap((assessment): PackagedAssessment[] => {
      const path = `assessments/${assessment}.yaml`;
      if (!name.safeParse(assessment).success || !this.bytes.has(path)) {
        this.note('assessment-missing', 'course.yaml', assessment);
        return [];
      }
      const read = this.yaml(path, assessmentSchema);
      if (read === undefined) return [];
      const items = read.questions.filter(({ question }, index, all) => {
        const isThere = known.has(question) && all.findIndex((one) => one.question === question) === index;
        if (!isThere) this.note('question-missing', path, question);
        return isThere;
      });
      const pools = read.pools.filter(({ outcome }) => {
        const isThere = outcome === null || this.outcomes.has(outcome);
        if (!isThere) this.note('outcome-unknown', path, outcome);
        return isThere;
      });
      const { title, instructions, settings } = read;
      const task = this.task(path, read.task);
      // A rubric of which no criterion could be taken judges nothing.
      if (read.task !== undefined && task === null) return [];
      const own = { name: assessment, title, instructions, task };
      if (task === null) return [{ ...own, settings, items, pools: pools satisfies PackagedPool[] }];
      if (items.length + pools.length > 0) this.note('unreadable', path, 'questions');
      // A task is written in one's own time and judged by its rubric alone.
      const { passMark, attemptLimit } = settings;
      return [{ ...own, settings: { passMark, attemptLimit }, items: [], pools: [] }];
    });
  }

  private task(path: string, read: z.infer<typeof assessmentSchema>['task']): PackagedTask | null {
    if (read === undefined) return null;
    const criteria = read.criteria
      .map((criterion) => ({ ...criterion, outcomes: [...this.knownOutcomes(path, criterion.outcomes)] }))
      .filter((criterion) => {
        const problems = rubricProblems([{ ...criterion, id: '' }]);
        if (problems.length > 0) this.note('unreadable', path, criterion.title);
        return problems.length === 0;
      });
    return criteria.length === 0 ? null : { judgeWithinDays: read.judgeWithinDays, criteria };
  }

  private rule(assessments: ReadonlySet<string>): AwardRule | null {
    const path = 'award-rule.yaml';
    const typed = this.yaml(path, writtenRule);
    const read = typed && ruleFrom(typed, assessments);
    if (read === undefined) return null;
    for (const assessment of read.unknown) this.note('rule-names-unknown', path, assessment);
    if (read.problem !== undefined) this.note('unreadable', path, read.problem);
    return read.rule;
  }

  private contentFiles(): CoursePackage['files'] {
    return [...this.bytes]
      .flatMap(([address, bytes]) => {
        const path = isLicence(address)
          ? address
          : address.startsWith('lessons/')
            ? address.slice('lessons/'.length)
            : '';
        const isLesson = /^[^/]*\.md$/i.test(path) && !isLicence(address);
        if (path === '' || isLesson || (!isLicence(address) && isLicence(path))) return [];
        this.used.add(address);
        return [{ path, sha256: hashOf(bytes) }];
      })
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** A README is for those who look at the folder; everything else that is no part of a course is named. */
  private nameLeftOver(): void {
    for (const path of this.bytes.keys()) {
      if (this.used.has(path) || /^readme(\.\w+)?$/i.test(path)) continue;
      const isListed = /^(lessons\/[^/]+\.md|assessments\/[^/]+\.yaml)$/.test(path);
      this.note(isListed ? 'not-listed' : 'not-part', path);
    }
  }
}

function refused(because: NoCoursePackage['because'], detail = ''): NoCoursePackage {
  return { kind: 'refused', because, detail };
}
