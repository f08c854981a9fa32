import type { Transaction } from 'kysely';
import { offeringById, versionById } from '#domain/catalogue/server/api.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, personById, recordAudit } from '#domain/identity/server/api.ts';
import { organisationById } from '#domain/organisations/server/api.ts';
import { m } from '#messages';
import { renderMail } from '#platform/server/mail-template.ts';
import { within, type Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import type { Enrolment } from '../../learning.ts';
import { lockEnrolment, setExtendedUntil } from '../enrolment/enrolments.store.ts';
import { requireStaff } from './participants.ts';
import { participantEnrolment } from './remove-participant.ts';

export interface Extended {
  readonly kind: 'extended';
}
export interface NotExtended {
  readonly kind: 'refused';
  readonly because: 'reason-missing' | 'not-a-run' | 'not-later' | 'completed' | 'left';
}

const longestReason = 2000;

/**
 * Gives one learner longer than their run, with a reason that they are told. A registrar's act. Never shorter: what was
 * given before stands.
 */
export async function extendParticipant(
  platform: Platform,
  actor: Actor,
  input: { readonly enrolmentId: string; readonly until: Date; readonly reason: string },
): Promise<Extended | NotExtended> {
  const { microcredentialId, offeringId } = await participantEnrolment(platform, actor, input.enrolmentId);
  const { organisationId } = await requireStaff(platform, actor, microcredentialId, 'registrar');
  const reason = input.reason.trim().slice(0, longestReason);
  if (reason === '') return { kind: 'refused', because: 'reason-missing' };
  const offering = await offeringById(platform, offeringId);
  if (!offering?.endsAt) return { kind: 'refused', because: 'not-a-run' };
  const { endsAt, zone } = offering;

  return platform.db.transaction().execute(async (trx): Promise<Extended | NotExtended> => {
    const enrolment = await lockEnrolment(trx, input.enrolmentId);
    if (enrolment === undefined) throw new NotFound('participant');
    if (enrolment.withdrawnAt !== null) return { kind: 'refused', because: 'left' };
    if (enrolment.completedAt !== null) return { kind: 'refused', because: 'completed' };
    const end = enrolment.extendedUntil ?? endsAt;
    if (input.until <= end || input.until <= platform.clock()) return { kind: 'refused', because: 'not-later' };
    await setExtendedUntil(trx, enrolment.id, input.until);
    await recordAudit(platform, trx, actor, {
      action: 'enrolment.extended',
      subjectKind: 'enrolment',
      subjectId: enrolment.id,
      organisationId,
      detail: { until: input.until.toISOString() },
    });
    await tell(within(platform, trx), trx, enrolment, { reason, until: input.until, zone });
    return { kind: 'extended' };
  });
}

async function tell(
  platform: Platform,
  trx: Transaction<Database>,
  enrolment: Enrolment,
  { reason, until, zone }: { readonly reason: string; readonly until: Date; readonly zone: string },
): Promise<void> {
  const person = await personById(platform, enrolment.personId);
  const version = await versionById(platform, enrolment.versionId);
  const provider = version && (await organisationById(platform, version.organisationId));
  if (!person || version?.status !== 'published' || !provider) return;
  const { title } = version.record;
  const subject = m.learning_extended_mail_subject({ title });
  await platform.mail.send(trx, {
    kind: 'enrolment-extended',
    to: person.email,
    replyTo: provider.contactEmail,
    subject,
    ...renderMail({
      title: subject,
      paragraphs: [
        m.learning_extended_mail_text({
          title,
          provider: provider.name,
          until: momentIn(until, zone),
        }),
        m.learning_removed_mail_reason({ reason }),
      ],
      action: { label: m.learning_letter_action(), url: `${platform.config.origin}/learning/${enrolment.id}` },
    }),
  });
}

/** With its zone, since a letter is read anywhere: 14 October 2026 at 17:00 CEST. */
function momentIn(moment: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone: zone,
  }).format(moment);
}
