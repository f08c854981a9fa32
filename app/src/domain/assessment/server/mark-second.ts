import type { Transaction } from 'kysely';
import { within, type Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, recordAudit } from '#domain/identity/server/api.ts';
import type { Assessment, Verdict } from '../assessment.ts';
import {
  agree,
  changesResult,
  maySettle,
  mayMarkSecond,
  together,
  type MarkingRefusal,
  type Settlement,
  type SettlingRefusal,
} from '../second-marking.ts';
import { judgeByRubric, longestNote, type Choice } from '../task.ts';
import { assessmentById } from './assessment.store.ts';
import { requireAssessor, requireStaffOf, type JudgementInput } from './judge-submission.ts';
import { tellSecondMarking } from './second-marking-mails.ts';
import { keepSecondMarks, keepSettlement, lockSecondMarking, type SecondMarking } from './second-marking.store.ts';
import {
  insertRubricJudgement,
  lockAttemptOf,
  rubricJudgementById,
  type RubricJudgement,
  type SubmissionToJudge,
} from './submission.store.ts';

export interface Settled {
  readonly kind: 'settled';
  readonly enrolmentId: string;
}

export type NotMarked = { readonly kind: 'refused'; readonly because: MarkingRefusal | 'incomplete' };

/**
 * Keeps another assessor's marks, once. Where both chose the same levels that settles it; otherwise a registrar does.
 * Inside the caller's transaction, as `settleMarks` is.
 */
export async function markSecond(
  platform: Platform,
  trx: Transaction<Database>,
  actor: Actor,
  input: JudgementInput,
): Promise<Settled | { readonly kind: 'marked' } | NotMarked> {
  const inside = within(platform, trx);
  const found = await requireAssessor(inside, actor, input.submissionId);
  const open = await hold(trx, found.submission);
  const at = platform.clock();
  const because = mayMarkSecond(open.marking, found.assessorId, at);
  if (because) return { kind: 'refused', because };
  const marks = tidied(input);
  if (!verdictOn(open.assessment, marks.choices)) return { kind: 'refused', because: 'incomplete' };

  await keepSecondMarks(trx, open.marking.id, { ...marks, by: found.assessorId, at });
  await recordAudit(platform, trx, actor, {
    action: 'second-marking.marked',
    subjectKind: 'submission',
    subjectId: found.submission.id,
    organisationId: found.organisationId,
  });
  if (!agree(open.first.choices, marks.choices)) return { kind: 'marked' };
  return conclude(
    platform,
    trx,
    { actor, ...found, ...open, as: 'agreed', reason: null },
    {
      ...together(open.first, marks),
      by: found.assessorId,
    },
  );
}

export interface SettlementInput extends JudgementInput {
  /** Whose marks count; with `own`, the levels and feedback given here. */
  readonly as: Exclude<Settlement, 'agreed'>;
  readonly reason: string;
}

export type NotSettled = {
  readonly kind: 'refused';
  readonly because: SettlingRefusal | 'incomplete' | 'reason-missing';
};

/** Settles between two assessors' marks, once: the judgement that comes of it supersedes the first. */
export async function settleMarks(
  platform: Platform,
  trx: Transaction<Database>,
  actor: Actor,
  input: SettlementInput,
): Promise<Settled | NotSettled> {
  const inside = within(platform, trx);
  const found = await requireStaffOf(inside, actor, input.submissionId, 'registrar');
  const open = await hold(trx, found.submission);
  const because = maySettle(open.marking, found.assessorId);
  if (because) return { kind: 'refused', because };
  const reason = input.reason.trim().slice(0, longestNote);
  if (reason === '') return { kind: 'refused', because: 'reason-missing' };
  const marks = {
    first: { ...open.first, by: open.first.madeBy },
    second: { ...open.marking, by: open.marking.markedBy },
    own: { ...tidied(input), by: found.assessorId },
  }[input.as];
  if (!verdictOn(open.assessment, marks.choices)) return { kind: 'refused', because: 'incomplete' };
  return conclude(platform, trx, { actor, ...found, ...open, as: input.as, reason }, marks);
}

interface Open {
  readonly marking: SecondMarking;
  readonly first: RubricJudgement;
  readonly assessment: Assessment;
}

/** The second marking of a submission, its attempt and itself locked in this order. */
async function hold(trx: Transaction<Database>, submission: SubmissionToJudge): Promise<Open> {
  await lockAttemptOf(trx, submission.attemptId);
  const marking = await lockSecondMarking(trx, submission.id);
  const first = marking && (await rubricJudgementById(trx, marking.judgementId));
  const assessment = await assessmentById(trx, submission.assessmentId ?? '');
  if (!marking || !first || !assessment) throw new NotFound('second marking');
  return { marking, first, assessment };
}

interface Conclusion extends Open {
  readonly actor: Actor;
  readonly submission: SubmissionToJudge;
  readonly organisationId: string;
  readonly as: Settlement;
  readonly reason: string | null;
  readonly assessorId: string;
}

async function conclude(
  platform: Platform,
  trx: Transaction<Database>,
  { actor, submission, organisationId, marking, first, assessment, as, reason, assessorId }: Conclusion,
  { choices, feedback, by }: { choices: readonly Choice[]; feedback: string; by: string | null },
): Promise<Settled> {
  const verdict = verdictOn(assessment, choices);
  if (!verdict) throw new NotFound('level');
  const at = platform.clock();
  const judgement = {
    ...verdict,
    id: platform.newId(),
    attemptId: submission.attemptId,
    madeAt: at,
    madeBy: by,
    choices,
    feedback,
    supersedes: first.id,
  };
  await insertRubricJudgement(trx, judgement);
  await keepSettlement(trx, marking.id, { as, by: as === 'agreed' ? null : assessorId, at, reason });
  await recordAudit(platform, trx, actor, {
    action: 'second-marking.settled',
    subjectKind: 'submission',
    subjectId: submission.id,
    organisationId,
    detail: { as, judgementId: judgement.id, supersedes: first.id, passed: verdict.passed, score: verdict.score },
  });
  if (changesResult(first, judgement)) {
    await tellSecondMarking(platform, trx, {
      ...submission,
      assessmentId: assessment.id,
      title: assessment.title,
      before: first,
      after: verdict,
      reason,
    });
  }
  return { kind: 'settled', enrolmentId: submission.enrolmentId };
}

function verdictOn({ task, settings }: Assessment, choices: readonly Choice[]): Verdict | undefined {
  return task && judgeByRubric(task, settings, choices);
}

function tidied({ choices, feedback }: JudgementInput) {
  const tidy = (words: string) => words.trim().slice(0, longestNote);
  return { choices: choices.map((one) => ({ ...one, feedback: tidy(one.feedback) })), feedback: tidy(feedback) };
}
