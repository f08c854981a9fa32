import { domainToASCII } from 'node:url';
import { createTransport } from 'nodemailer';
import type { Kysely, Transaction } from 'kysely';
import type { JobDefinition, Jobs } from './jobs.ts';
import { Fault } from './problem.ts';
import { redactText } from './redaction.ts';
import type { Database } from './schema.ts';

export interface MailMessage {
  /** One address, without a name. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly replyTo?: string;
  /** What the message is for, e.g. `confirm-email`; operators see it in place of the words. */
  readonly kind: string;
  /** Further headers, e.g. `List-Unsubscribe`. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Mail {
  /**
   * Writes the message down within the caller's transaction, to be delivered once that commits; without SMTP_URL it
   * stays in the local outbox.
   * @returns the message's id.
   * @throws {MailFault} `mail-header-broken` when a header would hold a line break, which could begin another header;
   *   `mail-address-broken` for what is not one address.
   */
  send(trx: Transaction<Database>, message: MailMessage): Promise<string>;
  /** Delivers one written message, once: a second call for a sent one does nothing. Called by the `deliver-mail` job. */
  deliver(db: Kysely<Database>, id: string, attempt: { readonly isLast: boolean }): Promise<void>;
  /** Closes the connections to the mail server. */
  stop(): void;
}

class MailFault extends Fault {}

export interface MailOptions {
  /** `smtp://…` or `smtps://user:password@host:465`; undefined means the outbox. */
  readonly smtpUrl: string | undefined;
  /** The origin people see; its host names the sender unless `from` is given. */
  readonly origin: string;
  readonly from?: string;
  readonly jobs: Pick<Jobs, 'enqueue'>;
  readonly newId: () => string;
  readonly clock: () => Date;
}

/** The job that every message is delivered by. Its pauses double, so a mail server may be away for a day. */
export const deliverMail: JobDefinition = {
  name: 'deliver-mail',
  retryLimit: 100,
  concurrency: 3,
  run: async ({ db, mail }, { mailId }, attempt) => mail.deliver(db, String(mailId), attempt),
};

export function createMail(options: MailOptions): Mail {
  const { clock, jobs, newId, smtpUrl } = options;
  const host = domainToASCII(new URL(options.origin).hostname) || 'localhost';
  const from = options.from ?? `Cairn <no-reply@${host}>`;
  const server = smtpUrl === undefined ? undefined : createTransport({ url: smtpUrl, pool: true, ...timeouts });

  return {
    async send(trx, message) {
      requireWhole(message);
      const id = newId();
      await trx
        .insertInto('mail_message')
        .values({
          id,
          kind: message.kind,
          to_address: message.to,
          reply_to: message.replyTo ?? null,
          subject: message.subject,
          text_body: message.text,
          html_body: message.html ?? null,
          headers: { ...message.headers },
          status: server === undefined ? 'outbox' : 'queued',
          created_at: clock(),
        })
        .execute();
      if (server !== undefined) await jobs.enqueue(trx, deliverMail.name, { mailId: id });
      return id;
    },

    async deliver(db, id, { isLast }) {
      const row = await db.selectFrom('mail_message').selectAll().where('id', '=', id).executeTakeFirst();
      // Gone with its person's account, or delivered by an attempt that ended before it could say so.
      if (row === undefined || row.status === 'sent' || row.status === 'outbox') return;
      const attempted = db
        .updateTable('mail_message')
        .where('id', '=', id)
        .set({ attempts: row.attempts + 1 });
      if (server === undefined) {
        await attempted.set({ status: 'outbox' }).execute();
        return;
      }
      try {
        await server.sendMail({
          from,
          to: { name: '', address: row.to_address },
          subject: row.subject,
          text: row.text_body,
          // The same id each time, so that a message delivered twice shows once.
          messageId: `<${id}@${host}>`,
          date: row.created_at,
          headers: { 'Auto-Submitted': 'auto-generated', ...headersOf(row.headers) },
          disableFileAccess: true,
          disableUrlAccess: true,
          ...(row.html_body === null ? {} : { html: row.html_body }),
          ...(row.reply_to === null ? {} : { replyTo: row.reply_to }),
        });
      } catch (cause) {
        const given = isLast || isFinal(cause);
        const lastError = redactText(cause instanceof Error ? cause.message : String(cause));
        await attempted.set({ status: given ? 'failed' : 'queued', last_error: lastError }).execute();
        // A server that refused the message for good would refuse it again; the operator finds it as failed.
        if (isFinal(cause)) return;
        throw new MailFault('mail-not-sent', lastError, { cause });
      }
      await attempted.set({ status: 'sent', sent_at: clock(), last_error: null }).execute();
    },

    stop() {
      server?.close();
    },
  };
}

const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

const oneAddress = /^[^\s@<>(),;:"[\]\\]+@[^\s@<>(),;:"[\]\\]+$/;
const headerName = /^[A-Za-z][A-Za-z0-9-]*$/;

function requireWhole(message: MailMessage): void {
  for (const address of [message.to, ...(message.replyTo === undefined ? [] : [message.replyTo])]) {
    if (!oneAddress.test(address)) throw new MailFault('mail-address-broken', 'That is not one e-mail address.');
  }
  const headers = Object.entries({ Subject: message.subject, ...message.headers });
  const broken = headers.find(([name, value]) => !headerName.test(name) || hasControl(value));
  if (broken !== undefined) throw new MailFault('mail-header-broken', 'A mail header holds a line break.');
}

function hasControl(text: string): boolean {
  // RFC 5322 2.2: a header's value ends at the line break, and what follows would be read as the next header.
  return /[\p{Cc}\u2028\u2029]/u.test(text);
}

/** SMTP replies of the 500s are permanent (RFC 5321 4.2.1), except where they are about signing in to our own server. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Error) || !('responseCode' in error) || !('code' in error)) return false;
  const { code, responseCode } = error;
  return typeof responseCode === 'number' && responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE');
}

function headersOf(stored: unknown): Record<string, string> {
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(Object.entries(stored).map(([name, value]) => [name, String(value)]));
}
