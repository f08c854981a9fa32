import { isDeepStrictEqual } from 'node:util';
import { addressOfFile, type CoursePackage, type PackagedQuestion } from './course-package.ts';
import { courseTexts } from './write-course.ts';

export interface CourseChange {
  readonly part: 'record' | 'outcome' | 'structure' | 'lesson' | 'file' | 'question' | 'assessment' | 'award-rule';
  /** A title, a prompt, a path, or the name of a record's element; empty where there is only one. */
  readonly name: string;
  readonly change: 'new' | 'changed' | 'removed';
}

interface Thing {
  readonly part: CourseChange['part'];
  readonly key: string;
  readonly name: string;
  readonly value: unknown;
}

const nothing: CoursePackage = {
  record: {},
  outcomes: [],
  modules: [],
  files: [],
  questions: [],
  assessments: [],
  rule: null,
};

/** What would be another than it is, part by part in the order of `after`; what would go comes last of its part. */
export function changesBetween(before: CoursePackage = nothing, after: CoursePackage): readonly CourseChange[] {
  const was = new Map(thingsOf(before).map((thing) => [`${thing.part} ${thing.key}`, thing]));
  const will = new Map(thingsOf(after).map((thing) => [`${thing.part} ${thing.key}`, thing]));
  const come = [...will].flatMap(([key, thing]): readonly CourseChange[] => {
    const earlier = was.get(key);
    if (earlier === undefined) return [{ part: thing.part, name: thing.name, change: 'new' }];
    return isDeepStrictEqual(earlier.value, thing.value)
      ? []
      : [{ part: thing.part, name: thing.name, change: 'changed' }];
  });
  const go = [...was].flatMap(([key, { part, name }]): readonly CourseChange[] =>
    will.has(key) ? [] : [{ part, name, change: 'removed' }],
  );
  return parts.flatMap((part) => [...come, ...go].filter((change) => change.part === part));
}

const parts = ['record', 'outcome', 'structure', 'lesson', 'file', 'question', 'assessment', 'award-rule'] as const;

function thingsOf(course: CoursePackage): readonly Thing[] {
  const { record, outcomes, modules, files, questions, assessments, rule } = course;
  const texts = courseTexts(course);
  const structure = modules.map(({ title, lessons }) => ({ title, lessons: lessons.map(({ slug }) => slug) }));
  return [
    ...Object.entries(record).map(([key, value]): Thing => ({ part: 'record', key, name: key, value })),
    ...outcomes.map(({ key, text }): Thing => ({ part: 'outcome', key, name: text, value: text })),
    ...(structure.length === 0 ? [] : [{ part: 'structure', key: '', name: '', value: structure } as const]),
    ...modules.flatMap(({ lessons }) =>
      lessons.map(({ slug, title }): Thing => {
        const path = `lessons/${slug}.md`;
        return { part: 'lesson', key: path, name: title, value: texts.get(path) };
      }),
    ),
    ...files.map(({ path, sha256 }): Thing => ({ part: 'file', key: addressOfFile(path), name: path, value: sha256 })),
    ...questions.map((one): Thing => ({
      part: 'question',
      key: one.name,
      name: promptOf(one),
      value: [texts.get(`questions/${one.name}.yaml`), one.picture?.sha256],
    })),
    ...assessments.map(({ name, title }): Thing => ({
      part: 'assessment',
      key: name,
      name: title,
      value: texts.get(`assessments/${name}.yaml`),
    })),
    ...(rule === null ? [] : [{ part: 'award-rule', key: '', name: '', value: texts.get('award-rule.yaml') } as const]),
  ];
}

function promptOf({ question }: PackagedQuestion): string {
  const { prompt } = question.body;
  return prompt.length > 120 ? `${prompt.slice(0, 119)}…` : prompt;
}
