import { createHash, randomBytes } from 'node:crypto';
import { versionById } from '#domain/catalogue/server/api.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, recordAudit, refused, type Refused } from '#domain/identity/server/api.ts';
import { organisationsByIds } from '#domain/organisations/server/api.ts';
import { m } from '#messages';
import { renderMail } from '#platform/server/mail-template.ts';
import type { Platform } from '#platform/server/platform.ts';
import { takeFromLimit } from '#platform/server/rate-limit.ts';
import { invigilationDays, invigilationState, type Invigilation, type InvigilationState } from '../invigilation.ts';
import { breakOff, findSessions, type SessionTold } from './invigilated-session.store.ts';
import {
  findInvigilations,
  findOver,
  insertInvigilation,
  lockInvigilation,
  withdrawInvigilation,
} from './invigilation.store.ts';
import { requireRegistrar } from './registrar-of-offering.ts';

/** So many hold or wait for an invitation to one offering, and so many are sent in a day. */
const mostInvigilators = 30;
const mails = { limit: 60, windowSeconds: 86_400 };
const mostSessions = 200;

/** What is kept of a link's token: enough to know it again, too little to use it. */
export function hashInvigilationToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/**
 * Sends somebody a link with which the holder of that e-mail address, and nobody else, may watch the attempts of one
 * offering from afar. A new invitation takes the place of one that waits. For registrars.
 *
 * @param input.email lower case, valid.
 */
export async function inviteInvigilator(
  platform: Platform,
  actor: Actor,
  { offeringId, email }: { readonly offeringId: string; readonly email: string },
): Promise<{ readonly kind: 'invited' } | Refused<'over' | 'already' | 'too-many' | 'too-often'>> {
  const { offering, organisationId } = await requireRegistrar(platform, actor, offeringId);
  const at = platform.clock();
  if ((await findOver(platform.db, [offeringId], at)).has(offeringId)) return refused('over');
  const taken = await takeFromLimit(platform, { key: `invigilation/${organisationId}`, ...mails });
  if (taken.kind === 'limited') return refused('too-often');
  const words = await mailWords(platform, { organisationId, versionId: offering.versionId });
  const token = randomBytes(32).toString('base64url');
  return platform.db.transaction().execute(async (trx) => {
    const others = await findInvigilations(trx, offeringId);
    const before = others.find((one) => one.email === email);
    if (before?.acceptedAt) return refused('already');
    if (others.length - (before ? 1 : 0) >= mostInvigilators) return refused('too-many');
    if (before) await withdrawInvigilation(trx, before.id, at);
    const id = platform.newId();
    await insertInvigilation(trx, {
      id,
      offeringId,
      email,
      tokenHash: hashInvigilationToken(token),
      invitedBy: actor.kind === 'person' ? actor.personId : null,
      invitedAt: at,
      expiresAt: new Date(at.getTime() + invigilationDays * 86_400_000),
    });
    await recordAudit(platform, trx, actor, {
      action: 'invigilator.invited',
      subjectKind: 'offering',
      subjectId: offeringId,
      organisationId,
      detail: { invigilationId: id },
    });
    await platform.mail.send(trx, { to: email, kind: 'invigilation', ...invitationMail(platform, words, token) });
    return { kind: 'invited' };
  });
}

/** Takes the access away, or the link if nobody followed it. A session that is open is broken off. For registrars. */
export async function withdrawInvigilator(
  platform: Platform,
  actor: Actor,
  { offeringId, invigilationId }: { readonly offeringId: string; readonly invigilationId: string },
): Promise<void> {
  const { organisationId } = await requireRegistrar(platform, actor, offeringId);
  await platform.db.transaction().execute(async (trx) => {
    const invigilation = await lockInvigilation(trx, { id: invigilationId });
    if (invigilation?.offeringId !== offeringId) throw new NotFound('invigilation');
    if (invigilation.withdrawnAt !== null) return;
    const at = platform.clock();
    await withdrawInvigilation(trx, invigilationId, at);
    await breakOff(trx, { invigilationId, at });
    await recordAudit(platform, trx, actor, {
      action: 'invigilator.withdrawn',
      subjectKind: 'offering',
      subjectId: offeringId,
      organisationId,
      detail: { invigilationId },
    });
  });
}

export interface OfferingInvigilators {
  readonly isOver: boolean;
  readonly invigilations: readonly (Pick<Invigilation, 'id' | 'email' | 'invitedAt'> & {
    readonly state: InvigilationState;
  })[];
  readonly sessions: readonly SessionTold[];
}

/** Who may watch an offering's attempts, and what they said of each. For registrars. */
export async function invigilatorsOf(
  platform: Platform,
  actor: Actor,
  offeringId: string,
): Promise<OfferingInvigilators> {
  await requireRegistrar(platform, actor, offeringId);
  const at = platform.clock();
  const offeringIsOver = (await findOver(platform.db, [offeringId], at)).has(offeringId);
  const found = await findInvigilations(platform.db, offeringId);
  return {
    isOver: offeringIsOver,
    invigilations: found.map((one) => ({
      id: one.id,
      email: one.email,
      invitedAt: one.invitedAt,
      state: invigilationState(one, { offeringIsOver, at }),
    })),
    sessions: await findSessions(platform.db, { offeringId, limit: mostSessions }),
  };
}

interface MailWords {
  readonly organisation: string;
  readonly title: string;
}

async function mailWords(
  platform: Platform,
  { organisationId, versionId }: { readonly organisationId: string; readonly versionId: string },
): Promise<MailWords> {
  const [organisation] = await organisationsByIds(platform, [organisationId]);
  const version = await versionById(platform, versionId);
  if (!organisation || version?.status !== 'published') throw new NotFound('offering');
  return { organisation: organisation.name, title: version.record.title };
}

function invitationMail(platform: Platform, { organisation, title }: MailWords, token: string) {
  const subject = m.invigilation_mail_title({ organisation });
  const words = renderMail({
    title: subject,
    paragraphs: [
      m.invigilation_mail_text({ organisation, title }),
      m.invigilation_mail_what(),
      m.invigilation_mail_account(),
    ],
    action: { label: m.invigilation_mail_action(), url: `${platform.config.origin}/invigilations/${token}` },
    footer: m.invigilation_mail_footer({ days: String(invigilationDays) }),
  });
  return { subject, ...words };
}
