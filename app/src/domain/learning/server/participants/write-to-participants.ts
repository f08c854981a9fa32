import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, recordAudit } from '#domain/identity/server/api.ts';
import { organisationById } from '#domain/organisations/server/api.ts';
import { versionById } from '#domain/catalogue/server/api.ts';
import { m } from '#messages';
import { announce } from '#platform/server/events.ts';
import { renderMail } from '#platform/server/mail-template.ts';
import { within, type Platform } from '#platform/server/platform.ts';
import { takeFromLimit } from '#platform/server/rate-limit.ts';
import { asOneLine, letterProblems, paragraphsOf, type Letter } from '../../letter.ts';
import {
  countUnderWay,
  findAddressees,
  insertMessage,
  latestMessages,
  lockMessage,
  saveSent,
  type ParticipantMessage,
} from './participant-message.store.ts';
import { requireStaff } from './participants.ts';

/** Everyone's mailbox is theirs: so many messages may go out for one microcredential in a day. */
const perDay = { limit: 10, windowSeconds: 86_400 };
const batch = 200;

export interface Written {
  readonly kind: 'written';
  readonly messageId: string;
}
export type NotWritten =
  | { readonly kind: 'refused'; readonly because: 'unfit'; readonly problems: ReturnType<typeof letterProblems> }
  | { readonly kind: 'refused'; readonly because: 'nobody-under-way' | 'too-often' };

/** Writes to everyone who is under way, or to those of one offering. It goes out by a job, so that a thousand people don't hold up the writer. */
export async function writeToParticipants(
  platform: Platform,
  actor: Actor,
  input: { readonly microcredentialId: string; readonly offeringId?: string | undefined; readonly letter: Letter },
): Promise<Written | NotWritten> {
  const { microcredentialId, offeringId = null, letter } = input;
  const microcredential = await requireStaff(platform, actor, microcredentialId, 'assessor', 'registrar');
  const problems = letterProblems(letter);
  if (Object.keys(problems).length > 0) return { kind: 'refused', because: 'unfit', problems };
  if ((await countUnderWay(platform.db, microcredentialId, offeringId)) === 0) {
    return { kind: 'refused', because: 'nobody-under-way' };
  }
  const taken = await takeFromLimit(platform, { key: `participant-message/${microcredentialId}`, ...perDay });
  if (taken.kind === 'limited') return { kind: 'refused', because: 'too-often' };

  const messageId = platform.newId();
  await platform.db.transaction().execute(async (trx) => {
    await insertMessage(trx, {
      id: messageId,
      microcredentialId,
      offeringId,
      subject: asOneLine(letter.subject),
      text: letter.text.trim(),
      writtenBy: actor.kind === 'person' ? actor.personId : null,
      writtenAt: platform.clock(),
    });
    await recordAudit(platform, trx, actor, {
      action: 'participants.written-to',
      subjectKind: 'microcredential',
      subjectId: microcredentialId,
      organisationId: microcredential.organisationId,
      detail: { messageId },
    });
    await announce(platform, trx, { type: 'participants.written-to', data: { messageId } });
  });
  return { kind: 'written', messageId };
}

/** How many would be written to, and what was written before, newest first. */
export async function participantMessages(
  platform: Platform,
  actor: Actor,
  { microcredentialId, offeringId }: { readonly microcredentialId: string; readonly offeringId?: string | undefined },
): Promise<{ readonly underWay: number; readonly messages: readonly ParticipantMessage[] }> {
  await requireStaff(platform, actor, microcredentialId, 'assessor', 'registrar');
  return {
    underWay: await countUnderWay(platform.db, microcredentialId, offeringId ?? null),
    messages: await latestMessages(platform.db, microcredentialId, 20),
  };
}

/** The job: a batch of copies and how far it went are one transaction, so that nobody gets two or none. */
export async function sendParticipantMessage(
  platform: Platform,
  { messageId }: { readonly messageId: string },
): Promise<void> {
  while (await sendBatch(platform, messageId));
}

async function sendBatch(platform: Platform, messageId: string): Promise<boolean> {
  return platform.db.transaction().execute(async (trx) => {
    const message = await lockMessage(trx, messageId);
    if (message === undefined || message.sentAt !== null) return false;
    const { microcredentialId, offeringId, sentThrough: afterId } = message;
    const addressees = await findAddressees(trx, { microcredentialId, offeringId, afterId, limit: batch });
    const last = addressees.at(-1);
    if (last === undefined) {
      await saveSent(trx, messageId, { sentAt: platform.clock() });
      return false;
    }
    const words = await wordsFor(within(platform, trx), message, last.versionId);
    for (const { email, enrolmentId } of addressees) {
      const action = { label: m.learning_letter_action(), url: `${platform.config.origin}/learning/${enrolmentId}` };
      await platform.mail.send(trx, { ...words.headers, to: email, ...renderMail({ ...words.letter, action }) });
    }
    await saveSent(trx, messageId, {
      sentThrough: last.enrolmentId,
      recipients: message.recipients + addressees.length,
    });
    return true;
  });
}

async function wordsFor(platform: Platform, message: ParticipantMessage, versionId: string) {
  const version = await versionById(platform, versionId);
  const provider = version && (await organisationById(platform, version.organisationId));
  if (version?.status !== 'published' || !provider) throw new NotFound('version');
  const footer = m.learning_letter_footer({ title: version.record.title, provider: provider.name });
  return {
    letter: { title: message.subject, paragraphs: paragraphsOf(message.text), footer },
    headers: { kind: 'participant-message', subject: message.subject, replyTo: provider.contactEmail },
  };
}
