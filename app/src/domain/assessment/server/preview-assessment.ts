import { versionById } from '#domain/catalogue/server/api.ts';
import { roles, type Actor } from '#domain/identity/identity.ts';
import { NotFound, requireRole } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { renderText } from '#domain/learning/server/api.ts';
import { judge, type Assessment, type Verdict } from '../assessment.ts';
import { questionKind, type Response } from '../question-kinds.ts';
import { assessmentsOfVersion, itemsOf, type Item } from './assessment.store.ts';
import type { MarkedQuestion } from './attempt-pages.ts';
import type { Responses } from './answers.store.ts';
import { onlyAsked } from './save-answers.ts';
import { drawFrom } from '../pools.ts';
import type { Task } from '../task.ts';
import { paperOf, placeIn, type PaperQuestion } from './paper.ts';
import { poolQuestions } from './pool-questions.ts';
import { poolsOf } from './pools.store.ts';

/** Always the same order, so that colleagues see the same paper. */
const previewSeed = 'preview';

export interface PaperPreview {
  readonly assessment: Assessment;
  readonly questions: readonly PaperQuestion[];
}

/** The papers of a version's quizzes as a learner would meet them, for the provider's members. Nothing is begun. */
export async function previewPapers(
  platform: Platform,
  actor: Actor,
  versionId: string,
): Promise<readonly PaperPreview[]> {
  return (await itemsToPreview(platform, actor, versionId))
    .filter(({ assessment }) => !assessment.task)
    .map(({ assessment, items }) => ({ assessment, questions: paperOf(items, previewSeed) }));
}

export interface TaskPreview {
  readonly assessment: Assessment;
  readonly task: Task;
  /** As safe HTML. */
  readonly instructions: string;
}

/** The tasks of a version as a learner would meet them, for the provider's members. */
export async function previewTasks(
  platform: Platform,
  actor: Actor,
  versionId: string,
): Promise<readonly TaskPreview[]> {
  await requireMember(platform, actor, versionId);
  const assessments = await assessmentsOfVersion(platform.db, versionId);
  return assessments.flatMap((assessment) =>
    assessment.task ? [{ assessment, task: assessment.task, instructions: renderText(assessment.instructions) }] : [],
  );
}

async function requireMember(platform: Platform, actor: Actor, versionId: string): Promise<void> {
  const version = await versionById(platform, versionId);
  if (version === undefined) throw new NotFound('version');
  requireRole(actor, version.organisationId, ...roles);
}

export interface ResultPreview {
  readonly assessment: Assessment;
  readonly verdict: Verdict;
  readonly questions: readonly MarkedQuestion[];
}

/** What a learner would be told who answered so, with the answers that come once no attempt is left. Nothing is kept. */
export async function previewResult(
  platform: Platform,
  actor: Actor,
  input: { readonly versionId: string; readonly assessmentId: string; readonly responses: Responses },
): Promise<ResultPreview> {
  const papers = await itemsToPreview(platform, actor, input.versionId);
  const paper = papers.find(({ assessment }) => assessment.id === input.assessmentId);
  if (paper === undefined) throw new NotFound('assessment');
  const { assessment, items } = paper;
  const given = onlyAsked(
    input.responses,
    new Map(items.map(({ questionVersionId, kind }) => [questionVersionId, kind])),
  );
  const marks = items.map((item) => ({
    questionVersionId: item.questionVersionId,
    points: points(item, given.get(item.questionVersionId)),
    outOf: item.points,
    outcomes: item.outcomes,
  }));
  const questions = paperOf(items, previewSeed).flatMap((question) => {
    const item = items.find((one) => one.questionVersionId === question.questionVersionId);
    return item ? [told(question, item, given.get(item.questionVersionId))] : [];
  });
  return { assessment, verdict: judge(marks, assessment.settings), questions };
}

function points(item: Item, given: Response | undefined): number {
  return questionKind(item.kind).mark(item.key, item.points, given ?? null);
}

function told(question: PaperQuestion, item: Item, given: Response | undefined): MarkedQuestion {
  return {
    ...question,
    lines: questionKind(item.kind).tell(item.body, item.key, given ?? null),
    given: points(item, given),
    answer: { explanation: item.key.explanation },
  };
}

async function itemsToPreview(
  platform: Platform,
  actor: Actor,
  versionId: string,
): Promise<readonly { readonly assessment: Assessment; readonly items: readonly Item[] }[]> {
  await requireMember(platform, actor, versionId);
  const assessments = await assessmentsOfVersion(platform.db, versionId);
  const items = await itemsOf(
    platform.db,
    assessments.map(({ id }) => id),
  );
  const pools = await poolsOf(
    platform.db,
    assessments.map(({ id }) => id),
  );
  const drawable = new Map((await poolQuestions(platform.db, pools)).map((item) => [item.questionVersionId, item]));
  return assessments.map((assessment) => {
    const fixed = items.filter(({ assessmentId }) => assessmentId === assessment.id);
    const drawn = drawFrom(
      pools.filter(({ assessmentId }) => assessmentId === assessment.id),
      fixed.map(({ questionId }) => questionId),
      placeIn(`${previewSeed}:draw`),
    );
    return {
      assessment,
      items: [
        ...fixed,
        ...drawn.flatMap(({ questionVersionId, points: each }) => {
          const item = drawable.get(questionVersionId);
          return item ? [{ ...item, points: each }] : [];
        }),
      ],
    };
  });
}
