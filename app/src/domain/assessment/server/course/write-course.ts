import { createHash } from 'node:crypto';
import { asYaml } from '#platform/server/plain-yaml.ts';
import type { AwardRule } from '../../award-rule.ts';
import { addressOfFile, type CoursePackage, type PackagedLesson, type PackagedQuestion } from './course-package.ts';

export const courseFormat = 'cairn-course/1';

/** The texts of a package by their path. The same course gives the same bytes, wherever and whenever it is written. */
export function courseTexts(course: CoursePackage): ReadonlyMap<string, string> {
  const { record, outcomes, modules, assessments, questions, rule } = course;
  const texts = new Map<string, string>();
  texts.set(
    'course.yaml',
    asYaml({
      format: courseFormat,
      record,
      outcomes: outcomes.map(({ key, text }) => ({ key, text })),
      modules: modules.map(({ title, lessons }) => ({ title, lessons: lessons.map(({ slug }) => slug) })),
      assessments: assessments.map(({ name }) => name),
    }),
  );
  for (const lesson of modules.flatMap(({ lessons }) => lessons))
    texts.set(`lessons/${lesson.slug}.md`, asText(lesson));
  for (const question of questions) texts.set(`questions/${question.name}.yaml`, questionText(question));
  for (const { name, title, instructions, settings, items, pools, task } of assessments) {
    if (task !== null) {
      texts.set(`assessments/${name}.yaml`, asYaml({ title, instructions, settings, task }));
      continue;
    }
    const asked = items.map(({ question, points }) => ({ question, points }));
    const drawn = pools.map(({ draws, points, ...filter }) => ({ draws, points, ...stated(filter) }));
    texts.set(`assessments/${name}.yaml`, asYaml({ title, instructions, settings, questions: asked, pools: drawn }));
  }
  if (rule !== null) texts.set('award-rule.yaml', asYaml(ruleAsWritten(rule)));
  return texts;
}

function asText({ title, minutes, outcomes, source }: PackagedLesson): string {
  return `---\n${asYaml({ title, minutes, outcomes })}---\n${source}`;
}

/** Of a question all but its name. */
export function questionText({ question, picture, ...labels }: PackagedQuestion): string {
  const { outcomes, difficulty, tags, inBank } = labels;
  const body =
    question.kind === 'hotspot'
      ? Object.fromEntries(Object.entries(question.body).filter(([field]) => field !== 'picture'))
      : question.body;
  return asYaml({
    kind: question.kind,
    bank: inBank,
    ...stated({ difficulty }),
    tags,
    outcomes,
    ...(picture === null ? {} : { picture: picture.path }),
    question: body,
    key: question.key,
  });
}

const stated = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

function ruleAsWritten({ requires, weights, grades, routes }: AwardRule): object {
  const written = <Named extends { readonly assessmentId: string }>({ assessmentId, ...one }: Named) => ({
    ...one,
    assessment: assessmentId,
  });
  return {
    requires: requires.map((one) => (one.kind === 'assessment-passed' ? written(one) : one)),
    ...(weights === undefined ? {} : { weights: weights.map(written) }),
    ...(grades === undefined ? {} : { grades }),
    ...(routes === undefined ? {} : { routes }),
  };
}

/** SHA-256 of everything in a package, by path and in order: texts, files and the pictures of questions. */
function courseHashes(course: CoursePackage): ReadonlyMap<string, string> {
  const hashes = new Map<string, string>();
  for (const [path, text] of courseTexts(course)) hashes.set(path, hashOf(text));
  for (const { path, sha256 } of course.files) hashes.set(addressOfFile(path), sha256);
  for (const { picture } of course.questions)
    if (picture !== null) hashes.set(`questions/${picture.path}`, picture.sha256);
  return new Map([...hashes].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Names all that a draft says: two of the same fingerprint are exported as the same bytes. */
export const fingerprintOf = (course: CoursePackage): string => hashOf(JSON.stringify([...courseHashes(course)]));

export const hashOf = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
