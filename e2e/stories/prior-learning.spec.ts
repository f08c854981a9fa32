import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { accountOf, expect, look, openAccountMenu, signIn, test, type Page } from '../story.ts';

const root = join(import.meta.dirname, '../..');
const title = 'Listening on a helpline';

/** A microcredential that recognises prior learning, without a browser. */
async function published(assessor: string): Promise<void> {
  await promisify(execFile)(process.execPath, ['app/test/story-prior-learning.ts', assessor], {
    cwd: root,
    env: {
      ...process.env,
      PORT: process.env['CAIRN_STORY_PORT'],
      DATA_DIR: process.env['CAIRN_STORY_DATA_DIR'],
    },
    timeout: 60_000,
  });
}

test('a learner shows what they have learnt before, an assessor judges it outcome by outcome, and the credential says so', async ({
  home,
  browser,
}) => {
  const assessor = accountOf('assessor');
  await published(assessor.email);
  await signIn(home, accountOf('learner'));
  await asksForRecognition(home);
  await handsEvidenceIn(home);

  const desk = await browser.newContext().then((context) => context.newPage());
  await desk.goto('/');
  await signIn(desk, assessor);
  await judges(desk);

  await home.reload();
  await expect(home.getByText('You have shown every outcome')).toBeVisible();
  await look(home, 'evidence-judged');
  await home.getByRole('link', { name: 'See your award' }).click();
  await expect(home.getByText('Earned by recognition of prior learning')).toBeVisible();
  // Signed by a job in a moment.
  await expect(async () => {
    await home.reload();
    await home.getByRole('link', { name: 'See the credential' }).click({ timeout: 1000 });
  }).toPass();
  await expect(home.getByText('an assessor found every learning outcome shown by evidence')).toBeVisible();
});

async function asksForRecognition(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Explore' }).first().click();
  await page.getByRole('searchbox').or(page.getByRole('textbox')).first().fill('helpline');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('link', { name: title }).first().click();
  await page.getByText('Other ways to this award').click();
  await expect(page.getByRole('button', { name: 'Enrol for the assessment alone' })).toBeVisible();
  await look(page, 'microcredential-routes');
  await page.getByRole('button', { name: 'Ask for recognition' }).click();
  await expect(page.getByText('You have asked for recognition of prior learning')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Lessons' })).toHaveCount(0);
  await look(page, 'outline-prior-learning');
}

async function handsEvidenceIn(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'To your evidence' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your evidence' })).toBeVisible();
  const texts = page.getByLabel('What shows it');
  await texts.first().fill('From 2012 to 2021 I answered a crisis line, two nights a week, and trained others to.');
  await page.getByLabel('Links (optional)').first().fill('https://helpline.example/reference');
  await page.getByRole('button', { name: 'Hand in' }).click();
  await expect(page.getByText('Say what shows').first()).toBeVisible();
  await look(page, 'evidence');
  for (const text of (await texts.all()).slice(1)) await text.fill('The reference tells of three such nights.');
  await page.getByLabel('This is what I did and learnt myself').check();
  await page.getByLabel('AI', { exact: false }).last().fill('None');
  await page.getByRole('button', { name: 'Hand in' }).click();
  await expect(page.getByText('Your evidence has been handed in')).toBeVisible();
}

async function judges(page: Page): Promise<void> {
  await openAccountMenu(page);
  await page.getByRole('link', { name: 'Provider studio' }).click();
  await page.getByRole('link', { name: 'Lighthouse School' }).first().click();
  await page.getByRole('link', { name: 'Submissions' }).first().click();
  await expect(page.getByRole('cell', { name: 'Recognition of prior learning' }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Judge the next one' }).click();
  await expect(page.getByRole('link', { name: 'https://helpline.example/reference' })).toBeVisible();
  const shown = page.getByRole('radio', { name: '2. Shown' });
  for (const radio of await shown.all()) await radio.check();
  await page.getByRole('radio', { name: '1. Not shown' }).first().check();
  await page.getByRole('button', { name: 'Judge and stay' }).click();
  await expect(page.getByText(/^Say why “.*” is not shown\.$/).first()).toBeVisible();
  await look(page, 'evidence-to-judge');
  await shown.first().check();
  await page.getByRole('button', { name: 'Judge and stay' }).click();
  await expect(page.getByText('Judged by Priya Nair')).toBeVisible();
  await expect(page.getByText('Recognised', { exact: true })).toBeVisible();
}
