import { versionById } from '#domain/catalogue/server/api.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, personById, recordAudit, requirePerson } from '#domain/identity/server/api.ts';
import { organisationById } from '#domain/organisations/server/api.ts';
import { m } from '#messages';
import { renderMail } from '#platform/server/mail-template.ts';
import type { Platform } from '#platform/server/platform.ts';
import { takeFromLimit } from '#platform/server/rate-limit.ts';
import { asOneLine, letterProblems, paragraphsOf, type Letter } from '../../letter.ts';
import { ownEnrolment } from '../enrolment/enrolments.ts';

const perDay = { limit: 10, windowSeconds: 86_400 };

export type NotWrittenToProvider =
  | { readonly kind: 'refused'; readonly because: 'unfit'; readonly problems: ReturnType<typeof letterProblems> }
  | { readonly kind: 'refused'; readonly because: 'too-often' };

/** A learner's question to the provider, by mail; the answer goes to the learner's own address, which it names. */
export async function writeToProvider(
  platform: Platform,
  actor: Actor,
  { enrolmentId, letter }: { readonly enrolmentId: string; readonly letter: Letter },
): Promise<{ readonly kind: 'written' } | NotWrittenToProvider> {
  const { personId } = requirePerson(actor);
  const { versionId } = await ownEnrolment(platform, actor, enrolmentId);
  const problems = letterProblems(letter);
  if (Object.keys(problems).length > 0) return { kind: 'refused', because: 'unfit', problems };
  const taken = await takeFromLimit(platform, { key: `provider-letter/${personId}`, ...perDay });
  if (taken.kind === 'limited') return { kind: 'refused', because: 'too-often' };

  const person = await personById(platform, personId);
  const version = await versionById(platform, versionId);
  const provider = version && (await organisationById(platform, version.organisationId));
  if (!person || version?.status !== 'published' || !provider) throw new NotFound('enrolment');
  const { title } = version.record;
  const subject = asOneLine(letter.subject);
  const mail = renderMail({
    title: subject,
    paragraphs: paragraphsOf(letter.text),
    footer: m.learning_to_provider_footer({ name: person.displayName, title }),
  });
  await platform.db.transaction().execute(async (trx) => {
    await platform.mail.send(trx, {
      kind: 'provider-letter',
      to: provider.contactEmail,
      replyTo: person.email,
      subject: m.learning_to_provider_subject({ subject, title }),
      ...mail,
    });
    await recordAudit(platform, trx, actor, {
      action: 'provider.written-to',
      subjectKind: 'enrolment',
      subjectId: enrolmentId,
      organisationId: provider.id,
    });
  });
  return { kind: 'written' };
}
