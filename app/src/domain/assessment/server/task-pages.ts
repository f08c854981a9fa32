import type { Platform } from '#platform/server/platform.ts';
import type { Actor, Role } from '#domain/identity/identity.ts';
import { namesOf, NotFound, requirePerson, requireRole } from '#domain/identity/server/api.ts';
import { renderText } from '#domain/learning/server/api.ts';
import { versionById } from '#domain/catalogue/server/api.ts';
import type { QuizSettings } from '../assessment.ts';
import { seesFirstMarks } from '../second-marking.ts';
import { mayJudge, submissionState, type JudgingRefusal, type SubmissionState, type Task } from '../task.ts';
import { m } from '#messages';
import type { Evidence } from '../evidence.ts';
import { askedOf } from './asked-of.ts';
import { assessmentsForLearner, type LearnerAssessment } from './attempt-pages.ts';
import { queuePage, requireStaffOf } from './judge-submission.ts';
import { secondMarkingOf } from './second-marking.store.ts';
import { evidenceOf } from './evidence.store.ts';
import {
  draftOf,
  rubricJudgementOf,
  submissionsOfAttempt,
  judgedLately,
  waitingSubmissions,
  type RubricJudgement,
  type Submission,
  type SubmissionToJudge,
} from './submission.store.ts';

export interface LearnerTask {
  readonly assessment: LearnerAssessment;
  readonly task: Task;
  /** The instructions as safe HTML. */
  readonly instructions: string;
  /** Of the latest attempt; null before anything was written. */
  readonly state: SubmissionState | null;
  readonly draft: { readonly text: string; readonly savedAt: Date } | null;
  readonly submission: Submission | null;
  readonly judgement: RubricJudgement | null;
  /** Why nothing can be written now; null when it can. */
  readonly refusal: LearnerAssessment['refusal'];
}

/** A task as its learner sees it: what was written, how it stands, and the feedback. */
export async function taskForLearner(
  platform: Platform,
  actor: Actor,
  { enrolmentId, assessmentId }: { readonly enrolmentId: string; readonly assessmentId: string },
): Promise<LearnerTask> {
  const assessments = await assessmentsForLearner(platform, actor, enrolmentId);
  const assessment = assessments.find(({ id }) => id === assessmentId);
  if (!assessment?.task) throw new NotFound('task');
  const { task, refusal } = assessment;
  const asked = { assessment, task, instructions: renderText(assessment.instructions), refusal };
  const attempt = assessment.attempts.at(-1);
  if (!attempt) return { ...asked, state: null, draft: null, submission: null, judgement: null };

  const submission = (await submissionsOfAttempt(platform.db, attempt.id)).at(-1) ?? null;
  return {
    ...asked,
    state: submission ? submissionState(submission, platform.clock()) : 'drafted',
    draft: (await draftOf(platform.db, attempt.id)) ?? null,
    submission,
    judgement: (await rubricJudgementOf(platform.db, attempt.id)) ?? null,
  };
}

export interface Waiting {
  readonly submission: SubmissionToJudge & { readonly assessment: string };
  /** The learner's display name, and of the assessor who holds it now. */
  readonly learner: string;
  readonly claimedBy: string | null;
}

/** What waits for the assessors of an organisation, what is due first first, for them and its owners. */
export async function submissionsToJudge(
  platform: Platform,
  actor: Actor,
  { organisationId }: { readonly organisationId: string },
): Promise<readonly Waiting[]> {
  requireRole(actor, organisationId, 'assessor');
  const found = await waitingSubmissions(platform.db, organisationId, queuePage);
  const ids = found.flatMap(({ personId, claimedBy }) => [personId, ...(claimedBy === null ? [] : [claimedBy])]);
  const names = await namesOf(platform, ids);
  const now = platform.clock();
  return found.map((submission) => ({
    submission: { ...submission, assessment: submission.assessment ?? m.prior_title() },
    learner: names.get(submission.personId) ?? '',
    claimedBy:
      submission.claimedBy !== null && submissionState(submission, now) === 'being-judged'
        ? (names.get(submission.claimedBy) ?? '')
        : null,
  }));
}

export interface JudgedSubmission {
  readonly id: string;
  readonly learner: string;
  readonly assessment: string;
  /** Of prior learning. */
  readonly isEvidence: boolean;
  readonly passed: boolean;
  readonly madeAt: Date;
}

/** What an organisation's assessors judged last, the latest first. */
export async function submissionsJudgedLately(
  platform: Platform,
  actor: Actor,
  { organisationId }: { readonly organisationId: string },
): Promise<readonly JudgedSubmission[]> {
  requireRole(actor, organisationId, 'assessor', 'registrar');
  const found = await judgedLately(platform.db, organisationId, 20);
  const names = await namesOf(
    platform,
    found.map(({ personId }) => personId),
  );
  return found.map(({ personId, assessmentId, assessment, ...one }) => ({
    ...one,
    assessment: assessment ?? m.prior_title(),
    isEvidence: assessmentId === null,
    learner: names.get(personId) ?? '',
  }));
}

export interface SubmissionForAssessor {
  readonly submission: SubmissionToJudge;
  readonly learner: string;
  readonly organisationId: string;
  readonly assessment: { readonly title: string; readonly passMark: number; readonly settings: QuizSettings };
  readonly isOverdue: boolean;
  /** As safe HTML. */
  readonly instructions: string;
  readonly microcredential: string;
  readonly task: Task;
  readonly state: Exclude<SubmissionState, 'drafted'>;
  /** Whether the asker holds it now. */
  readonly isMine: boolean;
  readonly refusal: JudgingRefusal | null;
  /** What was handed in before and returned. */
  readonly earlier: readonly Submission[];
  /** Of evidence of prior learning, by submission; empty where a task was answered. */
  readonly evidence: ReadonlyMap<string, readonly Evidence[]>;
  /** Null while there is none, and while the asker could still mark it a second time. */
  readonly judgement: (RubricJudgement & { readonly assessor: string }) | null;
}

/** A submission with its rubric, for the provider's assessors and whoever has one of the further roles. */
export async function submissionForAssessor(
  platform: Platform,
  actor: Actor,
  submissionId: string,
  ...further: Role[]
): Promise<SubmissionForAssessor> {
  const { submission, organisationId } = await requireStaffOf(platform, actor, submissionId, 'assessor', ...further);
  const { personId } = requirePerson(actor);
  const asked = await askedOf(platform, submission);
  const version = await versionById(platform, submission.versionId);
  if (!asked || version?.status !== 'published') throw new NotFound('submission');
  const now = platform.clock();
  const state = submissionState(submission, now);
  const marking = await secondMarkingOf(platform.db, submission.id);
  const shown = state === 'judged' && (marking === undefined || seesFirstMarks(marking, personId));
  const judgement = shown ? await rubricJudgementOf(platform.db, submission.attemptId) : undefined;
  const names = await namesOf(platform, [submission.personId, ...(judgement?.madeBy ? [judgement.madeBy] : [])]);
  const all = await submissionsOfAttempt(platform.db, submission.attemptId);
  return {
    submission,
    learner: names.get(submission.personId) ?? '',
    organisationId,
    assessment: {
      title: asked.title,
      passMark: asked.settings.passMark,
      settings: asked.settings,
    },
    isOverdue: submission.dueAt < now,
    instructions: renderText(asked.instructions),
    microcredential: version.record.title,
    task: asked.task,
    state,
    isMine: state === 'being-judged' && submission.claimedBy === personId,
    refusal: mayJudge(submission, personId, now),
    earlier: all.filter(({ number }) => number < submission.number),
    evidence: await evidenceOf(
      platform.db,
      all.map(({ id }) => id),
    ),
    judgement: judgement ? { ...judgement, assessor: names.get(judgement.madeBy ?? '') ?? '' } : null,
  };
}
