import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, recordAudit } from '#domain/identity/server/api.ts';
import type { PublishedVersion } from '#domain/catalogue/catalogue.ts';
import { versionById } from '#domain/catalogue/server/api.ts';
import type { Enrolment } from '#domain/learning/server/api.ts';
import { evidenceProblems, evidenceTask, type Evidence, type EvidenceProblem } from '../evidence.ts';
import { judgeBy, longestNote, submissionState, type SubmissionState, type Task } from '../task.ts';
import { closeAttempt } from './attempt.store.ts';
import {
  evidenceAttemptOf,
  evidenceDraftOf,
  evidenceOf,
  holdEvidenceAttempt,
  insertEvidence,
  keepEvidenceDraft,
} from './evidence.store.ts';
import { requireOwnEnrolment } from './own-enrolment.ts';
import { rubricJudgementOf, submissionsOfAttempt, type RubricJudgement, type Submission } from './submission.store.ts';
import { tellLearner } from './submission-mails.ts';

export interface PriorLearning {
  readonly version: PublishedVersion;
  /** Its criteria are the outcomes. */
  readonly task: Task;
  /** Null before anything was written. */
  readonly state: SubmissionState | null;
  /** What was handed in last; before that, what is written so far. */
  readonly evidence: readonly Evidence[];
  readonly savedAt: Date | null;
  readonly submission: Submission | null;
  readonly judgement: RubricJudgement | null;
  /** Whether its learner may write and hand in now. */
  readonly isOpen: boolean;
}

/** The evidence of a learner who asks for recognition: what was written, how it stands, and what was found. */
export async function priorLearningFor(platform: Platform, actor: Actor, enrolmentId: string): Promise<PriorLearning> {
  const { version } = await requireAsking(platform, actor, enrolmentId);
  const asked = { version, task: evidenceTask(version.record.outcomes) };
  const attempt = await evidenceAttemptOf(platform.db, enrolmentId);
  if (!attempt) {
    return { ...asked, state: null, evidence: [], savedAt: null, submission: null, judgement: null, isOpen: true };
  }
  const submission = (await submissionsOfAttempt(platform.db, attempt.id)).at(-1) ?? null;
  const draft = await evidenceDraftOf(platform.db, attempt.id);
  const isOpen = attempt.submittedAt === null;
  const handedIn = submission && (await evidenceOf(platform.db, [submission.id])).get(submission.id);
  return {
    ...asked,
    state: submission ? submissionState(submission, platform.clock()) : 'drafted',
    evidence: (isOpen ? draft?.evidence : handedIn) ?? [],
    savedAt: draft?.savedAt ?? null,
    submission,
    judgement: (await rubricJudgementOf(platform.db, attempt.id)) ?? null,
    isOpen,
  };
}

export type EvidenceKept =
  | { readonly kind: 'saved' }
  | { readonly kind: 'refused'; readonly because: 'withdrawn' | 'handed-in' }
  | { readonly kind: 'refused'; readonly because: 'unfit'; readonly problems: readonly EvidenceProblem[] };

interface Typed {
  readonly enrolmentId: string;
  readonly evidence: readonly Evidence[];
}

/** Keeps what a learner has written so far. What belongs to no outcome of theirs is left out. */
export async function saveEvidence(platform: Platform, actor: Actor, typed: Typed): Promise<EvidenceKept> {
  const { enrolment, version } = await requireAsking(platform, actor, typed.enrolmentId);
  if (enrolment.withdrawnAt) return { kind: 'refused', because: 'withdrawn' };
  const { ids, evidence } = ofOutcomes(version, typed.evidence);
  const problems = evidenceProblems(evidence, ids).filter(({ because }) => because === 'too-long');
  if (problems.length > 0) return { kind: 'refused', because: 'unfit', problems };
  return platform.db.transaction().execute(async (trx): Promise<EvidenceKept> => {
    const at = platform.clock();
    const attempt = await holdEvidenceAttempt(trx, { id: platform.newId(), enrolmentId: enrolment.id, at });
    // Handed in on another device meanwhile: what was handed in stands.
    if (attempt.submittedAt) return { kind: 'refused', because: 'handed-in' };
    await keepEvidenceDraft(trx, { attemptId: attempt.id, evidence, at });
    return { kind: 'saved' };
  });
}

export type EvidenceHandedIn =
  | { readonly kind: 'handed-in' }
  | Exclude<EvidenceKept, { kind: 'saved' }>
  | { readonly kind: 'refused'; readonly because: 'not-declared' | 'ai-use-missing' };

/** Hands evidence in for every outcome with the learner's declarations, once however often it is pressed. */
export async function handInEvidence(
  platform: Platform,
  actor: Actor,
  typed: Typed & { readonly ownWork: boolean; readonly aiUse: string },
): Promise<EvidenceHandedIn> {
  const saved = await saveEvidence(platform, actor, typed);
  if (saved.kind === 'refused') return saved;
  const { enrolment, version } = await requireAsking(platform, actor, typed.enrolmentId);
  const { ids, evidence } = ofOutcomes(version, typed.evidence);
  const problems = evidenceProblems(evidence, ids);
  if (problems.length > 0) return { kind: 'refused', because: 'unfit', problems };
  if (!typed.ownWork) return { kind: 'refused', because: 'not-declared' };
  if (typed.aiUse.trim() === '') return { kind: 'refused', because: 'ai-use-missing' };
  return platform.db.transaction().execute(async (trx): Promise<EvidenceHandedIn> => {
    const at = platform.clock();
    const id = platform.newId();
    const attempt = await holdEvidenceAttempt(trx, { id: platform.newId(), enrolmentId: enrolment.id, at });
    if (attempt.submittedAt) return { kind: 'refused', because: 'handed-in' };
    const number = (await submissionsOfAttempt(trx, attempt.id)).length + 1;
    await insertEvidence(trx, {
      id,
      attemptId: attempt.id,
      number,
      evidence,
      aiUse: typed.aiUse.trim().slice(0, longestNote),
      handedInAt: at,
      dueAt: judgeBy(evidenceTask(version.record.outcomes), at),
    });
    await closeAttempt(trx, attempt.id, { submittedAt: at, endedBy: 'learner' });
    await recordAudit(platform, trx, actor, {
      action: 'submission.handed-in',
      subjectKind: 'submission',
      subjectId: id,
      detail: { enrolmentId: enrolment.id, route: enrolment.route, number },
    });
    await tellLearner(platform, trx, { enrolmentId: enrolment.id, assessmentId: null, step: { kind: 'handed-in' } });
    return { kind: 'handed-in' };
  });
}

/** In the order of the outcomes, one each. */
function ofOutcomes(version: PublishedVersion, typed: readonly Evidence[]) {
  const ids = version.record.outcomes.map(({ id }) => id);
  return { ids, evidence: ids.flatMap((id) => typed.find(({ outcomeId }) => outcomeId === id) ?? []) };
}

/** One's own enrolment by the route of prior learning; any other answers like one that does not exist. */
async function requireAsking(
  platform: Platform,
  actor: Actor,
  enrolmentId: string,
): Promise<{ readonly enrolment: Enrolment; readonly version: PublishedVersion }> {
  const enrolment = await requireOwnEnrolment(platform, actor, enrolmentId);
  const version = await versionById(platform, enrolment.versionId);
  if (enrolment.route !== 'prior-learning' || version?.status !== 'published') throw new NotFound('enrolment');
  return { enrolment, version };
}
