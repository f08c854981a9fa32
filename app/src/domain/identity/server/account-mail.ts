import { m } from '#messages';
import { renderMail, type MailWords } from '#platform/server/mail-template.ts';
import type { Platform } from '#platform/server/platform.ts';
import { nextPage } from '../next-page.ts';
import type { Person } from '../person.ts';
import { selectPersonByEmail } from './people.store.ts';

type Mailing = Pick<Platform, 'config' | 'db' | 'mail'>;

interface Addressee {
  readonly email: string;
  readonly emailVerified: boolean;
}

interface AccountMail extends Omit<MailWords, 'footer'> {
  readonly kind: string;
  readonly to: string;
  readonly footer: string;
}

async function send(platform: Mailing, { kind, to, ...words }: AccountMail): Promise<void> {
  const message = { kind, to, subject: words.title, ...renderMail(words) };
  await platform.db.transaction().execute((trx) => platform.mail.send(trx, message));
}

/** For a new account: confirms its address. For a change of address, sent to the new one: makes the change. */
export async function mailConfirmation(
  platform: Mailing,
  { email, emailVerified }: Addressee,
  token: string,
  next?: string,
): Promise<void> {
  const url = linkTo(platform, `/confirm-email/${token}`, next);
  if (emailVerified) {
    return send(platform, {
      kind: 'change-email',
      to: email,
      title: m.mail_change_email_title(),
      paragraphs: [m.mail_change_email_text()],
      action: { label: m.mail_change_email_action(), url },
      footer: m.mail_change_email_footer(),
    });
  }
  return send(platform, {
    kind: 'confirm-email',
    to: email,
    title: m.mail_confirm_email_title(),
    paragraphs: [m.mail_confirm_email_text()],
    action: { label: m.mail_confirm_email_action(), url },
    footer: m.mail_confirm_email_footer(),
  });
}

/** To the owner of an address that someone signed up with again, who may be they. */
export async function mailAccountExists(platform: Mailing, person: Person): Promise<void> {
  return send(platform, {
    kind: 'account-exists',
    to: person.email,
    title: m.mail_account_exists_title(),
    paragraphs: [m.mail_account_exists_text(), m.mail_account_exists_forgotten()],
    action: { label: m.mail_account_exists_action(), url: linkTo(platform, '/sign-in') },
    footer: m.mail_account_exists_footer(),
  });
}

export async function mailPasswordReset(
  platform: Mailing,
  { email, emailVerified }: Addressee,
  token: string,
): Promise<void> {
  return send(platform, {
    kind: 'reset-password',
    to: email,
    title: m.mail_reset_password_title(),
    // An account that was never confirmed may have been begun by someone else: setting a password makes it one's own.
    paragraphs: [emailVerified ? m.mail_reset_password_text() : m.mail_reset_password_unconfirmed_text()],
    action: { label: m.mail_reset_password_action(), url: linkTo(platform, `/reset-password/${token}`) },
    footer: m.mail_reset_password_footer(),
  });
}

/** Nothing is sent where there is no account to sign in to. */
export async function mailMagicLink(
  platform: Mailing,
  email: string,
  token: string,
  details: Record<string, unknown> | undefined,
): Promise<void> {
  const person = await selectPersonByEmail(platform.db, email);
  if (!person || person.suspendedAt !== null) return;
  if (person.twoFactorEnabled) {
    return send(platform, {
      kind: 'password-needed',
      to: person.email,
      title: m.mail_password_needed_title(),
      paragraphs: [m.mail_password_needed_text()],
      action: { label: m.mail_password_needed_action(), url: linkTo(platform, '/sign-in') },
      footer: m.mail_magic_link_footer(),
    });
  }
  const next = typeof details?.['next'] === 'string' ? details['next'] : undefined;
  return send(platform, {
    kind: 'magic-link',
    to: person.email,
    title: m.mail_magic_link_title(),
    paragraphs: [m.mail_magic_link_text()],
    action: { label: m.mail_magic_link_action(), url: linkTo(platform, `/magic-link/${token}`, next) },
    footer: m.mail_magic_link_footer(),
  });
}

export async function mailPasswordChanged(platform: Mailing, email: string): Promise<void> {
  return send(platform, {
    kind: 'password-changed',
    to: email,
    title: m.mail_password_changed_title(),
    paragraphs: [m.mail_password_changed_text()],
    action: { label: m.mail_account_exists_reset_action(), url: linkTo(platform, '/forgot-password') },
    footer: m.mail_security_footer(),
  });
}

export async function mailTwoFactorOff(platform: Mailing, email: string): Promise<void> {
  return send(platform, {
    kind: 'two-factor-off',
    to: email,
    title: m.mail_two_factor_off_title(),
    paragraphs: [m.mail_two_factor_off_text()],
    footer: m.mail_security_footer(),
  });
}

/** To the old address, when a new one was asked for, so that a thief of a session cannot move the account unseen. */
export async function mailEmailChanging(platform: Mailing, oldEmail: string, newEmail: string): Promise<void> {
  return send(platform, {
    kind: 'email-changing',
    to: oldEmail,
    title: m.mail_email_changing_title(),
    paragraphs: [m.mail_email_changing_text({ email: newEmail })],
    action: { label: m.mail_account_exists_reset_action(), url: linkTo(platform, '/forgot-password') },
    footer: m.mail_security_footer(),
  });
}

function linkTo({ config }: Mailing, path: string, next?: string): string {
  const url = new URL(path, config.origin);
  const page = nextPage(next, '');
  if (page !== '') url.searchParams.set('next', page);
  return url.href;
}
