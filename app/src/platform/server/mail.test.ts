import { expect, test, vi } from 'vitest';
import { aMailServer } from '../../../test/builders/a-mail-server.ts';
import { aProcess } from '../../../test/builders/a-process.ts';
import { aDatabase } from '../../../test/database.ts';
import { deliverMail } from './mail.ts';
import type { MailMessage } from './mail.ts';
import type { Platform } from './platform.ts';

const message: MailMessage = {
  to: 'mary@example.org',
  subject: 'Bestätige deine Adresse',
  text: 'Guten Tag',
  html: '<p>Guten Tag</p>',
  kind: 'confirm-email',
};

function send({ db, mail }: Platform, changes: Partial<MailMessage> = {}): Promise<string> {
  return db.transaction().execute((trx) => mail.send(trx, { ...message, ...changes }));
}
function kept({ db }: Platform) {
  return db.selectFrom('mail_message').selectAll().orderBy('created_at').execute();
}

test('without a mail server the message stays in the outbox, with its words, and no job is made', async () => {
  await using database = await aDatabase();
  const at = new Date('2026-11-23T10:00:00Z');
  await using process = await aProcess(database, { jobs: [deliverMail], clock: () => at });
  const id = await send(process.platform, { replyTo: 'office@example.org', headers: { 'X-Kind': 'test' } });
  expect(await kept(process.platform)).toEqual([
    {
      id,
      kind: 'confirm-email',
      to_address: 'mary@example.org',
      reply_to: 'office@example.org',
      subject: 'Bestätige deine Adresse',
      text_body: 'Guten Tag',
      html_body: '<p>Guten Tag</p>',
      headers: { 'X-Kind': 'test' },
      status: 'outbox',
      attempts: 0,
      last_error: null,
      created_at: at,
      sent_at: null,
    },
  ]);
  expect(await process.platform.jobs.recent({ limit: 1 })).toEqual([]);
});

test('a message of a transaction that is rolled back is never sent', async () => {
  await using database = await aDatabase();
  await using server = await aMailServer();
  await using process = await aProcess(database, { jobs: [deliverMail], smtpUrl: server.url });
  const { db, jobs, mail } = process.platform;
  const rolledBack = db.transaction().execute(async (trx) => {
    await mail.send(trx, message);
    throw new Error('not after all');
  });
  await expect(rolledBack).rejects.toThrow('not after all');
  await jobs.settled();
  expect(await kept(process.platform)).toEqual([]);
  expect(server.received).toEqual([]);
});

test('with a mail server the message arrives once, as text and HTML, with our headers', async () => {
  await using database = await aDatabase();
  await using server = await aMailServer();
  await using process = await aProcess(database, { jobs: [deliverMail], smtpUrl: server.url });
  const id = await send(process.platform, {
    replyTo: 'office@example.org',
    headers: { 'List-Unsubscribe': '<https://x.test/u>' },
  });
  await process.platform.jobs.settled();
  expect(server.received).toHaveLength(1);
  const [wire = ''] = server.received;
  for (const line of [
    'From: Cairn <no-reply@localhost>',
    'To: mary@example.org',
    'Reply-To: office@example.org',
    'Subject: =?UTF-8?Q?Best=C3=A4tige_deine_Adresse?=',
    `Message-ID: <${id}@localhost>`,
    'Auto-Submitted: auto-generated',
    'List-Unsubscribe: <https://x.test/u>',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Type: text/html; charset=utf-8',
  ])
    expect(wire).toContain(line);
  expect(await kept(process.platform)).toMatchObject([
    { status: 'sent', attempts: 1, last_error: null, sent_at: expect.any(Date) as Date },
  ]);

  // A job that is run a second time, as after a crash, sends nothing more.
  await process.platform.mail.deliver(database.db, id, { isLast: false });
  expect(server.received).toHaveLength(1);
});

test('while the mail server is away the message waits, and is sent when it is back', async () => {
  await using database = await aDatabase();
  await using server = await aMailServer();
  server.answers = { MAIL: '451 try again later' };
  await using process = await aProcess(database, { jobs: [deliverMail], smtpUrl: server.url });
  await send(process.platform);
  await vi.waitFor(async () => {
    expect(await kept(process.platform)).toMatchObject([
      { status: 'queued', attempts: 1, last_error: expect.stringContaining('451 try again later') as string },
    ]);
  }, 20_000);
  server.answers = {};
  await process.platform.jobs.settled();
  expect(await kept(process.platform)).toMatchObject([{ status: 'sent', attempts: 2, last_error: null }]);
  expect(server.received).toHaveLength(1);
});

test('an address that the mail server refuses for good is given up at once, and the operator sees why', async () => {
  await using database = await aDatabase();
  await using server = await aMailServer();
  server.answers = { RCPT: '550 no such person' };
  await using process = await aProcess(database, { jobs: [deliverMail], smtpUrl: server.url });
  await send(process.platform);
  await process.platform.jobs.settled();
  expect(await kept(process.platform)).toMatchObject([
    { status: 'failed', attempts: 1, last_error: expect.stringContaining('550 no such person') as string },
  ]);
  expect(await process.platform.jobs.deadLetters({ limit: 1 })).toEqual([]);
});

test('after the last attempt the message counts as failed', async () => {
  await using database = await aDatabase();
  await using server = await aMailServer();
  server.answers = { MAIL: '451 later' };
  await using process = await aProcess(database, { jobs: [{ ...deliverMail, retryLimit: 1 }], smtpUrl: server.url });
  await send(process.platform);
  await process.platform.jobs.settled();
  expect(await kept(process.platform)).toMatchObject([{ status: 'failed', attempts: 2 }]);
  expect(await process.platform.jobs.deadLetters({ limit: 1 })).toMatchObject([{ name: 'deliver-mail' }]);
});

test.each([
  [{ subject: 'Hello\r\nBcc: all@example.org' }, 'mail-header-broken'],
  [{ subject: 'Hello\nBcc: all@example.org' }, 'mail-header-broken'],
  [{ headers: { 'X-Kind': 'a\r\nBcc: all@example.org' } }, 'mail-header-broken'],
  [{ headers: { 'X-Kind: a\r\nBcc': 'all@example.org' } }, 'mail-header-broken'],
  [{ to: 'mary@example.org\r\nBcc: all@example.org' }, 'mail-address-broken'],
  [{ to: 'mary@example.org, all@example.org' }, 'mail-address-broken'],
  [{ to: 'Mary <mary@example.org>' }, 'mail-address-broken'],
  [{ replyTo: 'a@example.org\nBcc: b@example.org' }, 'mail-address-broken'],
  [{ to: 'nobody' }, 'mail-address-broken'],
])('nobody can smuggle a header or a second reader into a message: %j', async (changes, code) => {
  await using database = await aDatabase();
  await using process = await aProcess(database, { jobs: [deliverMail], work: false });
  await expect(send(process.platform, changes)).rejects.toMatchObject({ code });
  expect(await kept(process.platform)).toEqual([]);
});
