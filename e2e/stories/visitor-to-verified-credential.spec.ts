import { readFile } from 'node:fs/promises';
import { plain, rightAnswers } from '../demo-answers.ts';
import { expect, look, type Page, signUpHere, somebody, test } from '../story.ts';

const title = 'Psychological first aid';

test('a visitor finds a microcredential, learns, is assessed, earns a credential, shows it, and a stranger checks it', async ({
  home,
  browser,
}) => {
  await loop(home, (page) => look(page, 'front-page'));
  await strangerChecks(home, await browser.newContext().then((context) => context.newPage()));
});

test('the same with JavaScript off', async ({ home, browser }) => {
  // Scripts never arrive, which is what a reader without JavaScript has, and axe can still look.
  await home.route('**/*.js', (route) => route.abort());
  await home.goto('/');
  await loop(home, async () => undefined);
  const context = await browser.newContext({ javaScriptEnabled: false });
  await strangerChecks(home, await context.newPage());
});

async function loop(page: Page, before: (page: Page) => Promise<void>): Promise<void> {
  await before(page);
  const person = somebody('Noor Haddad');
  await page.getByRole('searchbox').or(page.getByRole('textbox')).first().fill('crisis support');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByRole('link', { name: title }).first()).toBeVisible();
  await look(page, 'explore');
  await page.getByRole('link', { name: title }).first().click();
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
  await look(page, 'microcredential');
  await page.getByRole('button', { name: 'Sign in to enrol' }).click();
  await page.getByRole('link', { name: 'Create an account' }).click();
  await signUpHere(page, person);

  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Enrol for free' }).click();
  await expect(page.getByRole('heading', { name: 'Lessons' })).toBeVisible();
  await look(page, 'outline');
  await readEveryLesson(page);
  await passTheQuiz(page);
}

async function readEveryLesson(page: Page): Promise<void> {
  await page
    .getByRole('link', { name: /^(Start|Begin|Continue|Go on)/ })
    .first()
    .click();
  await expect(page.locator('article h1')).toBeVisible();
  await look(page, 'lesson');
  const last = page.getByRole('button', { name: 'Done, what comes next' });
  for (let lessons = 0; lessons < 20; lessons++) {
    const next = page.getByRole('button', { name: 'Done, next lesson' });
    if (!(await next.isVisible())) break;
    const heading = await page.locator('article h1').textContent();
    await next.click();
    await expect(page.locator('article h1')).not.toHaveText(heading ?? '');
  }
  await last.click();
}

async function passTheQuiz(page: Page): Promise<void> {
  const answers = rightAnswers('psychological-first-aid');
  await expect(page.getByRole('heading', { name: 'Lessons' })).toBeVisible();
  await page.locator('section[aria-labelledby="assessment"]').getByRole('link').first().click();
  await look(page, 'assessment');
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(page.getByRole('button', { name: 'Review and hand in' })).toBeVisible();
  await look(page, 'attempt');
  expect(await page.content(), 'what is right is not sent before handing in').not.toContain('explanation');
  for (const group of await page
    .getByRole('group')
    .filter({ has: page.getByRole('radio') })
    .all()) {
    const prompt = plain((await group.locator('legend span').last().textContent()) ?? '');
    await group
      .getByRole('radio', { name: answers.get(prompt) ?? `no answer known for ${prompt}`, exact: true })
      .check();
  }
  await page.getByRole('button', { name: 'Save and stay' }).click();
  await expect(page.getByText('Your answers are saved.')).toBeVisible();
  await page.getByRole('button', { name: 'Review and hand in' }).click();
  await expect(page.getByRole('heading', { name: 'Ready to hand in?' })).toBeVisible();
  await look(page, 'review');
  await page.getByRole('button', { name: 'Hand in' }).click();
  await expect(page.getByRole('heading', { name: 'You passed' })).toBeVisible();
  await look(page, 'result');
  await page.getByRole('link', { name: 'See your award' }).click();
  await expect(page.getByRole('heading', { name: `You earned ${title}` })).toBeVisible();
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole('link', { name: 'See the credential' })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 15_000 });
  await look(page, 'award');
}

async function strangerChecks(page: Page, stranger: Page): Promise<void> {
  await page.getByLabel('Who is this link for?').fill('Harbour Clinic');
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = page
    .locator('#share')
    .getByRole('link', { name: /\/credentials\// })
    .first();
  const address = (await link.textContent())?.trim() ?? '';
  await look(page, 'award-shared');
  await page.getByRole('link', { name: 'Portfolio' }).first().click();
  await expect(page.getByRole('heading', { name: 'Portfolio', level: 1 })).toBeVisible();
  await look(page, 'portfolio');

  await stranger.goto(address);
  await expect(stranger.getByText('Genuine and in force')).toBeVisible();
  await expect(stranger.getByRole('heading', { name: 'Noor Haddad' })).toBeVisible();
  await look(stranger, 'credential');
  const [download] = await Promise.all([
    stranger.waitForEvent('download').catch(() => undefined),
    stranger.getByRole('link', { name: 'Download (.json)' }).click(),
  ]);
  const text = download ? await readFile(await download.path(), 'utf8') : await (await fetch(`${address}.json`)).text();

  await stranger.goto('/');
  await stranger.getByRole('link', { name: 'Verify' }).first().click();
  await stranger.getByLabel('Or its text').fill(text);
  await stranger.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(stranger.getByText('Genuine and in force')).toBeVisible();
  await expect(stranger.getByText('Noor Haddad')).toBeVisible();
}
