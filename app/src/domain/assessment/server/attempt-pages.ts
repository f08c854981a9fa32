import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { settingsFor, type Allowance } from '../allowance.ts';
import { coolsDownUntil, mayStart, type Assessment, type StartRefusal } from '../assessment.ts';
import { isAnswered, questionKind, type AnswerLine, type Response } from '../question-kinds.ts';
import { allowancesOf } from './allowances.store.ts';
import { answersOf } from './answers.store.ts';
import { assessmentById, assessmentsOfVersion, type Item } from './assessment.store.ts';
import { attemptById, supersededFirst, type Attempt, type Judgement } from './attempt.store.ts';
import { earlierAttempts } from './earlier-attempts.ts';
import { errataOf, type Erratum } from './errata.store.ts';
import { runRefusalOf } from './run-refusal.ts';
import { requireOwnEnrolment } from './own-enrolment.ts';
import { paperOf, type PaperQuestion } from './paper.ts';
import { itemsOfAttempt } from './pools.store.ts';
import { questionCounts } from './question-counts.ts';

export interface AttemptSummary extends Pick<Attempt, 'id' | 'number' | 'startedAt' | 'dueAt' | 'submittedAt'> {
  readonly judgement: Pick<Judgement, 'score' | 'outOf' | 'passed' | 'madeAt'> | null;
}

export interface LearnerAssessment extends Assessment {
  readonly questionCount: number;
  readonly attempts: readonly AttemptSummary[];
  readonly openAttemptId: string | null;
  readonly passed: boolean;
  /** Why no further attempt may begin; null when one may, or one is open. */
  readonly refusal: StartRefusal | 'run-not-begun' | 'run-over' | null;
  /** Until when the pause after the latest attempt lasts; null where there is none. */
  readonly coolsDownUntil: Date | null;
  /** What is arranged for this learner alone; `settings` has it in already. */
  readonly allowance: Allowance;
}

/** The assessments of the learner's version with every attempt so far. */
export async function assessmentsForLearner(
  platform: Platform,
  actor: Actor,
  enrolmentId: string,
): Promise<readonly LearnerAssessment[]> {
  const enrolment = await requireOwnEnrolment(platform, actor, enrolmentId);
  // Their evidence stands for every assessment.
  if (enrolment.route === 'prior-learning') return [];
  const assessments = await assessmentsOfVersion(platform.db, enrolment.versionId);
  const counts = await questionCounts(
    platform.db,
    assessments.map(({ id }) => id),
  );
  const earlier = await earlierAttempts(platform.db, enrolmentId);
  const outsideRun = await runRefusalOf(platform, enrolment);
  const allowanceIn = await allowancesOf(platform.db, enrolment);
  const at = platform.clock();

  return assessments.map((found) => {
    const allowance = allowanceIn(found.id);
    const assessment = { ...found, settings: settingsFor(found.settings, allowance) };
    const questionCount = assessment.task?.criteria.length ?? counts.get(assessment.id) ?? 0;
    const own = earlier.attempts
      .filter((attempt) => attempt.assessmentId === assessment.id)
      .map((attempt) => ({ ...attempt, judgement: earlier.judgements.get(attempt.id) ?? null }));
    const open = own.find((attempt) => attempt.submittedAt === null);
    const before = earlier.at(assessment.id);
    return {
      ...assessment,
      questionCount,
      attempts: own,
      openAttemptId: open?.id ?? null,
      passed: own.some(({ judgement }) => judgement?.passed === true),
      refusal: open
        ? null
        : earlier.isBeingJudged(assessment.id)
          ? 'being-judged'
          : (mayStart(assessment.settings, before, { questionCount, at }) ?? outsideRun),
      coolsDownUntil: coolsDownUntil(assessment.settings, before),
      allowance,
    };
  });
}

export interface AttemptPaper {
  readonly kind: 'open';
  readonly attempt: Attempt;
  readonly assessment: Assessment;
  readonly questions: readonly PaperQuestion[];
  /** What was answered so far, by question version; what is unanswered is not there. */
  readonly chosen: Readonly<Record<string, Response>>;
  /** The question versions that the learner wants to come back to. */
  readonly flagged: readonly string[];
  /** The number of the latest save. */
  readonly sequence: number;
  /** The server's time, by which the time limit runs. */
  readonly now: Date;
}

/** A question after submission: what was answered and what it earned; what was right and why, once that may be told. */
export interface MarkedQuestion extends PaperQuestion {
  readonly lines: readonly AnswerLine[];
  readonly given: number;
  readonly answer: { readonly explanation: string } | null;
}

export interface AttemptResult {
  readonly kind: 'submitted';
  readonly attempt: Attempt;
  readonly assessment: Assessment;
  readonly judgement: Judgement;
  readonly questions: readonly MarkedQuestion[];
  /** How many attempts are left; null without a limit. */
  readonly attemptsLeft: number | null;
  /** When the pause before another attempt is over; null when it is over, or there is none. */
  readonly nextFrom: Date | null;
  /** Keys that were corrected after it was handed in, by the number of the question. */
  readonly corrections: readonly (Pick<Erratum, 'reason' | 'madeAt' | 'markedAt'> & { readonly number: number })[];
  /** What it was judged first, where that was superseded. */
  readonly first: { readonly score: number; readonly outOf: number } | null;
}

/** An attempt as its learner may see it: the paper while it is open, the result with feedback once it is submitted. */
export async function attemptForLearner(
  platform: Platform,
  actor: Actor,
  input: { readonly enrolmentId: string; readonly attemptId: string },
): Promise<AttemptPaper | AttemptResult> {
  const enrolment = await requireOwnEnrolment(platform, actor, input.enrolmentId);
  const attempt = await attemptById(platform.db, input.attemptId);
  if (!attempt || attempt.enrolmentId !== input.enrolmentId) throw new NotFound('attempt');
  const found = await assessmentById(platform.db, attempt.assessmentId);
  // A task has a page of its own.
  if (!found || found.task) throw new NotFound('assessment');
  const allowance = (await allowancesOf(platform.db, enrolment))(found.id);
  const assessment = { ...found, settings: settingsFor(found.settings, allowance) };
  const items = await itemsOfAttempt(platform.db, attempt);
  const questions = paperOf(items, attempt.seed);
  const { responses, flagged, sequence } = await answersOf(platform.db, attempt.id);
  const chosen = Object.fromEntries([...responses].filter(([, response]) => isAnswered(response)));
  const now = platform.clock();
  if (!attempt.submittedAt) return { kind: 'open', attempt, assessment, questions, chosen, flagged, sequence, now };

  const earlier = await earlierAttempts(platform.db, input.enrolmentId);
  const judgement = earlier.judgements.get(attempt.id);
  if (!judgement) throw new NotFound('judgement');
  const before = earlier.at(assessment.id);
  const { attemptLimit } = assessment.settings;
  const refusal = mayStart(assessment.settings, before, { questionCount: items.length, at: now });
  // While another attempt may follow, the answers would be the next paper's.
  const reveal =
    earlier.attempts.every((one) => one.assessmentId !== assessment.id || one.submittedAt !== null) &&
    (refusal === 'already-passed' || refusal === 'no-attempts-left');
  const marked = questions.flatMap((question) => {
    const item = items.find((one) => one.questionVersionId === question.questionVersionId);
    return item ? [explain(question, item, { reveal, judgement, given: chosen[item.questionVersionId] ?? null })] : [];
  });
  return {
    kind: 'submitted',
    attempt,
    assessment,
    judgement,
    questions: marked,
    attemptsLeft: attemptLimit === null ? null : Math.max(0, attemptLimit - before.length),
    nextFrom: refusal === 'cooling-down' ? coolsDownUntil(assessment.settings, before) : null,
    corrections: await correctionsAfter(platform, questions, attempt.submittedAt),
    first: await supersededFirst(platform.db, attempt.id),
  };
}

async function correctionsAfter(platform: Platform, questions: readonly PaperQuestion[], handedIn: Date) {
  const numbers = new Map(questions.map(({ questionVersionId, number }) => [questionVersionId, number]));
  const made = await errataOf(platform.db, [...numbers.keys()]);
  return made
    .filter(({ madeAt }) => madeAt > handedIn)
    .map(({ questionVersionId, reason, madeAt, markedAt }) => ({
      number: numbers.get(questionVersionId) ?? 0,
      reason,
      madeAt,
      markedAt,
    }));
}

function explain(
  question: PaperQuestion,
  item: Item,
  {
    reveal,
    judgement,
    given,
  }: { readonly reveal: boolean; readonly judgement: Judgement; readonly given: Response | null },
): MarkedQuestion {
  const mark = judgement.marks.find((one) => one.questionVersionId === item.questionVersionId);
  return {
    ...question,
    lines: questionKind(item.kind).tell(item.body, reveal ? item.key : null, given),
    given: mark?.points ?? 0,
    answer: reveal ? { explanation: item.key.explanation } : null,
  };
}
