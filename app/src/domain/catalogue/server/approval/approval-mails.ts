import type { Transaction } from 'kysely';
import { m } from '#messages';
import { peopleByIds } from '#domain/identity/server/api.ts';
import type { Organisation } from '#domain/organisations/server/api.ts';
import { renderMail } from '#platform/server/mail-template.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import type { Approval } from '../../approval.ts';
import type { DraftVersion } from '../../catalogue.ts';
import { draftTitle } from '../../record.ts';

interface About {
  readonly draft: DraftVersion;
  readonly organisation: Organisation;
}

/** Tells everyone who is asked where the draft waits. */
export async function mailAsked(
  platform: Platform,
  trx: Transaction<Database>,
  asked: About & { readonly askedBy: string | null; readonly askedOf: readonly string[]; readonly note: string },
): Promise<void> {
  const { draft, organisation, askedBy, askedOf, note } = asked;
  const people = await peopleByIds({ db: trx }, askedBy === null ? askedOf : [...askedOf, askedBy]);
  const title = titleOf(draft);
  const name = people.get(askedBy ?? '')?.displayName ?? organisation.name;
  const subject = m.approval_mail_asked_title({ title });
  const words = renderMail({
    title: subject,
    paragraphs: [m.approval_mail_asked_text({ name, title, organisation: organisation.name }), ...paragraphs(note)],
    action: { label: m.approval_mail_action(), url: addressOf(platform, asked) },
    footer: m.approval_mail_asked_footer({ organisation: organisation.name }),
  });
  for (const personId of askedOf) {
    const person = people.get(personId);
    if (person) await platform.mail.send(trx, { to: person.email, kind: 'approval-asked', subject, ...words });
  }
}

/** Tells whoever asked what the answer is. */
export async function mailAnswered(
  platform: Platform,
  trx: Transaction<Database>,
  answered: About & {
    readonly approval: Approval;
    readonly by: string;
    readonly answer: 'approved' | 'changes';
    readonly note: string;
  },
): Promise<void> {
  const { draft, approval, by, answer, note } = answered;
  if (approval.askedBy === null) return;
  const people = await peopleByIds({ db: trx }, [approval.askedBy, by]);
  const to = people.get(approval.askedBy);
  if (!to) return;
  const title = titleOf(draft);
  const name = people.get(by)?.displayName ?? '';
  const subject =
    answer === 'approved' ? m.approval_mail_approved_title({ title }) : m.approval_mail_changes_title({ title });
  const words = renderMail({
    title: subject,
    paragraphs: [
      answer === 'approved' ? m.approval_mail_approved_text({ name }) : m.approval_mail_changes_text({ name }),
      ...paragraphs(note),
    ],
    action: { label: m.approval_mail_action(), url: addressOf(platform, answered) },
    footer: m.approval_mail_answered_footer(),
  });
  await platform.mail.send(trx, { to: to.email, kind: 'approval-answered', subject, ...words });
}

function titleOf(draft: DraftVersion): string {
  return draftTitle(draft.record).replaceAll(/\s+/g, ' ') || draft.slug;
}

function addressOf(platform: Platform, { draft, organisation }: About): string {
  return `${platform.config.origin}/studio/${organisation.slug}/microcredentials/${draft.slug}/approval`;
}

function paragraphs(note: string): string[] {
  return note
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}
