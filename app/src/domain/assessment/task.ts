import { z } from 'zod';
import { judge, type QuizSettings, type Verdict } from './assessment.ts';

/** A task: work that a learner writes and a person judges against a rubric. */

const level = z.object({
  title: z.string().min(1).max(100),
  points: z.number().int().min(0).max(100),
  descriptor: z.string().max(1000),
});
export const criterionSchema = z.object({
  id: z.uuid(),
  title: z.string().min(1).max(200),
  outcomes: z.array(z.uuid()).min(1),
  levels: z.array(level).min(2).max(6),
});
export const taskSchema = z.object({
  criteria: z.array(criterionSchema).min(1).max(12),
  /** Days from handing in within which it is to be judged: learners are told, and the queue is in this order. */
  judgeWithinDays: z.number().int().min(1).max(90),
});

export type Level = z.infer<typeof level>;
export type Criterion = z.infer<typeof criterionSchema>;
export type Task = z.infer<typeof taskSchema>;

/** What an assessor chose for one criterion: a level by its place, from 0, and words to the learner. */
export const choiceSchema = z.object({ criterionId: z.string(), level: z.number().int().min(0), feedback: z.string() });
export type Choice = z.infer<typeof choiceSchema>;

/** Limits of what is typed; a text is kept whole or not at all. */
export const longestText = 100_000;
export const longestNote = 2000;

/** When something handed in then is to be judged. */
export function judgeBy(task: Task, handedInAt: Date): Date {
  return new Date(handedInAt.getTime() + task.judgeWithinDays * 86_400_000);
}

/** The same task for other outcomes: a copy in another microcredential has outcomes of its own. */
export function withOutcomes(task: Task, renamed: ReadonlyMap<string, string>): Task {
  const criteria = task.criteria.map((one) => ({ ...one, outcomes: one.outcomes.map((id) => renamed.get(id) ?? id) }));
  return { ...task, criteria };
}

/** The points of a criterion's best level: what it counts. */
export function pointsOf(criterion: Criterion): number {
  return Math.max(...criterion.levels.map(({ points }) => points));
}

/** The outcomes that a task's rubric judges; a quiz's questions say theirs. */
export function outcomesOfTask(task: Task | undefined): readonly string[] {
  return task?.criteria.flatMap(({ outcomes }) => outcomes) ?? [];
}

export type RubricProblem = 'no-criteria' | 'criterion-without-outcome' | 'criterion-without-levels' | 'worth-nothing';

/** What keeps a rubric from judging anything. */
export function rubricProblems(criteria: readonly Criterion[]): readonly RubricProblem[] {
  return [
    ...(criteria.length === 0 ? (['no-criteria'] as const) : []),
    ...(criteria.some(({ outcomes }) => outcomes.length === 0) ? (['criterion-without-outcome'] as const) : []),
    ...(criteria.some(({ levels }) => levels.length < 2) ? (['criterion-without-levels'] as const) : []),
    // A criterion whose every level earns the same tells nothing of its outcomes.
    ...(criteria.some(({ levels }) => new Set(levels.map(({ points }) => points)).size < 2)
      ? (['worth-nothing'] as const)
      : []),
  ];
}

/** The verdict by a rubric; undefined unless each criterion has one level that it knows. */
export function judgeByRubric(task: Task, settings: QuizSettings, choices: readonly Choice[]): Verdict | undefined {
  const marks = task.criteria.flatMap((criterion) => {
    const [choice, ...more] = choices.filter(({ criterionId }) => criterionId === criterion.id);
    const chosen = choice && criterion.levels[choice.level];
    if (!chosen || more.length > 0) return [];
    const { id, outcomes } = criterion;
    return [{ questionVersionId: id, points: chosen.points, outOf: pointsOf(criterion), outcomes }];
  });
  if (marks.length !== task.criteria.length || choices.length !== marks.length) return undefined;
  return judge(marks, settings);
}

export type SubmissionState = 'drafted' | 'handed-in' | 'being-judged' | 'returned' | 'judged';

/** How a submission stands at a time; claims end by themselves. */
export function submissionState(
  submission: {
    readonly settledAt: Date | null;
    readonly returnReason: string | null;
    readonly claimedUntil: Date | null;
  },
  at: Date,
): Exclude<SubmissionState, 'drafted'> {
  if (submission.returnReason !== null) return 'returned';
  if (submission.settledAt !== null) return 'judged';
  return isClaimed(submission, at) ? 'being-judged' : 'handed-in';
}

function isClaimed(submission: { readonly claimedUntil: Date | null }, at: Date): boolean {
  return submission.claimedUntil !== null && submission.claimedUntil.getTime() > at.getTime();
}

export type JudgingRefusal = 'own-work' | 'settled' | 'claimed-by-another' | 'left';

/** Why somebody may not judge, claim or return a submission now; null when they may. */
export function mayJudge(
  submission: {
    readonly personId: string;
    readonly settledAt: Date | null;
    readonly claimedBy: string | null;
    readonly claimedUntil: Date | null;
    readonly withdrawnAt: Date | null;
  },
  assessorId: string,
  at: Date,
): JudgingRefusal | null {
  if (submission.personId === assessorId) return 'own-work';
  if (submission.settledAt !== null) return 'settled';
  if (submission.withdrawnAt !== null) return 'left';
  if (submission.claimedBy !== null && submission.claimedBy !== assessorId && isClaimed(submission, at)) {
    return 'claimed-by-another';
  }
  return null;
}
