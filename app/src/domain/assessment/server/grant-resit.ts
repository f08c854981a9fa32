import type { Transaction } from 'kysely';
import { m } from '#messages';
import { renderMail } from '#platform/server/mail-template.ts';
import { within, type Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, personById, recordAudit } from '#domain/identity/server/api.ts';
import { organisationById } from '#domain/organisations/server/api.ts';
import { mayGrantResit, settingsFor, type ResitRefusal as NotGranted } from '../allowance.ts';
import type { Assessment } from '../assessment.ts';
import { allowancesOf, insertResit, lockResits } from './allowances.store.ts';
import { requireRegistrar } from './arrangements.ts';
import { assessmentById } from './assessment.store.ts';
import { earlierAttempts } from './earlier-attempts.ts';

export type ResitRefusal = NotGranted | 'reason-missing' | 'left';
export type ResitGranted = { readonly kind: 'granted' } | { readonly kind: 'refused'; readonly because: ResitRefusal };

const longestReason = 2000;

/**
 * Grants one further attempt to a learner who has used every one, with a reason that they are told: a registrar's act.
 * It may begin at once, whatever pause is asked for between attempts. Granted twice at once, it is granted once.
 */
export async function grantResit(
  platform: Platform,
  actor: Actor,
  input: { readonly enrolmentId: string; readonly assessmentId: string; readonly reason: string },
): Promise<ResitGranted> {
  const { enrolment, organisationId } = await requireRegistrar(platform, actor, input.enrolmentId);
  const assessment = await assessmentById(platform.db, input.assessmentId);
  if (assessment?.versionId !== enrolment.versionId) throw new NotFound('assessment');
  const reason = input.reason.trim().slice(0, longestReason);
  if (reason === '') return { kind: 'refused', because: 'reason-missing' };
  if (enrolment.withdrawnAt) return { kind: 'refused', because: 'left' };

  return platform.db.transaction().execute(async (trx): Promise<ResitGranted> => {
    await lockResits(trx, enrolment.personId, assessment.id);
    const attempts = (await earlierAttempts(trx, enrolment.id)).at(assessment.id);
    const settings = settingsFor(assessment.settings, (await allowancesOf(trx, enrolment))(assessment.id));
    const because = mayGrantResit(settings, attempts);
    if (because) return { kind: 'refused', because };
    await insertResit(trx, {
      id: platform.newId(),
      personId: enrolment.personId,
      assessmentId: assessment.id,
      reason,
      grantedBy: actor.kind === 'person' ? actor.personId : null,
      grantedAt: platform.clock(),
    });
    await recordAudit(platform, trx, actor, {
      action: 'resit.granted',
      subjectKind: 'enrolment',
      subjectId: enrolment.id,
      organisationId,
      detail: { assessmentId: assessment.id },
    });
    await tell(platform, trx, { enrolment, organisationId, assessment, reason });
    return { kind: 'granted' };
  });
}

async function tell(
  platform: Platform,
  trx: Transaction<Database>,
  about: {
    readonly enrolment: { readonly id: string; readonly personId: string };
    readonly organisationId: string;
    readonly assessment: Assessment;
    readonly reason: string;
  },
): Promise<void> {
  const { enrolment, assessment, reason } = about;
  const person = await personById(within(platform, trx), enrolment.personId);
  const provider = await organisationById(within(platform, trx), about.organisationId);
  if (!person || !provider) return;
  const subject = m.assessment_resit_mail_subject({ title: assessment.title });
  await platform.mail.send(trx, {
    kind: 'resit-granted',
    to: person.email,
    replyTo: provider.contactEmail,
    subject,
    ...renderMail({
      title: subject,
      paragraphs: [
        m.assessment_resit_mail_text({ title: assessment.title, provider: provider.name }),
        m.assessment_resit_mail_reason({ reason }),
      ],
      action: {
        label: m.assessment_resit_mail_action(),
        url: `${platform.config.origin}/learning/${enrolment.id}/assessments/${assessment.id}`,
      },
    }),
  });
}
