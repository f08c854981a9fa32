import type { Transaction } from 'kysely';
import { m } from '#messages';
import { renderMail } from '#platform/server/mail-template.ts';
import { within, type Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import { personById } from '#domain/identity/server/api.ts';
import { organisationById } from '#domain/organisations/server/api.ts';
import { versionById } from '#domain/catalogue/server/api.ts';
import { percent, type Verdict } from '../assessment.ts';

type Result = Pick<Verdict, 'score' | 'outOf' | 'passed'>;

interface About {
  readonly personId: string;
  readonly versionId: string;
  readonly enrolmentId: string;
  readonly assessmentId: string;
  readonly title: string;
  readonly before: Result;
  readonly after: Result;
  readonly reason: string | null;
}

/** Tells the learner what a second marking made of their result, in the transaction that did. */
export async function tellSecondMarking(
  platform: Platform,
  trx: Transaction<Database>,
  { personId, versionId, enrolmentId, assessmentId, title, before, after, reason }: About,
): Promise<void> {
  const inside = within(platform, trx);
  const person = await personById(inside, personId);
  const version = await versionById(inside, versionId);
  const provider = version && (await organisationById(inside, version.organisationId));
  if (!person || !provider) return;
  const subject = m.tasks_second_mail_subject({ title });
  await platform.mail.send(trx, {
    kind: 'second-marking-settled',
    to: person.email,
    replyTo: provider.contactEmail,
    subject,
    ...renderMail({
      title: subject,
      paragraphs: [
        m.tasks_second_mail_text({ title, provider: provider.name }),
        ...(reason === null ? [] : [m.tasks_second_mail_reason({ reason })]),
        m.tasks_second_mail_result({
          before: percent(before.score, before.outOf),
          after: percent(after.score, after.outOf),
        }),
        ...(after.passed === before.passed
          ? []
          : [after.passed ? m.tasks_second_mail_now_passed() : m.tasks_second_mail_no_longer_passed()]),
      ],
      action: {
        label: m.tasks_mail_action(),
        url: `${platform.config.origin}/learning/${enrolmentId}/tasks/${assessmentId}`,
      },
    }),
  });
}
