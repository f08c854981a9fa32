import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, requireRole } from '#domain/identity/server/api.ts';
import { studioMicrocredential } from '#domain/catalogue/server/api.ts';
import type { Assessment } from '../assessment.ts';
import { analyse, fewestLearners, type ItemAnalysis } from '../item-analysis.ts';
import { questionKind } from '../question-kinds.ts';
import { assessmentsOfVersions, itemsOf, type Item } from './assessment.store.ts';
import type { BankAddress } from './bank.ts';
import { countAnswers, timeTaken, type TimeTaken } from './item-analysis.store.ts';
import { poolQuestions } from './pool-questions.ts';
import { poolsOf } from './pools.store.ts';

/** A question as the analysis shows it: asked of everyone, or drawn from the bank. */
export interface AnalysedQuestion {
  readonly item: Item;
  readonly number: number;
  readonly isDrawn: boolean;
  readonly analysis: ItemAnalysis;
}

export interface QuizAnalysis {
  readonly assessment: Assessment;
  /** The number of the version that the assessment belongs to. */
  readonly versionNumber: number;
  readonly questions: readonly AnalysedQuestion[];
  /** Of this assessment alone; null while fewer learners than the analysis needs have handed in. */
  readonly time: TimeTaken | null;
  /** The assessments of all versions of the microcredential, the newest first. */
  readonly all: readonly { readonly id: string; readonly title: string; readonly versionNumber: number }[];
}

/**
 * How each question of an assessment does, for authors of the provider. `everywhere` takes along the attempts in other
 * versions of the microcredential that asked the same version of the question.
 */
export async function analyseQuiz(
  platform: Platform,
  actor: Actor,
  {
    assessmentId,
    everywhere,
    ...address
  }: BankAddress & { readonly assessmentId: string; readonly everywhere: boolean },
): Promise<QuizAnalysis> {
  const { microcredential, draft, publishedVersions } = await studioMicrocredential(platform, actor, address);
  requireRole(actor, microcredential.organisationId, 'author');
  const versions = [...(draft ? [draft] : []), ...publishedVersions];
  const numberOf = new Map(versions.map(({ id, number }) => [id, number]));
  const assessments = (await assessmentsOfVersions(platform.db, [...numberOf.keys()]))
    .map((one) => ({ ...one, versionNumber: numberOf.get(one.versionId) ?? 0 }))
    .toSorted((a, b) => b.versionNumber - a.versionNumber);
  const assessment = assessments.find(({ id }) => id === assessmentId);
  if (!assessment) throw new NotFound('assessment');

  const fixed = await itemsOf(platform.db, [assessmentId]);
  const drawn = await poolQuestions(platform.db, await poolsOf(platform.db, [assessmentId]));
  const asked = new Set(fixed.map(({ questionVersionId }) => questionVersionId));
  const items = [...fixed, ...drawn.filter(({ questionVersionId }) => !asked.has(questionVersionId))];
  const counted = await countAnswers(platform.db, {
    assessmentIds: everywhere ? assessments.map(({ id }) => id) : [assessmentId],
    questionVersionIds: items.map(({ questionVersionId }) => questionVersionId),
  });
  const time = await timeTaken(platform.db, assessmentId);
  return {
    assessment,
    versionNumber: assessment.versionNumber,
    questions: items.map((item, index) => ({
      item,
      number: index + 1,
      isDrawn: index >= fixed.length,
      analysis: analyse(
        counted.get(item.questionVersionId) ?? { asked: 0, answered: 0, groups: [], given: [] },
        questionKind(item.kind).summary(item.body, item.key),
      ),
    })),
    time: time && time.learners >= fewestLearners ? time : null,
    all: assessments.map(({ id, title, versionNumber }) => ({ id, title, versionNumber })),
  };
}
