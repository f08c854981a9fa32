import type { Actor } from '#domain/identity/identity.ts';
import { namesOf, recordAudit } from '#domain/identity/server/api.ts';
import { announce } from '#platform/server/events.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { AttendanceState, TeachingSession } from '../../teaching-session.ts';
import { requireSession } from './plan-sessions.ts';
import { findEnrolledIn, findMarks, lockSession, saveMarks } from './teaching-session.store.ts';

export interface RollEntry {
  readonly enrolmentId: string;
  readonly name: string;
  /** Null until somebody marks it. */
  readonly state: AttendanceState | null;
}

export interface Roll {
  readonly session: TeachingSession;
  /** The zone that its times are meant in. */
  readonly zone: string;
  readonly entries: readonly RollEntry[];
}

/** Who is expected at a session and who came, by name: for the provider's assessors and registrars. */
export async function rollOf(platform: Platform, actor: Actor, sessionId: string): Promise<Roll> {
  const { session, offering } = await requireSession(platform, actor, sessionId, 'assessor', 'registrar');
  const enrolled = await findEnrolledIn(platform.db, offering.id);
  const names = await namesOf(
    platform,
    enrolled.map(({ personId }) => personId),
  );
  const marks = await marksOf(platform, session.id);
  const entries = enrolled.map(({ enrolmentId, personId }) => ({
    enrolmentId,
    name: names.get(personId) ?? '',
    state: marks.get(enrolmentId) ?? null,
  }));
  return {
    session,
    zone: offering.zone,
    entries: entries.toSorted((a, b) => a.name.localeCompare(b.name) || (a.enrolmentId < b.enrolmentId ? -1 : 1)),
  };
}

export type RollMarked = { readonly kind: 'marked'; readonly changed: number };
export type RollNotMarked = { readonly kind: 'refused'; readonly because: 'cancelled' };

/**
 * Keeps what was marked of a session. Only what differs is written, audited and announced, so that sending a roll
 * again changes nothing; whoever isn't enrolled in its run is left out.
 */
export async function markRoll(
  platform: Platform,
  actor: Actor,
  input: { readonly sessionId: string; readonly marks: ReadonlyMap<string, AttendanceState> },
): Promise<RollMarked | RollNotMarked> {
  const { session, organisationId } = await requireSession(platform, actor, input.sessionId, 'assessor', 'registrar');
  return platform.db.transaction().execute(async (trx): Promise<RollMarked | RollNotMarked> => {
    const held = await lockSession(trx, session.id);
    if (held?.cancelledAt !== null) return { kind: 'refused', because: 'cancelled' };
    const before = await marksOf({ db: trx }, session.id);
    const changed = (await findEnrolledIn(trx, session.offeringId)).flatMap(({ enrolmentId }) => {
      const state = input.marks.get(enrolmentId);
      return state === undefined || state === before.get(enrolmentId)
        ? []
        : [{ sessionId: session.id, enrolmentId, state }];
    });
    const by = actor.kind === 'person' ? actor.personId : null;
    await saveMarks(trx, changed, { by, at: platform.clock() });
    for (const { enrolmentId, state } of changed) {
      await recordAudit(platform, trx, actor, {
        action: 'attendance.marked',
        subjectKind: 'enrolment',
        subjectId: enrolmentId,
        organisationId,
        detail: { sessionId: session.id, state },
      });
      await announce(platform, trx, { type: 'attendance.marked', data: { enrolmentId } });
    }
    return { kind: 'marked', changed: changed.length };
  });
}

async function marksOf({ db }: Pick<Platform, 'db'>, sessionId: string): Promise<ReadonlyMap<string, AttendanceState>> {
  const marks = await findMarks(db, { sessionIds: [sessionId] });
  return new Map(marks.map(({ enrolmentId, state }) => [enrolmentId, state]));
}
