import type { SupervisionKind } from './supervision.ts';

/** An invitation can be taken up for so long. */
export const invigilationDays = 14;

/** After so long a session that nobody ended is over: nobody watches a screen for longer. */
export const longestSessionHours = 12;

export const longestNote = 1000;

/** Somebody invited to watch the attempts of one offering from afar. */
export interface Invigilation {
  readonly id: string;
  readonly offeringId: string;
  readonly email: string;
  readonly personId: string | null;
  readonly invitedAt: Date;
  readonly expiresAt: Date;
  readonly acceptedAt: Date | null;
  readonly withdrawnAt: Date | null;
}

export type InvigilationState = 'open' | 'accepted' | 'expired' | 'withdrawn' | 'over';

/** Where an invitation stands; only an accepted one gives access, and `over` says that its offering has ended. */
export function invigilationState(
  { acceptedAt, withdrawnAt, expiresAt }: Pick<Invigilation, 'acceptedAt' | 'withdrawnAt' | 'expiresAt'>,
  { offeringIsOver, at }: { readonly offeringIsOver: boolean; readonly at: Date },
): InvigilationState {
  if (withdrawnAt !== null) return 'withdrawn';
  if (offeringIsOver) return 'over';
  if (acceptedAt !== null) return 'accepted';
  return at < expiresAt ? 'open' : 'expired';
}

/**
 * What an invigilator says at the end. `whole`: they watched from begin to end. `incident`: something happened that the
 * note tells. `broken-off`: nothing was supervised to its end.
 */
export const sessionOutcomes = ['whole', 'incident', 'broken-off'] as const;
export type SessionOutcome = (typeof sessionOutcomes)[number];

export interface SessionRecord {
  readonly beganAt: Date;
  readonly endedAt: Date | null;
  readonly outcome: SessionOutcome | null;
  readonly documentChecked: boolean;
}

/** Whether a session is under way: attempts begin in it. One that nobody ended is over after half a day. */
export function isRunning({ beganAt, endedAt }: Pick<SessionRecord, 'beganAt' | 'endedAt'>, at: Date): boolean {
  return endedAt === null && at.getTime() - beganAt.getTime() <= longestSessionHours * 3_600_000;
}

/** The time of an attempt, which ends when it is handed in. */
export interface AttemptTime {
  readonly startedAt: Date;
  readonly submittedAt: Date | null;
}

/**
 * What a session says of an attempt: nothing unless it was watched as a whole, and the attempt began and was handed in
 * while it lasted.
 */
export function supervisionBy(session: SessionRecord, attempt: AttemptTime): readonly SupervisionKind[] {
  const { beganAt, endedAt, outcome, documentChecked } = session;
  if (outcome !== 'whole' || endedAt === null || attempt.submittedAt === null) return [];
  if (attempt.startedAt < beganAt || attempt.submittedAt > endedAt) return [];
  return documentChecked ? ['remote-session', 'document-checked'] : ['remote-session'];
}

/** Whether an attempt began in a session that has ended and doesn't count for it, so that nothing will make it count. */
export function isLost(session: SessionRecord, attempt: AttemptTime): boolean {
  const { beganAt, endedAt } = session;
  if (endedAt === null || attempt.startedAt < beganAt || attempt.startedAt > endedAt) return false;
  return attempt.submittedAt !== null && supervisionBy(session, attempt).length === 0;
}

/** What an invigilator says when a session ends. */
export interface SessionEnd {
  readonly outcome: SessionOutcome;
  readonly documentChecked: boolean;
  readonly note: string;
}

export type EndRefusal =
  'already-ended' | 'too-long' | 'nothing-begun' | 'still-answering' | 'note-missing' | 'note-too-long';

/** Why a session can't end so; `attempts` are those that began in it. */
export function endRefusal(
  session: SessionRecord,
  end: SessionEnd,
  {
    attempts,
    at,
  }: { readonly attempts: readonly (AttemptTime & { readonly dueAt: Date | null })[]; readonly at: Date },
): EndRefusal | null {
  if (session.endedAt !== null) return 'already-ended';
  if (end.note.length > longestNote) return 'note-too-long';
  if (end.outcome === 'incident' && end.note.trim() === '') return 'note-missing';
  if (end.outcome !== 'whole') return null;
  if (!isRunning(session, at)) return 'too-long';
  if (attempts.length === 0) return 'nothing-begun';
  // What time has run out for is handed in as it is, at that time.
  const isAnswering = attempts.some(({ submittedAt, dueAt }) => submittedAt === null && (dueAt === null || at < dueAt));
  return isAnswering ? 'still-answering' : null;
}
