import { expect, look, type Page, signIn, signUpHere, somebody, test } from '../story.ts';

const title = 'Psychological first aid';

test('a learner plans, writes notes, highlights, bookmarks, and goes on in another browser', async ({
  home,
  browser,
}) => {
  const person = somebody('Ines Duarte');
  await enrolAsNew(home, person);
  await plan(home);
  const marked = await annotate(home);
  await home.getByRole('button', { name: 'Done, next lesson' }).click();
  await expect(home.getByRole('button', { name: 'Bookmark this lesson' })).toBeVisible();
  const second = await home.locator('article h1').textContent();
  await readsLarger(home);

  const elsewhere = await (await browser.newContext()).newPage();
  await elsewhere.goto(new URL('/', home.url()).href);
  await signIn(elsewhere, person);
  await elsewhere.getByRole('link', { name: 'My learning' }).first().click();
  await expect(elsewhere.locator('html')).toHaveAttribute('data-text-size', 'large');
  await expect(elsewhere.getByText(/^\s*Planned:/)).toBeVisible();
  await look(elsewhere, 'home-of-a-planner');
  await elsewhere.getByRole('link', { name: `Continue: ${title}` }).click();
  await expect(elsewhere.locator('article h1')).toHaveText(second ?? '');
  await elsewhere.getByRole('link', { name: 'Notes and bookmarks' }).click();
  await expect(elsewhere.getByText('Breathe first.')).toBeVisible();
  await expect(elsewhere.getByText('Bookmarked')).toBeVisible();
  await expect(elsewhere.locator('blockquote')).toHaveText(marked);
  await look(elsewhere, 'notebook');
  const download = elsewhere.waitForEvent('download');
  await elsewhere.getByRole('link', { name: 'Download as text' }).click();
  expect((await download).suggestedFilename()).toBe('notes-psychological-first-aid.txt');
});

test('notes, highlights, bookmarks and the plan work without scripts', async ({ home }) => {
  await home.route('**/*.js', (route) => route.abort());
  await home.goto('/');
  await enrolAsNew(home, somebody('Tomasz Wilk'));
  await plan(home);
  await home
    .getByRole('link', { name: /^(Begin|Continue)/ })
    .first()
    .click();
  await home.getByLabel('Note on this lesson').fill('Breathe first.');
  await home.getByRole('button', { name: 'Save note' }).click();
  await expect(home.getByText('Saved.')).toBeVisible();
  await home.getByRole('button', { name: 'Bookmark this lesson' }).click();
  await home.getByText('Add a highlight').click();
  await home.getByLabel('Passage').fill('what no lesson says');
  await home.getByRole('button', { name: 'Highlight it' }).click();
  await expect(home.getByText('The lesson doesn’t say this.').first()).toBeVisible();
  const words = (await home.locator('.lesson p').first().innerText()).split(' ').slice(0, 5).join(' ');
  await home.getByLabel('Passage').fill(words);
  await home.getByRole('button', { name: 'Highlight it' }).click();
  await expect(home.locator('blockquote').filter({ hasText: words }).last()).toBeVisible();
  await expect(home.getByLabel('Note on this lesson')).toHaveValue('Breathe first.');
  await expect(home.getByRole('button', { name: 'Bookmarked: take out' })).toBeVisible();
});

async function enrolAsNew(page: Page, person: ReturnType<typeof somebody>): Promise<void> {
  await page.getByRole('link', { name: 'Explore' }).first().click();
  await page.getByRole('link', { name: title }).first().click();
  await page.getByRole('button', { name: 'Sign in to enrol' }).click();
  await page.getByRole('link', { name: 'Create an account' }).click();
  await signUpHere(page, person);
  await page.getByRole('button', { name: 'Enrol for free' }).click();
  await expect(page.getByRole('heading', { name: 'Lessons' })).toBeVisible();
}

async function plan(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Plan your learning' }).click();
  await page.getByLabel('Hours a week').fill('1,5');
  for (const day of ['Monday', 'Thursday']) await page.getByLabel(day).check();
  await page.getByLabel('Remind me by e-mail').check();
  await page.getByRole('button', { name: 'Make a plan' }).click();
  await expect(page.getByRole('heading', { name: 'What comes when' })).toBeVisible();
  await page.getByRole('button', { name: 'Make an address' }).click();
  const address = (await page.locator('#calendar p').filter({ hasText: '/calendars/' }).textContent()) ?? '';
  const feed = await page.request.get(address.trim());
  expect(feed.headers()).toMatchObject({
    'content-type': 'text/calendar; charset=utf-8',
    'referrer-policy': 'no-referrer',
  });
  expect(await feed.text()).toContain('BEGIN:VEVENT');
  await look(page, 'plan');
  await page.getByRole('button', { name: 'Close it' }).click();
  await expect(page.getByRole('button', { name: 'Make an address' })).toBeVisible();
  expect((await page.request.get(address.trim())).status()).toBe(404);
  await page.getByRole('navigation', { name: 'You are here' }).getByRole('link', { name: title }).click();
}

/** Writes beside the first lesson; answers what was highlighted. */
async function annotate(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Begin' }).first().click();
  await page.getByLabel('Note on this lesson').fill('Breathe first.');
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.getByRole('button', { name: 'Bookmark this lesson' }).click();
  await expect(page.getByRole('button', { name: 'Bookmarked: take out' })).toBeVisible();
  await page.locator('.lesson p').first().selectText();
  await page.getByRole('button', { name: 'Highlight the selection' }).click();
  await expect(page.getByRole('button', { name: /^Remove:/ })).toBeVisible();
  expect(await page.evaluate(() => CSS.highlights.get('own-highlights')?.size)).toBe(1);
  await look(page, 'lesson-with-notes');
  return (await page.locator('section[aria-labelledby="notes"] blockquote').textContent()) ?? '';
}

async function readsLarger(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Text size and typeface' }).first().click();
  await look(page, 'text-settings');
  await page.getByLabel('Large', { exact: true }).check();
  await page.getByLabel('OpenDyslexic').check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-typeface', 'dyslexia');
  await expect(page.locator('article h1')).toBeVisible();
  await look(page, 'lesson-in-large-opendyslexic');
}
