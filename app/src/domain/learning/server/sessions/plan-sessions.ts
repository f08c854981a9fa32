import type { Offering } from '#domain/catalogue/catalogue.ts';
import { offeringById } from '#domain/catalogue/server/api.ts';
import type { Actor, Role } from '#domain/identity/identity.ts';
import { NotFound, recordAudit } from '#domain/identity/server/api.ts';
import { isId } from '#platform/server/ids.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { SessionFields, TeachingSession } from '../../teaching-session.ts';
import { requireStaff } from '../participants/participants.ts';
import { findSession, insertSession, setCancelled, updateSession } from './teaching-session.store.ts';

export type SessionNotAdded = { readonly kind: 'refused'; readonly because: 'not-a-run' };

/** Adds a meeting to a run. For the provider's authors and registrars, like everything about an offering. */
export async function addSession(
  platform: Platform,
  actor: Actor,
  { offeringId, fields }: { readonly offeringId: string; readonly fields: SessionFields },
): Promise<{ readonly kind: 'added'; readonly sessionId: string } | SessionNotAdded> {
  const { offering, organisationId } = await requireOffering(platform, actor, offeringId, 'author', 'registrar');
  if (offering.mode !== 'run') return { kind: 'refused', because: 'not-a-run' };
  const sessionId = platform.newId();
  await platform.db.transaction().execute(async (trx) => {
    await insertSession(trx, { ...fields, id: sessionId, offeringId, createdAt: platform.clock() });
    await recordAudit(platform, trx, actor, audited('session.added', sessionId, offeringId, organisationId));
  });
  return { kind: 'added', sessionId };
}

/** Changes when and where a session is held. */
export async function changeSession(
  platform: Platform,
  actor: Actor,
  { sessionId, fields }: { readonly sessionId: string; readonly fields: SessionFields },
): Promise<void> {
  const { session, organisationId } = await requireSession(platform, actor, sessionId, 'author', 'registrar');
  await platform.db.transaction().execute(async (trx) => {
    await updateSession(trx, session.id, fields);
    await recordAudit(platform, trx, actor, audited('session.changed', session.id, session.offeringId, organisationId));
  });
}

/** It is not held; its learners see so, and it counts for nobody. Cancelling twice is cancelling once. */
export async function cancelSession(
  platform: Platform,
  actor: Actor,
  { sessionId }: { readonly sessionId: string },
): Promise<void> {
  const { session, organisationId } = await requireSession(platform, actor, sessionId, 'author', 'registrar');
  await platform.db.transaction().execute(async (trx) => {
    if (!(await setCancelled(trx, session.id, platform.clock()))) return;
    const audit = audited('session.cancelled', session.id, session.offeringId, organisationId);
    await recordAudit(platform, trx, actor, audit);
  });
}

function audited(action: string, sessionId: string, offeringId: string, organisationId: string) {
  return { action, subjectKind: 'session', subjectId: sessionId, organisationId, detail: { offeringId } };
}

/** @throws {NotFound} for an offering that isn't there; as `requireRole` for anyone but these. */
export async function requireOffering(
  platform: Platform,
  actor: Actor,
  offeringId: string,
  ...roles: Role[]
): Promise<{ readonly offering: Offering; readonly organisationId: string }> {
  const offering = isId(offeringId) ? await offeringById(platform, offeringId) : undefined;
  if (offering === undefined) throw new NotFound('offering');
  const { organisationId } = await requireStaff(platform, actor, offering.microcredentialId, ...roles);
  return { offering, organisationId };
}

export async function requireSession(
  platform: Platform,
  actor: Actor,
  sessionId: string,
  ...roles: Role[]
): Promise<{ readonly session: TeachingSession; readonly offering: Offering; readonly organisationId: string }> {
  const session = await findSession(platform.db, sessionId);
  if (session === undefined) throw new NotFound('session');
  return { session, ...(await requireOffering(platform, actor, session.offeringId, ...roles)) };
}
