import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aPlatform } from '../../../test/platform.ts';
import { announce } from './events.ts';
import { getPlatform, setPlatform } from './current-platform.ts';

test('the parts work together: an event runs its subscriber, which mails, keeps a file and opens a secret', async () => {
  const at = new Date('2026-03-01T12:00:00Z');
  await using platform = await aPlatform({
    at,
    run: 'on',
    jobs: [
      {
        on: 'stone.laid',
        name: 'tell-the-mason',
        async run({ db, mail, files, secrets }, { stoneId }) {
          const opened = secrets.open(secrets.seal(Buffer.from(String(stoneId)), 'test'), 'test').toString();
          await files.put('stones/first.txt', Buffer.from(opened), { mediaType: 'text/plain' });
          await db
            .transaction()
            .execute((trx) =>
              mail.send(trx, { to: 'mason@example.org', subject: 'Laid', text: opened, kind: 'stone-laid' }),
            );
        },
      },
    ],
  });
  await platform.db
    .transaction()
    .execute((trx) => announce(platform, trx, { type: 'stone.laid', data: { stoneId: 's1' } }));
  await platform.jobs.settled();
  expect(
    await platform.db.selectFrom('mail_message').select(['to_address', 'text_body', 'status', 'created_at']).execute(),
  ).toEqual([{ to_address: 'mason@example.org', text_body: 's1', status: 'outbox', created_at: at }]);
  expect((await platform.files.get('stones/first.txt')).toString()).toBe('s1');
  expect(await readFile(join(platform.config.dataDir, 'secret'), 'utf8')).toHaveLength(44);
});

test('a test sets the clock of its platform', async () => {
  await using platform = await aPlatform({ at: new Date('2026-03-01') });
  platform.setTime(new Date('2027-03-01'));
  expect(platform.clock()).toEqual(new Date('2027-03-01'));
});

test('routes are given the platform that the process has started', async () => {
  expect(() => getPlatform()).toThrow('npm start');
  await using platform = await aPlatform();
  setPlatform(platform);
  expect(getPlatform()).toBe(platform);
});
