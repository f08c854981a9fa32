import type { Transaction } from 'kysely';
import { m } from '#messages';
import { renderMail } from '#platform/server/mail-template.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import { personById } from '#domain/identity/server/api.ts';
import type { Organisation } from '#domain/organisations/organisations.ts';
import type { StatusAct } from '../awards.ts';
import type { Award } from './awards.store.ts';

interface About {
  readonly award: Award;
  readonly title: string;
  readonly provider: Pick<Organisation, 'name' | 'contactEmail'>;
}

/** Tells the learner that their credential is signed. Written in the signing transaction, so that it is told once. */
export async function tellSigned(platform: Platform, trx: Transaction<Database>, about: About): Promise<void> {
  const { title, provider } = about;
  await tell(platform, trx, about, {
    kind: 'credential-signed',
    subject: m.awards_mail_signed_subject({ title }),
    paragraphs: [m.awards_mail_signed_text({ title, provider: provider.name }), m.awards_mail_signed_next()],
    action: m.awards_mail_signed_action(),
  });
}

/** Tells the learner that their credential was revoked, suspended or reinstated, and why. */
export async function tellChanged(
  platform: Platform,
  trx: Transaction<Database>,
  about: About,
  change: { readonly act: StatusAct; readonly reason: string },
): Promise<void> {
  const { title, provider } = about;
  await tell(platform, trx, about, {
    kind: 'credential-status-changed',
    subject: m.awards_mail_changed_subject({ title }),
    paragraphs: [
      m.awards_mail_changed_text({ act: change.act, title, provider: provider.name }),
      m.awards_mail_changed_reason({ reason: change.reason }),
    ],
    action: m.awards_mail_changed_action(),
  });
}

async function tell(
  platform: Platform,
  trx: Transaction<Database>,
  { award, provider }: About,
  words: {
    readonly kind: string;
    readonly subject: string;
    readonly paragraphs: readonly string[];
    readonly action: string;
  },
): Promise<void> {
  const person = award.personId === null ? undefined : await personById({ db: trx }, award.personId);
  if (!person) return;
  const { text, html } = renderMail({
    title: words.subject,
    paragraphs: words.paragraphs,
    action: { label: words.action, url: `${platform.config.origin}/portfolio/${award.id}` },
  });
  await platform.mail.send(trx, {
    to: person.email,
    subject: words.subject,
    text,
    html,
    kind: words.kind,
    replyTo: provider.contactEmail,
  });
}
