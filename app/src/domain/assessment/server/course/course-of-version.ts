import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import { recordSchema, type DraftRecord, type Outcome } from '#domain/catalogue/record.ts';
import type { Version } from '#domain/catalogue/catalogue.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { contentInFull, type ContentInFull } from '#domain/learning/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import type { AwardRule } from '../../award-rule.ts';
import { difficulties } from '../../pools.ts';
import { assessmentsOfVersion, itemsOf, ruleOfVersion, type Item } from '../assessment.store.ts';
import { findBank } from '../bank.store.ts';
import { findPicture, type QuestionPicture } from '../pictures.store.ts';
import { poolsOf, questionsByVersion } from '../pools.store.ts';
import {
  nameFor,
  outcomeKeys,
  type CoursePackage,
  type PackagedFile,
  type PackagedQuestion,
  type PackagedAssessment,
} from './course-package.ts';
import { questionText } from './write-course.ts';

type Db = Kysely<Database> | Transaction<Database>;

/** A version as a package, and which row everything in it comes from. */
export interface PackagedVersion {
  readonly course: CoursePackage;
  /** Ids by keys. */
  readonly outcomeIds: ReadonlyMap<string, string>;
  readonly questionsByName: ReadonlyMap<string, QuestionRow>;
  readonly assessmentIds: ReadonlyMap<string, string>;
  readonly files: ContentInFull['files'];
  readonly pictures: ReadonlyMap<string, QuestionPicture>;
}

export interface QuestionRow {
  readonly questionId: string;
  readonly questionVersionId: string;
  /** No newer version of it is asked or drawn. */
  readonly isNewest: boolean;
}

/** What a record says about others, which mean nothing elsewhere: whose it is, where it is taught and registered. */
const ownElements: ReadonlySet<string> = new Set([
  'outcomes',
  'awardingBodyId',
  'delivererId',
  'jointAwardingBodyIds',
  'courseUrl',
  'registerIdentifiers',
]);
export const carriedElements = Object.keys(recordSchema.shape).filter((element) => !ownElements.has(element));

const outcomeSchema = z.object({ id: z.string(), text: z.string() });

/** Reads a version as what its team would take along. Whoever may do so has been asked. */
export async function courseOfVersion(platform: Platform, actor: Actor, version: Version): Promise<PackagedVersion> {
  const { db } = platform;
  const outcomes = outcomesOf(version.record);
  const keys = outcomeKeys(outcomes);
  const inOrder = (ids: readonly string[]) =>
    outcomes.flatMap(({ id }) => (ids.includes(id) ? (keys.get(id) ?? []) : []));
  const content = await contentInFull(platform, actor, version.id);
  const assessments = await assessmentsOfVersion(db, version.id);
  const ids = assessments.map(({ id }) => id);
  const items = await itemsOf(db, ids);
  const questions = await questionsOf(db, version.microcredentialId, items, inOrder);
  const assessmentNames = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id, title } of assessments) {
    const name = nameFor(title, 'assessment', taken);
    taken.add(name);
    assessmentNames.set(id, name);
  }
  const pools = await poolsOf(db, ids);
  const packaged = assessments.map(({ id, title, instructions, settings, task }): PackagedAssessment => ({
    name: assessmentNames.get(id) ?? '',
    title,
    instructions,
    settings,
    items: items
      .filter(({ assessmentId }) => assessmentId === id)
      .map(({ questionVersionId, points }) => ({ question: questions.names.get(questionVersionId) ?? '', points })),
    pools: pools
      .filter((pool) => pool.assessmentId === id && (pool.outcomeId === null || keys.has(pool.outcomeId)))
      .map(({ draws, points, outcomeId, difficulty, tag }) => ({
        draws,
        points,
        outcome: outcomeId === null ? null : (keys.get(outcomeId) ?? null),
        difficulty,
        tag,
      })),
    task: task
      ? {
          judgeWithinDays: task.judgeWithinDays,
          criteria: task.criteria.map((one) => ({
            title: one.title,
            outcomes: inOrder(one.outcomes),
            levels: one.levels.map(({ title: level, points, descriptor }) => ({ title: level, points, descriptor })),
          })),
        }
      : null,
  }));
  const rule = await ruleOfVersion(db, version.id);
  return {
    course: {
      record: carriedRecord(version.record),
      outcomes: outcomes.map(({ id, text }) => ({ key: keys.get(id) ?? '', text })),
      modules: content.modules.map((module) => ({
        title: module.title,
        lessons: content.lessons
          .filter(({ moduleId }) => moduleId === module.id)
          .map(({ slug, title, minutes, outcomes: served, source }) => ({
            slug,
            title,
            minutes,
            outcomes: inOrder(served),
            source,
          })),
      })),
      files: content.files.map(({ path, sha256 }) => ({ path, sha256 })),
      questions: questions.packaged,
      assessments: packaged,
      rule: rule === undefined ? null : namedRule(rule, assessmentNames),
    },
    outcomeIds: new Map([...keys].map(([id, key]) => [key, id])),
    questionsByName: questions.rows,
    assessmentIds: new Map([...assessmentNames].map(([id, name]) => [name, id])),
    files: content.files,
    pictures: questions.pictures,
  };
}

/** In the order of the record's elements. Of what a draft says, nothing is judged here: it comes as it was typed. */
function carriedRecord(record: DraftRecord): Readonly<Record<string, unknown>> {
  const typed = new Map<string, unknown>(Object.entries(record));
  return Object.fromEntries(
    carriedElements.flatMap((element) => (typed.get(element) === undefined ? [] : [[element, typed.get(element)]])),
  );
}

function outcomesOf(record: DraftRecord): readonly Outcome[] {
  return z
    .array(outcomeSchema)
    .catch([])
    .parse(record.outcomes ?? []);
}

/** Under names of assessments; what a rule says about an assessment that is gone is said no more. */
function namedRule(rule: AwardRule, names: ReadonlyMap<string, string>): AwardRule {
  const named = <Named extends { readonly assessmentId: string }>(one: Named): Named[] => {
    const name = names.get(one.assessmentId);
    return name === undefined ? [] : [{ ...one, assessmentId: name }];
  };
  return {
    ...rule,
    requires: rule.requires.flatMap((one): AwardRule['requires'] =>
      one.kind === 'assessment-passed' ? named(one) : [one],
    ),
    ...(rule.weights === undefined ? {} : { weights: rule.weights.flatMap(named) }),
  };
}

/** What is asked and what may be drawn, each version of a question under a name of its own. */
async function questionsOf(
  db: Db,
  microcredentialId: string,
  items: readonly Item[],
  inOrder: (ids: readonly string[]) => readonly string[],
) {
  const bank = await findBank(db, microcredentialId);
  const banked = new Set(bank.map(({ questionVersionId }) => questionVersionId));
  const bankedQuestions = new Set(bank.map(({ questionId }) => questionId));
  const questionIds = new Map([...items, ...bank].map((one) => [one.questionVersionId, one.questionId]));
  const ids = [...questionIds.keys()];
  const found = await questionsByVersion(db, ids);
  const pictures = new Map<string, QuestionPicture>();
  const unnamed: {
    readonly id: string;
    readonly base: string;
    readonly text: string;
    readonly packaged: PackagedQuestion;
  }[] = [];
  for (const [index, { outcomes, difficulty, tags, ...question }] of found.entries()) {
    const id = ids[index] ?? '';
    const picture = question.kind === 'hotspot' ? await findPicture(db, { id: question.body.picture.id }) : undefined;
    const packaged: PackagedQuestion = {
      name: '',
      question,
      picture: picture === undefined ? null : { path: '', sha256: picture.sha256 },
      outcomes: inOrder(outcomes),
      difficulty: difficulties.find((one) => one === difficulty) ?? null,
      tags,
      inBank: banked.has(id),
    };
    if (picture !== undefined) pictures.set(id, picture);
    const base = nameFor(question.body.prompt, 'question', new Set());
    unnamed.push({ id, base, text: `${questionText(packaged)}${picture?.sha256 ?? ''}`, packaged });
  }
  // Of several alike, what they say decides and not when they were made: elsewhere they are made in another order.
  unnamed.sort((a, b) =>
    a.base === b.base ? (a.text < b.text ? -1 : a.text > b.text ? 1 : 0) : a.base < b.base ? -1 : 1,
  );
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const packaged = unnamed.map((one): PackagedQuestion => {
    const name = nameFor(one.base, 'question', taken);
    taken.add(name);
    names.set(one.id, name);
    const picture = pictures.get(one.id);
    return { ...one.packaged, name, picture: picture === undefined ? null : pictureOf(name, picture) };
  });
  const rows = new Map(
    [...names].map(([id, name]): [string, QuestionRow] => {
      const questionId = questionIds.get(id) ?? '';
      return [
        name,
        { questionId, questionVersionId: id, isNewest: banked.has(id) || !bankedQuestions.has(questionId) },
      ];
    }),
  );
  const byName = new Map([...pictures].map(([id, picture]) => [names.get(id) ?? '', picture]));
  return { packaged: packaged.sort((a, b) => (a.name < b.name ? -1 : 1)), names, rows, pictures: byName };
}

function pictureOf(name: string, { sha256, fileKey }: QuestionPicture): PackagedFile {
  return { path: `pictures/${name}.${fileKey.slice(fileKey.lastIndexOf('.') + 1)}`, sha256 };
}
