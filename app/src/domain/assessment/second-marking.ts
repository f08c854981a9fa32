import type { Verdict } from './assessment.ts';
import type { Choice } from './task.ts';

/** A second marking: another assessor judges what was judged, without seeing the first marks. */

/** How it was settled: the two agreed, one of the two counts, or levels of whoever settled it. */
export const settlements = ['agreed', 'first', 'second', 'own'] as const;
export type Settlement = (typeof settlements)[number];

/** Who had to do with it, and how far it is. */
export interface Marking {
  readonly personId: string;
  readonly firstMarker: string | null;
  readonly askedBy: string | null;
  readonly claimedBy: string | null;
  readonly claimedUntil: Date | null;
  readonly markedBy: string | null;
  readonly markedAt: Date | null;
  readonly settledAt: Date | null;
}

export type MarkingState = 'waiting' | 'being-marked' | 'to-settle' | 'settled';

export function markingState(
  marking: Pick<Marking, 'claimedUntil' | 'markedAt' | 'settledAt'>,
  at: Date,
): MarkingState {
  if (marking.settledAt !== null) return 'settled';
  if (marking.markedAt !== null) return 'to-settle';
  return marking.claimedUntil !== null && marking.claimedUntil > at ? 'being-marked' : 'waiting';
}

export type MarkingRefusal = 'own-work' | 'first-marker' | 'asked-for-it' | 'marked' | 'claimed-by-another';

/** Why somebody may not be the second marker; null when they may. Whoever has seen the first marks may not. */
export function mayMarkSecond(marking: Marking, personId: string, at: Date): MarkingRefusal | null {
  if (marking.personId === personId) return 'own-work';
  if (marking.firstMarker === personId) return 'first-marker';
  if (marking.askedBy === personId) return 'asked-for-it';
  if (marking.markedAt !== null) return 'marked';
  if (markingState(marking, at) === 'being-marked' && marking.claimedBy !== personId) return 'claimed-by-another';
  return null;
}

/** Whether somebody may see the first marks: before the second ones are made, only who knows them anyway. */
export function seesFirstMarks(marking: Marking, personId: string): boolean {
  return marking.markedAt !== null || marking.firstMarker === personId || marking.askedBy === personId;
}

export type SettlingRefusal = 'own-work' | 'own-marks' | 'not-marked' | 'settled';

/** Why somebody may not settle it; null when they may. Nobody decides between their own marks and somebody else's. */
export function maySettle(marking: Marking, personId: string): SettlingRefusal | null {
  if (marking.personId === personId) return 'own-work';
  if (marking.settledAt !== null) return 'settled';
  if (marking.markedAt === null) return 'not-marked';
  return marking.firstMarker === personId || marking.markedBy === personId ? 'own-marks' : null;
}

/** Whether two assessors chose the same level for every criterion. */
export function agree(first: readonly Choice[], second: readonly Choice[]): boolean {
  const levels = new Map(first.map(({ criterionId, level }) => [criterionId, level]));
  return first.length === second.length && second.every(({ criterionId, level }) => levels.get(criterionId) === level);
}

interface Marks {
  readonly choices: readonly Choice[];
  readonly feedback: string;
}

/** What two assessors who agree tell the learner: the words of both. */
export function together(first: Marks, second: Marks): Marks {
  const further = new Map(second.choices.map(({ criterionId, feedback }) => [criterionId, feedback]));
  return {
    feedback: joined(first.feedback, second.feedback),
    choices: first.choices.map((one) => ({
      ...one,
      feedback: joined(one.feedback, further.get(one.criterionId) ?? ''),
    })),
  };
}

function joined(one: string, other: string): string {
  return [...new Set([one, other])].filter((words) => words !== '').join('\n\n');
}

/** Whether the learner's result is another one: not only words of feedback. */
export function changesResult(
  before: Marks & Pick<Verdict, 'passed'>,
  after: Marks & Pick<Verdict, 'passed'>,
): boolean {
  return before.passed !== after.passed || !agree(before.choices, after.choices);
}
