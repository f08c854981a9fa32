import type { Transaction } from 'kysely';
import { m } from '#messages';
import { peopleByIds } from '#domain/identity/server/api.ts';
import { listMembers, organisationById, type Organisation } from '#domain/organisations/server/api.ts';
import { renderMail } from '#platform/server/mail-template.ts';
import { within, type Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import type { Microcredential } from '../../catalogue.ts';
import type { PartnerAnswer, PartnerRole, Partnership } from '../../partners.ts';
import { draftTitle } from '../../record.ts';
import { findVersionsOf } from '../versions.store.ts';

/** Tells the owners of the organisation that is asked. */
export async function mailPartnerAsked(
  platform: Platform,
  trx: Transaction<Database>,
  asked: {
    readonly own: Organisation;
    readonly partner: Organisation;
    readonly microcredential: Microcredential;
    readonly role: PartnerRole;
    readonly note: string;
  },
): Promise<void> {
  const { own, partner, microcredential, role, note } = asked;
  const title = await titleOf(trx, microcredential);
  const subject = m.catalogue_partner_mail_asked_title({ organisation: own.name, title });
  const words = renderMail({
    title: subject,
    paragraphs: [
      m.catalogue_partner_mail_asked_text({ organisation: own.name, partner: partner.name, title, role }),
      ...(note === '' ? [] : [note]),
      m.catalogue_partner_mail_asked_next(),
    ],
    action: {
      label: m.catalogue_partner_mail_action(),
      url: `${platform.config.origin}/studio/${partner.slug}/partnerships`,
    },
    footer: m.catalogue_partner_mail_footer({ organisation: partner.name }),
  });
  await toOwners(platform, trx, partner.id, { kind: 'partner-asked', subject, ...words });
}

/** Tells the provider's owners what the answer is. */
export async function mailPartnerAnswered(
  platform: Platform,
  trx: Transaction<Database>,
  answered: {
    readonly partnership: Partnership;
    readonly microcredential: Microcredential;
    readonly answer: PartnerAnswer;
  },
): Promise<void> {
  const { partnership, microcredential, answer } = answered;
  const inside = within(platform, trx);
  const [own, partner] = [
    await organisationById(inside, microcredential.organisationId),
    await organisationById(inside, partnership.organisationId),
  ];
  if (own === undefined || partner === undefined) return;
  const title = await titleOf(trx, microcredential);
  const subject = m.catalogue_partner_mail_answered_title({ partner: partner.name, answer });
  const words = renderMail({
    title: subject,
    paragraphs: [m.catalogue_partner_mail_answered_text({ partner: partner.name, title, answer })],
    action: {
      label: m.catalogue_partner_mail_action(),
      url: `${platform.config.origin}/studio/${own.slug}/microcredentials/${microcredential.slug}/partners`,
    },
    footer: m.catalogue_partner_mail_footer({ organisation: own.name }),
  });
  await toOwners(platform, trx, own.id, { kind: 'partner-answered', subject, ...words });
}

async function titleOf(trx: Transaction<Database>, microcredential: Microcredential): Promise<string> {
  const [newest] = await findVersionsOf(trx, microcredential.id);
  return draftTitle(newest?.record ?? {}).replaceAll(/\s+/g, ' ') || microcredential.slug;
}

async function toOwners(
  platform: Platform,
  trx: Transaction<Database>,
  organisationId: string,
  mail: { readonly kind: string; readonly subject: string; readonly text: string; readonly html: string },
): Promise<void> {
  const members = await listMembers(within(platform, trx), { kind: 'system' }, organisationId);
  const owners = members.filter(({ roles }) => roles.includes('owner')).map(({ personId }) => personId);
  for (const { email } of (await peopleByIds({ db: trx }, owners)).values()) {
    await platform.mail.send(trx, { to: email, ...mail });
  }
}
