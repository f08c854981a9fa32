import type { Offering } from '#domain/catalogue/catalogue.ts';
import type { Actor } from '#domain/identity/identity.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Enrolment } from '../../learning.ts';
import { attendanceIn, type Attendance, type AttendanceState, type TeachingSession } from '../../teaching-session.ts';
import type { Db } from '../content/content.store.ts';
import { requireOffering } from './plan-sessions.ts';
import { findMarks, findSessionsOf } from './teaching-session.store.ts';

/** A session as anyone may know it: when and where, without the address at which it is joined. */
export type PublicSession = Omit<TeachingSession, 'link'>;

/** The sessions of some offerings that are held, by offering. */
export async function publicSessions(
  platform: Platform,
  offeringIds: readonly string[],
): Promise<ReadonlyMap<string, readonly PublicSession[]>> {
  const sessions = await findSessionsOf(platform.db, offeringIds);
  return new Map(
    [...sessions].map(([offeringId, all]) => [
      offeringId,
      all.filter(({ cancelledAt }) => cancelledAt === null).map(({ link: _, ...session }) => session),
    ]),
  );
}

/** A run with its sessions, as its provider's people see it, with how many are marked in each roll. */
export async function runForStaff(
  platform: Platform,
  actor: Actor,
  offeringId: string,
): Promise<{
  readonly offering: Offering;
  readonly sessions: readonly (TeachingSession & { readonly marked: number })[];
}> {
  const { offering } = await requireOffering(platform, actor, offeringId, 'author', 'assessor', 'registrar');
  const sessions = (await findSessionsOf(platform.db, [offering.id])).get(offering.id) ?? [];
  const marks = await findMarks(platform.db, { sessionIds: sessions.map(({ id }) => id) });
  return {
    offering,
    sessions: sessions.map((session) => ({
      ...session,
      marked: marks.filter(({ sessionId }) => sessionId === session.id).length,
    })),
  };
}

/** The sessions of a learner's run with what was marked of them. The caller decides whose enrolment it is. */
export async function sessionsOfEnrolment(
  db: Db,
  { id, offeringId }: Pick<Enrolment, 'id' | 'offeringId'>,
): Promise<readonly (TeachingSession & { readonly state: AttendanceState | null })[]> {
  const sessions = (await findSessionsOf(db, [offeringId])).get(offeringId) ?? [];
  if (sessions.length === 0) return [];
  const marks = await findMarks(db, { enrolmentIds: [id] });
  const states = new Map(marks.map(({ sessionId, state }) => [sessionId, state]));
  return sessions.map((session) => ({ ...session, state: states.get(session.id) ?? null }));
}

/** How often learners came, by enrolment: a fact that award rules decide on. Two queries for any number. */
export async function attendanceOf(
  db: Db,
  enrolments: readonly Pick<Enrolment, 'id' | 'offeringId'>[],
): Promise<ReadonlyMap<string, Attendance>> {
  const sessions = await findSessionsOf(db, [...new Set(enrolments.map(({ offeringId }) => offeringId))]);
  const marks = sessions.size === 0 ? [] : await findMarks(db, { enrolmentIds: enrolments.map(({ id }) => id) });
  const byEnrolment = Map.groupBy(marks, ({ enrolmentId }) => enrolmentId);
  return new Map(
    enrolments.map(({ id, offeringId }) => [
      id,
      attendanceIn(
        sessions.get(offeringId) ?? [],
        new Map((byEnrolment.get(id) ?? []).map(({ sessionId, state }) => [sessionId, state])),
      ),
    ]),
  );
}
