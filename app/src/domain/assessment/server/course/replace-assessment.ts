import type { Transaction } from 'kysely';
import { holdDraft } from '#domain/catalogue/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import { withAssessments } from '../../award-rule.ts';
import type { Question } from '../../question-kinds.ts';
import {
  assessmentsOfVersion,
  deleteAssessments,
  deleteRule,
  insertAssessment,
  insertItem,
  insertQuestion,
  insertQuestionVersion,
  saveRule,
} from '../assessment.store.ts';
import { findBank, markBanked } from '../bank.store.ts';
import { insertPool } from '../pools.store.ts';
import { refreshPools } from '../refresh-pools.ts';
import type { CoursePackage, PackagedQuestion } from './course-package.ts';
import type { PackagedVersion } from './course-of-version.ts';
import { questionText } from './write-course.ts';

interface Into {
  readonly versionId: string;
  readonly microcredentialId: string;
  /** What the draft said before; undefined for one that said nothing. */
  readonly before: PackagedVersion | undefined;
  /** Ids by keys. */
  readonly outcomes: ReadonlyMap<string, string>;
  /** The id of the picture that a question shows, by the question's name. */
  readonly pictures: ReadonlyMap<string, string>;
}

/**
 * Puts other assessments, another bank and another award rule in place of a draft's own, in the transaction of an import. A
 * assessment keeps its id by its name; a question is the same one by its words or else by its name, and gets a new version
 * when it changed. Nothing that attempts may refer to is ever deleted.
 */
export async function replaceAssessment(
  platform: Platform,
  trx: Transaction<Database>,
  course: CoursePackage,
  into: Into,
): Promise<void> {
  const { versionId, microcredentialId, before } = into;
  await holdDraft(trx, versionId);
  const questions = await placeQuestions(platform, trx, course.questions, into);
  await deleteAssessments(
    trx,
    (await assessmentsOfVersion(trx, versionId)).map(({ id }) => id),
  );
  const assessmentIds = new Map<string, string>();
  for (const [index, { name, title, instructions, settings, items, pools, task }] of course.assessments.entries()) {
    const id = before?.assessmentIds.get(name) ?? platform.newId();
    assessmentIds.set(name, id);
    const rubric = task && {
      ...task,
      criteria: task.criteria.map((one) => ({
        ...one,
        id: platform.newId(),
        outcomes: one.outcomes.flatMap((key) => into.outcomes.get(key) ?? []),
      })),
    };
    const assessment = { id, versionId, title, instructions, settings, ...(rubric ? { task: rubric } : {}) };
    await insertAssessment(trx, assessment, index + 1);
    for (const [place, { question, points }] of items.entries()) {
      const questionVersionId = questions.get(question);
      if (questionVersionId === undefined) throw new Error(`A quiz of an import asks no question ${question}.`);
      await insertItem(trx, { assessmentId: id, versionId, questionVersionId, position: place + 1, points });
    }
    for (const [place, { outcome, ...pool }] of pools.entries()) {
      const outcomeId = outcome === null ? null : (into.outcomes.get(outcome) ?? null);
      await insertPool(trx, {
        ...pool,
        id: platform.newId(),
        assessmentId: id,
        versionId,
        position: place + 1,
        outcomeId,
      });
    }
  }
  if (course.rule === null) await deleteRule(trx, versionId);
  else await saveRule(trx, versionId, withAssessments(course.rule, assessmentIds));
  await refreshPools(platform, trx, { versionId, microcredentialId });
}

/** The version of each question by its name; and the bank holds those that belong in it, and no others. */
async function placeQuestions(
  platform: Platform,
  trx: Transaction<Database>,
  questions: readonly PackagedQuestion[],
  into: Into,
): Promise<ReadonlyMap<string, string>> {
  const { microcredentialId, before } = into;
  const at = platform.clock();
  const matches = matched(
    questions.map((one) => ({ name: one.name, words: wordsOf(one, into.outcomes) })),
    new Map((before?.course.questions ?? []).map((one) => [one.name, wordsOf(one, before?.outcomeIds ?? new Map())])),
  );
  const placed = new Map<string, string>();
  const banked = new Set<string>();
  for (const question of questions) {
    const match = matches.get(question.name);
    const row = match && before?.questionsByName.get(match.name);
    // An older version that is still asked stays one, or another question begins: a newer one of it is the bank's.
    const isSame = row !== undefined && match?.isSame === true && (row.isNewest || !question.inBank);
    const isNext = row !== undefined && !isSame && row.isNewest;
    const questionId = isSame || isNext ? row.questionId : platform.newId();
    if (!isSame && !isNext) await insertQuestion(trx, { id: questionId, microcredentialId, at });
    if (isSame) placed.set(question.name, row.questionVersionId);
    else {
      const id = platform.newId();
      placed.set(question.name, id);
      const { outcomes, difficulty, tags } = question;
      await insertQuestionVersion(trx, {
        id,
        questionId,
        question: showing(question.question, into.pictures.get(question.name)),
        outcomes: outcomes.flatMap((key) => into.outcomes.get(key) ?? []),
        at,
        difficulty,
        tags,
      });
    }
    if (question.inBank) banked.add(questionId);
  }
  const held = new Set((await findBank(trx, microcredentialId)).map(({ questionId }) => questionId));
  for (const questionId of held)
    if (!banked.has(questionId)) await markBanked(trx, { microcredentialId, questionId }, null);
  for (const questionId of banked)
    if (!held.has(questionId)) await markBanked(trx, { microcredentialId, questionId }, at);
  return placed;
}

/** What is kept with a version of a question, by ids of outcomes; whether the bank holds it is kept beside. */
function wordsOf(question: PackagedQuestion, outcomes: ReadonlyMap<string, string>): string {
  const ids = question.outcomes.flatMap((key) => outcomes.get(key) ?? []).sort();
  const text = questionText({ ...question, outcomes: ids, inBank: false, picture: null });
  return `${text}${question.picture?.sha256 ?? ''}`;
}

interface Match {
  readonly name: string;
  readonly isSame: boolean;
}

/** Which question of the draft each one is: first by its words, under its own name or another; then by its name. */
function matched(
  questions: readonly { readonly name: string; readonly words: string }[],
  known: ReadonlyMap<string, string>,
): ReadonlyMap<string, Match> {
  const free = new Map(known);
  const matches = new Map<string, Match>();
  const take = (question: string, name: string, isSame: boolean) => {
    free.delete(name);
    matches.set(question, { name, isSame });
  };
  for (const { name, words } of questions) if (free.get(name) === words) take(name, name, true);
  for (const { name, words } of questions) {
    const [same] = matches.has(name) ? [] : ([...free].find(([, text]) => text === words) ?? []);
    if (same !== undefined) take(name, same, true);
  }
  for (const { name } of questions) if (!matches.has(name) && free.has(name)) take(name, name, false);
  return matches;
}

function showing(question: Question, pictureId: string | undefined): Question {
  if (question.kind !== 'hotspot' || pictureId === undefined) return question;
  return { ...question, body: { ...question.body, picture: { ...question.body.picture, id: pictureId } } };
}
