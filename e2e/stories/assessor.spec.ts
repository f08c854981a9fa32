import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { accountOf, expect, look, openAccountMenu, signIn, test } from '../story.ts';

const root = join(import.meta.dirname, '../..');

/** Six learners hand their work in, without a browser. */
async function handedIn(assessor: string): Promise<void> {
  await promisify(execFile)(process.execPath, ['app/test/story-submissions.ts', assessor], {
    cwd: root,
    env: {
      ...process.env,
      PORT: process.env['CAIRN_STORY_PORT'],
      DATA_DIR: process.env['CAIRN_STORY_DATA_DIR'],
    },
    timeout: 60_000,
  });
}

test('an assessor judges five submissions one after another and returns one to be worked on again', async ({
  home,
}) => {
  const account = accountOf('assessor');
  await handedIn(account.email);
  await signIn(home, account);
  await openAccountMenu(home);
  await home.getByRole('link', { name: 'Provider studio' }).click();
  await home.getByRole('link', { name: 'Harbour School' }).first().click();
  await home.getByRole('link', { name: 'Submissions' }).first().click();
  await expect(home.getByRole('row')).toHaveCount(7);
  await look(home, 'submissions-waiting');
  await home.getByRole('button', { name: 'Judge the next one' }).click();
  await expect(home.getByRole('heading', { level: 1, name: 'Case report: Noor Haddad' })).toBeVisible();
  await look(home, 'submission-to-judge');

  await home.getByText('Return it instead').click();
  await home.getByLabel('What should the learner change?').fill('Say what you would do on the next day.');
  await home.getByRole('button', { name: 'Return it', exact: true }).click();
  await expect(home.getByText('Returned to the learner.')).toBeVisible();
  await home.getByRole('button', { name: 'Judge the next one' }).click();

  for (const [index, learner] of ['Piotr Zielinski', 'Efua Mensah', 'Lena Brandt', 'Samuel Okoro'].entries()) {
    await expect(home.getByRole('heading', { level: 1, name: `Case report: ${learner}` })).toBeVisible();
    await judge(index === 1 ? '1' : '3');
    if (index === 1) await expect(home.getByText('This does not pass: the pass mark is 50%.')).toBeVisible();
    await home.getByLabel('Feedback on the whole (optional)').fill('You stayed, and you asked little.');
    await home.getByRole('button', { name: 'Judge and take the next' }).click();
    await expect(home.getByText('Your judgement is kept, and the learner has been told')).toBeVisible();
  }
  await expect(home.getByRole('heading', { level: 1, name: 'Case report: Ines Duarte' })).toBeVisible();
  await home.getByRole('button', { name: 'Judge and stay' }).click();
  await expect(home.getByText('Choose a level for “Shows it in the case”.').first()).toBeVisible();
  await judge('2');
  await home.getByRole('button', { name: 'Judge and stay' }).click();
  await expect(home.getByText('Judged by Priya Nair')).toBeVisible();
  await look(home, 'submission-judged');
  await home.getByRole('link', { name: 'All submissions' }).click();
  await expect(home.getByText('Nothing is waiting')).toBeVisible();
  await expect(home.getByRole('row')).toHaveCount(6);

  /** From the keyboard: Tab to each criterion, a digit for its level. */
  async function judge(level: string): Promise<void> {
    for (const criterion of await home.getByRole('group', { name: 'Shows it in the case' }).all()) {
      await criterion.getByRole('radio').first().focus();
      await home.keyboard.press(level);
      await expect(criterion.getByRole('radio').nth(Number(level) - 1)).toBeChecked();
    }
  }
});
