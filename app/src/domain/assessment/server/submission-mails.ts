import type { Transaction } from 'kysely';
import { m } from '#messages';
import { renderMail } from '#platform/server/mail-template.ts';
import { within, type Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import { personById } from '#domain/identity/server/api.ts';
import { organisationById } from '#domain/organisations/server/api.ts';
import { versionById } from '#domain/catalogue/server/api.ts';
import { enrolmentById } from '#domain/learning/server/api.ts';
import { askedOf } from './asked-of.ts';

type Step =
  | { readonly kind: 'handed-in' }
  | { readonly kind: 'returned'; readonly reason: string }
  | { readonly kind: 'judged'; readonly passed: boolean };

interface About {
  readonly enrolmentId: string;
  /** Null of evidence of prior learning. */
  readonly assessmentId: string | null;
  readonly step: Step;
}

/** Tells the learner how their submission stands, in the transaction that made it so. */
export async function tellLearner(
  platform: Platform,
  trx: Transaction<Database>,
  { enrolmentId, assessmentId, step }: About,
): Promise<void> {
  const inside = within(platform, trx);
  const enrolment = await enrolmentById(inside, enrolmentId);
  const person = enrolment && (await personById(inside, enrolment.personId));
  const version = enrolment && (await versionById(inside, enrolment.versionId));
  const provider = version && (await organisationById(inside, version.organisationId));
  const asked = version && (await askedOf(inside, { assessmentId, versionId: version.id }));
  if (!person || !provider || !asked) return;
  const { subject, paragraphs } = assessmentId === null ? evidenceWords(step) : wordsOf(step, asked.title);
  await platform.mail.send(trx, {
    kind: `submission-${step.kind}`,
    to: person.email,
    replyTo: provider.contactEmail,
    subject,
    ...renderMail({
      title: subject,
      paragraphs,
      action: {
        label: assessmentId === null ? m.prior_mail_action() : m.tasks_mail_action(),
        url: `${platform.config.origin}/learning/${enrolmentId}/${assessmentId === null ? 'evidence' : `tasks/${assessmentId}`}`,
      },
    }),
  });
}

function evidenceWords(step: Step): ReturnType<typeof wordsOf> {
  switch (step.kind) {
    case 'handed-in':
      return { subject: m.prior_mail_handed_in_subject(), paragraphs: [m.prior_mail_handed_in_text()] };
    case 'returned':
      return {
        subject: m.prior_mail_returned_subject(),
        paragraphs: [m.prior_mail_returned_text(), m.tasks_mail_returned_reason({ reason: step.reason })],
      };
    case 'judged':
      return {
        subject: m.prior_mail_judged_subject(),
        paragraphs: [step.passed ? m.prior_mail_judged_shown() : m.prior_mail_judged_not_shown()],
      };
  }
}

function wordsOf(step: Step, title: string): { readonly subject: string; readonly paragraphs: readonly string[] } {
  switch (step.kind) {
    case 'handed-in':
      return { subject: m.tasks_mail_handed_in_subject({ title }), paragraphs: [m.tasks_mail_handed_in_text()] };
    case 'returned':
      return {
        subject: m.tasks_mail_returned_subject({ title }),
        paragraphs: [m.tasks_mail_returned_text(), m.tasks_mail_returned_reason({ reason: step.reason })],
      };
    case 'judged':
      return {
        subject: m.tasks_mail_judged_subject({ title }),
        paragraphs: [step.passed ? m.tasks_mail_judged_passed() : m.tasks_mail_judged_failed()],
      };
  }
}
