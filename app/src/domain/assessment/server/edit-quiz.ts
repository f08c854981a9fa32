import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { holdDraft } from '#domain/catalogue/server/api.ts';
import type { QuizSettings } from '../assessment.ts';
import {
  assessmentsOfVersion,
  insertAssessment,
  ruleOfVersion,
  saveRule,
  updateAssessment,
} from './assessment.store.ts';
import { requireAuthor, requireAuthorOfQuiz } from './draft.ts';
import { writeAssessmentParts } from './write-parts.ts';

/** Adds a quiz to a draft, and to its award rule: what is asked must be passed unless the author says otherwise. */
export async function addQuiz(
  platform: Platform,
  actor: Actor,
  input: {
    readonly versionId: string;
    readonly title: string;
    readonly instructions: string;
    readonly settings: QuizSettings;
  },
): Promise<{ readonly assessmentId: string }> {
  await requireAuthor(platform, actor, input.versionId);
  const id = platform.newId();
  await platform.db.transaction().execute(async (trx) => {
    await holdDraft(trx, input.versionId);
    const position = (await assessmentsOfVersion(trx, input.versionId)).length + 1;
    await insertAssessment(trx, { ...input, id }, position);
    const rule = (await ruleOfVersion(trx, input.versionId)) ?? { requires: [] };
    await saveRule(trx, input.versionId, {
      ...rule,
      requires: [...rule.requires, { kind: 'assessment-passed', assessmentId: id }],
    });
    await writeAssessmentParts(platform, trx, input.versionId);
  });
  return { assessmentId: id };
}

export async function saveQuiz(
  platform: Platform,
  actor: Actor,
  input: {
    readonly assessmentId: string;
    readonly title: string;
    readonly instructions: string;
    readonly settings: QuizSettings;
  },
): Promise<void> {
  const { assessment } = await requireAuthorOfQuiz(platform, actor, input.assessmentId);
  await platform.db.transaction().execute(async (trx) => {
    await holdDraft(trx, assessment.versionId);
    await updateAssessment(trx, assessment.id, input);
    await writeAssessmentParts(platform, trx, assessment.versionId);
  });
}
