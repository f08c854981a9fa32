import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { holdDraft } from '#domain/catalogue/server/api.ts';
import type { QuizSettings } from '../assessment.ts';
import { rubricProblems, type Criterion, type RubricProblem } from '../task.ts';
import {
  assessmentsOfVersion,
  insertAssessment,
  ruleOfVersion,
  saveRule,
  updateAssessment,
} from './assessment.store.ts';
import { requireAuthor, requireAuthorOfAssessment } from './draft.ts';
import { writeAssessmentParts } from './write-parts.ts';

export interface TaskInput {
  readonly title: string;
  readonly instructions: string;
  readonly settings: QuizSettings;
  readonly criteria: readonly Criterion[];
  readonly judgeWithinDays: number;
}

export type TaskSaved =
  | { readonly kind: 'saved'; readonly assessmentId: string }
  | { readonly kind: 'refused'; readonly because: 'unfit'; readonly problems: readonly RubricProblem[] };

/** Adds a task to a draft, and to its award rule: it must be passed unless the author says otherwise. */
export async function addTask(
  platform: Platform,
  actor: Actor,
  { versionId, ...input }: TaskInput & { readonly versionId: string },
): Promise<TaskSaved> {
  await requireAuthor(platform, actor, versionId);
  const problems = rubricProblems(input.criteria);
  if (problems.length > 0) return { kind: 'refused', because: 'unfit', problems };
  const id = platform.newId();
  await platform.db.transaction().execute(async (trx) => {
    await holdDraft(trx, versionId);
    const position = (await assessmentsOfVersion(trx, versionId)).length + 1;
    await insertAssessment(trx, { ...asStored(input), id, versionId }, position);
    const rule = (await ruleOfVersion(trx, versionId)) ?? { requires: [] };
    await saveRule(trx, versionId, {
      ...rule,
      requires: [...rule.requires, { kind: 'assessment-passed', assessmentId: id }],
    });
    await writeAssessmentParts(platform, trx, versionId);
  });
  return { kind: 'saved', assessmentId: id };
}

export async function saveTask(
  platform: Platform,
  actor: Actor,
  { assessmentId, ...input }: TaskInput & { readonly assessmentId: string },
): Promise<TaskSaved> {
  const { assessment } = await requireAuthorOfAssessment(platform, actor, assessmentId);
  if (!assessment.task) throw new NotFound('task');
  const problems = rubricProblems(input.criteria);
  if (problems.length > 0) return { kind: 'refused', because: 'unfit', problems };
  await platform.db.transaction().execute(async (trx) => {
    await holdDraft(trx, assessment.versionId);
    await updateAssessment(trx, assessment.id, asStored(input));
    await writeAssessmentParts(platform, trx, assessment.versionId);
  });
  return { kind: 'saved', assessmentId: assessment.id };
}

function asStored({ title, instructions, settings, criteria, judgeWithinDays }: TaskInput) {
  return { title, instructions, settings, task: { criteria: [...criteria], judgeWithinDays } };
}
