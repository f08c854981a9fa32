import type { Kysely, Transaction } from 'kysely';
import { isId } from '#platform/server/ids.ts';
import type { Database } from '#platform/server/schema.ts';
import { quizSettingsSchema, type Assessment, type QuizSettings } from '../assessment.ts';
import { awardRuleSchema, type AwardRule } from '../award-rule.ts';
import type { Difficulty } from '../pools.ts';
import { taskSchema, type Task } from '../task.ts';
import { parseQuestion, type Question } from '../question-kinds.ts';
import { keyInForce } from './errata.store.ts';

type Db = Kysely<Database> | Transaction<Database>;

/** A question as an assessment asks it: its version, its place and its points. The key never leaves the server unasked. */
export type Item = Question & {
  readonly assessmentId: string;
  readonly questionId: string;
  readonly questionVersionId: string;
  readonly position: number;
  readonly points: number;
  readonly outcomes: readonly string[];
};

export async function assessmentsOfVersion(db: Db, versionId: string): Promise<readonly Assessment[]> {
  const rows = await db
    .selectFrom('assessment')
    .selectAll()
    .where('version_id', '=', versionId)
    .orderBy('position')
    .execute();
  return rows.map(toAssessment);
}

/** Of several versions in one query, each version's in order. */
export async function assessmentsOfVersions(db: Db, versionIds: readonly string[]): Promise<readonly Assessment[]> {
  if (versionIds.length === 0) return [];
  const rows = await db
    .selectFrom('assessment')
    .selectAll()
    .where('version_id', 'in', versionIds)
    .orderBy('version_id')
    .orderBy('position')
    .execute();
  return rows.map(toAssessment);
}

export async function assessmentById(db: Db, id: string): Promise<Assessment | undefined> {
  if (!isId(id)) return undefined;
  const row = await db.selectFrom('assessment').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toAssessment(row);
}

interface AssessmentRow {
  id: string;
  version_id: string;
  title: string;
  instructions: string;
  settings: unknown;
  task: unknown;
}

function toAssessment(row: AssessmentRow): Assessment {
  const { id, title, instructions } = row;
  const settings = quizSettingsSchema.parse(row.settings);
  const assessment = { id, versionId: row.version_id, title, instructions, settings };
  return row.task === null ? assessment : { ...assessment, task: taskSchema.parse(row.task) };
}

export async function insertAssessment(db: Db, assessment: Assessment, position: number): Promise<void> {
  await db
    .insertInto('assessment')
    .values({
      id: assessment.id,
      version_id: assessment.versionId,
      position,
      kind: assessment.task ? 'task' : 'quiz',
      task: assessment.task ? JSON.stringify(assessment.task) : null,
      title: assessment.title,
      instructions: assessment.instructions,
      settings: JSON.stringify(assessment.settings),
    })
    .execute();
}

export async function updateAssessment(
  db: Db,
  id: string,
  change: {
    readonly title: string;
    readonly instructions: string;
    readonly settings: QuizSettings;
    readonly task?: Task;
  },
): Promise<void> {
  await db
    .updateTable('assessment')
    .set({
      title: change.title,
      instructions: change.instructions,
      settings: JSON.stringify(change.settings),
      ...(change.task ? { task: JSON.stringify(change.task) } : {}),
    })
    .where('id', '=', id)
    .execute();
}

/** Of a draft, with what they ask. */
export async function deleteAssessments(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await db.deleteFrom('assessment').where('id', 'in', ids).execute();
}

/** The items of several assessments in one query, in order. */
export async function itemsOf(db: Db, assessmentIds: readonly string[]): Promise<readonly Item[]> {
  if (assessmentIds.length === 0) return [];
  const rows = await db
    .selectFrom('assessment_item')
    .innerJoin('question_version', 'question_version.id', 'assessment_item.question_version_id')
    .select([
      'assessment_item.assessment_id',
      'assessment_item.question_version_id',
      'assessment_item.position',
      'assessment_item.points',
      'question_version.question_id',
      'question_version.kind',
      'question_version.body',
      keyInForce,
      'question_version.outcomes',
    ])
    .where('assessment_item.assessment_id', 'in', assessmentIds)
    .orderBy('assessment_item.position')
    .execute();
  return rows.map((row) => ({
    assessmentId: row.assessment_id,
    questionId: row.question_id,
    questionVersionId: row.question_version_id,
    position: row.position,
    points: row.points,
    ...parseQuestion(row),
    outcomes: row.outcomes,
  }));
}

export async function insertQuestion(
  db: Db,
  question: { readonly id: string; readonly microcredentialId: string; readonly at: Date },
): Promise<void> {
  await db
    .insertInto('question')
    .values({ id: question.id, microcredential_id: question.microcredentialId, created_at: question.at })
    .execute();
}

export interface NewQuestionVersion {
  readonly id: string;
  readonly questionId: string;
  readonly question: Question;
  readonly outcomes: readonly string[];
  readonly at: Date;
  /** As the version before has it where it isn't given. */
  readonly difficulty?: Difficulty | null;
  readonly tags?: readonly string[];
}

/** Adds the next version of a question. Two at once collide on (question, number) and one of them fails whole. */
export async function insertQuestionVersion(db: Db, version: NewQuestionVersion): Promise<void> {
  const latest = await db
    .selectFrom('question_version')
    .select(['number', 'difficulty', 'tags'])
    .where('question_id', '=', version.questionId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  await db
    .insertInto('question_version')
    .values({
      id: version.id,
      question_id: version.questionId,
      number: (latest?.number ?? 0) + 1,
      kind: version.question.kind,
      body: JSON.stringify(version.question.body),
      key: JSON.stringify(version.question.key),
      outcomes: [...version.outcomes],
      created_at: version.at,
      difficulty: version.difficulty === undefined ? (latest?.difficulty ?? null) : version.difficulty,
      tags: [...(version.tags ?? latest?.tags ?? [])],
    })
    .execute();
}

export async function insertItem(
  db: Db,
  item: Pick<Item, 'assessmentId' | 'questionVersionId' | 'position' | 'points'> & { readonly versionId: string },
): Promise<void> {
  await db
    .insertInto('assessment_item')
    .values({
      assessment_id: item.assessmentId,
      version_id: item.versionId,
      question_version_id: item.questionVersionId,
      position: item.position,
      points: item.points,
    })
    .execute();
}

/** Asks a newer version of the same question in the same place. */
export async function replaceItem(
  db: Db,
  assessmentId: string,
  oldVersionId: string,
  replacement: { readonly questionVersionId: string; readonly points: number },
): Promise<void> {
  await db
    .updateTable('assessment_item')
    .set({ question_version_id: replacement.questionVersionId, points: replacement.points })
    .where('assessment_id', '=', assessmentId)
    .where('question_version_id', '=', oldVersionId)
    .execute();
}

export async function deleteItem(db: Db, assessmentId: string, questionVersionId: string): Promise<void> {
  if (!isId(questionVersionId)) return;
  await db
    .deleteFrom('assessment_item')
    .where('assessment_id', '=', assessmentId)
    .where('question_version_id', '=', questionVersionId)
    .execute();
}

/** Rewrites the order; positions are checked for uniqueness only at commit. */
export async function orderItems(db: Db, assessmentId: string, questionVersionIds: readonly string[]): Promise<void> {
  for (const [index, id] of questionVersionIds.entries()) {
    await db
      .updateTable('assessment_item')
      .set({ position: index + 1 })
      .where('assessment_id', '=', assessmentId)
      .where('question_version_id', '=', id)
      .execute();
  }
}

export async function ruleOfVersion(db: Db, versionId: string): Promise<AwardRule | undefined> {
  const row = await db.selectFrom('award_rule').select('rule').where('version_id', '=', versionId).executeTakeFirst();
  return row && awardRuleSchema.parse(row.rule);
}

export async function saveRule(db: Db, versionId: string, rule: AwardRule): Promise<void> {
  await db
    .insertInto('award_rule')
    .values({ version_id: versionId, rule: JSON.stringify(rule) })
    .onConflict((conflict) => conflict.column('version_id').doUpdateSet({ rule: JSON.stringify(rule) }))
    .execute();
}

export async function deleteRule(db: Db, versionId: string): Promise<void> {
  await db.deleteFrom('award_rule').where('version_id', '=', versionId).execute();
}
