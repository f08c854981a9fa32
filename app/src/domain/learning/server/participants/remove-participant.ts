import type { Transaction } from 'kysely';
import { microcredentialById, returnSeat, versionById } from '#domain/catalogue/server/api.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, personById, recordAudit } from '#domain/identity/server/api.ts';
import { organisationById } from '#domain/organisations/server/api.ts';
import { m } from '#messages';
import { announce } from '#platform/server/events.ts';
import { renderMail } from '#platform/server/mail-template.ts';
import { within, type Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import type { Enrolment } from '../../learning.ts';
import { findEnrolment, lockEnrolment, setWithdrawn } from '../enrolment/enrolments.store.ts';
import { requireStaff } from './participants.ts';

export interface Removed {
  readonly kind: 'removed';
}
export interface NotRemoved {
  readonly kind: 'refused';
  readonly because: 'reason-missing' | 'completed' | 'left';
}

const longestReason = 2000;

/**
 * Ends somebody's enrolment, with a reason that they are told, and gives their seat back. What they did is kept for
 * another time; what they earned stays. A registrar's act.
 */
export async function removeParticipant(
  platform: Platform,
  actor: Actor,
  input: { readonly enrolmentId: string; readonly reason: string },
): Promise<Removed | NotRemoved> {
  const { microcredentialId } = await participantEnrolment(platform, actor, input.enrolmentId);
  const { organisationId } = await requireStaff(platform, actor, microcredentialId, 'registrar');
  const reason = input.reason.trim().slice(0, longestReason);
  if (reason === '') return { kind: 'refused', because: 'reason-missing' };

  return platform.db.transaction().execute(async (trx): Promise<Removed | NotRemoved> => {
    const enrolment = await lockEnrolment(trx, input.enrolmentId);
    if (enrolment === undefined) throw new NotFound('participant');
    if (enrolment.withdrawnAt !== null) return { kind: 'refused', because: 'left' };
    if (enrolment.completedAt !== null) return { kind: 'refused', because: 'completed' };
    await setWithdrawn(trx, enrolment.id, platform.clock());
    await returnSeat(platform, trx, enrolment.offeringId);
    await recordAudit(platform, trx, actor, {
      action: 'enrolment.ended',
      subjectKind: 'enrolment',
      subjectId: enrolment.id,
      organisationId,
    });
    await tell(within(platform, trx), trx, enrolment, reason);
    await announce(platform, trx, { type: 'enrolment.withdrawn', data: { enrolmentId: enrolment.id } });
    return { kind: 'removed' };
  });
}

async function tell(
  platform: Platform,
  trx: Transaction<Database>,
  enrolment: Enrolment,
  reason: string,
): Promise<void> {
  const person = await personById(platform, enrolment.personId);
  const version = await versionById(platform, enrolment.versionId);
  const provider = version && (await organisationById(platform, version.organisationId));
  if (!person || version?.status !== 'published' || !provider) return;
  const { title } = version.record;
  const subject = m.learning_removed_mail_subject({ title });
  await platform.mail.send(trx, {
    kind: 'enrolment-ended',
    to: person.email,
    replyTo: provider.contactEmail,
    subject,
    ...renderMail({
      title: subject,
      paragraphs: [
        m.learning_removed_mail_text({ title, provider: provider.name }),
        m.learning_removed_mail_reason({ reason }),
        m.learning_removed_mail_kept(),
      ],
    }),
  });
}

/** A participant's enrolment, for the provider's registrars. */
export async function participantEnrolment(
  platform: Platform,
  actor: Actor,
  enrolmentId: string,
): Promise<Enrolment & { readonly name: string }> {
  const enrolment = await findEnrolment(platform.db, enrolmentId);
  const microcredential = enrolment && (await microcredentialById(platform, enrolment.microcredentialId));
  if (!enrolment || !microcredential) throw new NotFound('participant');
  await requireStaff(platform, actor, microcredential.id, 'registrar');
  const person = await personById(platform, enrolment.personId);
  return { ...enrolment, name: person?.displayName ?? '' };
}
