import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, recordAudit, refused, requirePerson, type Refused } from '#domain/identity/server/api.ts';
import { enrolmentById } from '#domain/learning/server/api.ts';
import { announce } from '#platform/server/events.ts';
import { isId } from '#platform/server/ids.ts';
import type { Platform } from '#platform/server/platform.ts';
import { endRefusal, isRunning, longestSessionHours, type EndRefusal, type SessionEnd } from '../invigilation.ts';
import { invigilationsOf, type InvigilationSeen } from './accept-invigilation.ts';
import { assessmentById } from './assessment.store.ts';
import {
  attemptsSince,
  breakOff,
  endSession,
  findOpenSession,
  findSessions,
  findWatched,
  hasOpenAttempt,
  insertSession,
  lockSession,
  type SessionTold,
  type Watched,
} from './invigilated-session.store.ts';
import { requireOwnEnrolment } from './own-enrolment.ts';

const mostWatched = 100;
const mostSessions = 50;

/** What somebody may watch of an offering now. @throws {NotFound} for everyone else, whoever they are. */
async function requireInvigilation(platform: Platform, actor: Actor, offeringId: string): Promise<InvigilationSeen> {
  const seen = (await invigilationsOf(platform, actor)).find((one) => one.invigilation.offeringId === offeringId);
  if (!seen) throw new NotFound('invigilation');
  return seen;
}

export interface InvigilationPage {
  readonly seen: InvigilationSeen;
  readonly watched: readonly Watched[];
  /** Whether more are there than are shown: a name finds them. */
  readonly more: boolean;
  readonly sessions: readonly SessionTold[];
}

/** Who takes the offering, for its invigilator: names, and when attempts began and ended. No answer and no mark. */
export async function invigilationPage(
  platform: Platform,
  actor: Actor,
  { offeringId, name }: { readonly offeringId: string; readonly name: string },
): Promise<InvigilationPage> {
  const { personId } = requirePerson(actor);
  const seen = await requireInvigilation(platform, actor, offeringId);
  const of = { offeringId, notPersonId: personId, name, limit: mostWatched + 1 };
  const watched = await findWatched(platform.db, of);
  const sessions = await findSessions(platform.db, {
    offeringId,
    invigilationId: seen.invigilation.id,
    limit: mostSessions,
  });
  return {
    seen,
    watched: watched.slice(0, mostWatched),
    more: watched.length > mostWatched,
    sessions: sessions.filter(({ endedAt }) => endedAt !== null),
  };
}

/**
 * Begins to watch one learner at one assessment, before the attempt begins. Beginning twice is beginning once. Nobody
 * watches their own attempt.
 */
export async function beginSession(
  platform: Platform,
  actor: Actor,
  input: { readonly offeringId: string; readonly enrolmentId: string; readonly assessmentId: string },
): Promise<{ readonly kind: 'begun' } | Refused<'attempt-open' | 'session-open'>> {
  const { personId } = requirePerson(actor);
  const { invigilation, organisationId } = await requireInvigilation(platform, actor, input.offeringId);
  const { enrolmentId, assessmentId } = input;
  const enrolment = isId(enrolmentId) ? await enrolmentById(platform, enrolmentId) : undefined;
  const assessment = await assessmentById(platform.db, assessmentId);
  if (!enrolment || enrolment.offeringId !== input.offeringId || enrolment.withdrawnAt) throw new NotFound('enrolment');
  if (enrolment.personId === personId) throw new NotFound('enrolment');
  if (assessment?.versionId !== enrolment.versionId || !assessment.settings.supervision) {
    throw new NotFound('assessment');
  }
  return platform.db.transaction().execute(async (trx) => {
    const at = platform.clock();
    const begunBefore = new Date(at.getTime() - longestSessionHours * 3_600_000);
    await breakOff(trx, { enrolmentId, assessmentId, begunBefore, at });
    const open = await findOpenSession(trx, { enrolmentId, assessmentId });
    if (open) return open.invigilationId === invigilation.id ? { kind: 'begun' } : refused('session-open');
    if (await hasOpenAttempt(trx, { enrolmentId, assessmentId })) return refused('attempt-open');
    const id = platform.newId();
    const session = { id, invigilationId: invigilation.id, enrolmentId, assessmentId, beganAt: at };
    if (!(await insertSession(trx, session))) return refused('session-open');
    await recordAudit(platform, trx, actor, {
      action: 'invigilated-session.begun',
      subjectKind: 'enrolment',
      subjectId: enrolmentId,
      organisationId,
      detail: { sessionId: id, assessmentId },
    });
    return { kind: 'begun' };
  });
}

/** Says what was watched, once. What was watched as a whole counts for the attempt from then on. */
export async function endInvigilatedSession(
  platform: Platform,
  actor: Actor,
  { offeringId, sessionId, ...said }: SessionEnd & { readonly offeringId: string; readonly sessionId: string },
): Promise<{ readonly kind: 'ended' } | Refused<EndRefusal>> {
  const { invigilation, organisationId } = await requireInvigilation(platform, actor, offeringId);
  return platform.db.transaction().execute(async (trx) => {
    const session = await lockSession(trx, sessionId);
    if (session?.invigilationId !== invigilation.id) throw new NotFound('session');
    const at = platform.clock();
    const end = { ...said, note: said.note.trim(), documentChecked: said.outcome === 'whole' && said.documentChecked };
    const because = endRefusal(session, end, { attempts: await attemptsSince(trx, session), at });
    if (because) return refused(because);
    await endSession(trx, { ...end, id: session.id, at });
    const { enrolmentId } = session;
    await recordAudit(platform, trx, actor, {
      action: 'invigilated-session.ended',
      subjectKind: 'enrolment',
      subjectId: enrolmentId,
      organisationId,
      detail: { sessionId, outcome: end.outcome, documentChecked: end.documentChecked },
    });
    if (end.outcome === 'whole') await announce(platform, trx, { type: 'attempt.supervised', data: { enrolmentId } });
    return { kind: 'ended' };
  });
}

/** Whether an invigilator watches a learner at an assessment now. */
export async function isWatched(
  platform: Pick<Platform, 'db' | 'clock'>,
  of: { readonly enrolmentId: string; readonly assessmentId: string },
): Promise<boolean> {
  const open = await findOpenSession(platform.db, of);
  return open !== undefined && isRunning(open, platform.clock());
}

/** The same, for the learner: without a code an attempt can begin. */
export async function isWatchedNow(
  platform: Platform,
  actor: Actor,
  of: { readonly enrolmentId: string; readonly assessmentId: string },
): Promise<boolean> {
  await requireOwnEnrolment(platform, actor, of.enrolmentId);
  return isId(of.assessmentId) && (await isWatched(platform, of));
}
