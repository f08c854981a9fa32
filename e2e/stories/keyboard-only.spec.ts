import { plain, rightAnswers } from '../demo-answers.ts';
import { accountOf, expect, type Page, test } from '../story.ts';

test('with the keyboard alone, somebody signs in, finds a microcredential, enrols, and hands in an attempt', async ({
  home,
}) => {
  await tabTo(home, 'Skip to content');
  await press(home, 'Skip to content');
  await tabTo(home, /Sign in/, true);
  await home.keyboard.press('Enter');
  await expect(home.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible();
  const learner = accountOf('employer');
  await typeInto(home, 'E-mail address', learner.email);
  await typeInto(home, 'Password', learner.password);
  await home.keyboard.press('Enter');
  await expect(home.getByRole('link', { name: 'Explore' }).first()).toBeVisible();

  await press(home, 'Explore');
  await press(home, 'Data analysis with spreadsheets');
  await expect(home.getByRole('heading', { name: 'Data analysis with spreadsheets', level: 1 })).toBeVisible();
  await press(home, 'Enrol for free');
  await expect(home.getByRole('heading', { name: 'Lessons' })).toBeVisible();
  const quiz = await home
    .locator('section[aria-labelledby="assessment"]')
    .getByRole('link')
    .first()
    .evaluate((link) => link.getAttribute('aria-label') ?? link.textContent);
  await press(home, plain(quiz));
  await press(home, 'Start');
  await expect(home.getByRole('button', { name: 'Review and hand in' })).toBeVisible();
  await answerByKeyboard(home);
  await press(home, 'Review and hand in');
  await expect(home.getByRole('heading', { name: 'Ready to hand in?' })).toBeVisible();
  await press(home, 'Hand in');
  await expect(home.getByRole('heading', { name: 'You passed' })).toBeVisible();
});

/** Moves the focus by Tab to what has the name, and holds that the focus can be seen there. */
async function tabTo(page: Page, name: string | RegExp, again = false): Promise<void> {
  if (!again)
    await page.evaluate(() =>
      document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined,
    );
  for (let presses = 0; presses < 150; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return null;
      const labels = 'labels' in element && element.labels instanceof NodeList ? [...element.labels] : [];
      const words = labels.length > 0 ? labels.map((label) => label.textContent).join(' ') : element.textContent;
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      return {
        name: element.getAttribute('aria-label') ?? words,
        visible: box.width > 1 && box.height > 1 && (style.outlineStyle !== 'none' || style.boxShadow !== 'none'),
      };
    });
    const named = plain(focused?.name ?? '');
    if (focused && (typeof name === 'string' ? named === name || named.startsWith(`${name} `) : name.test(named))) {
      expect(focused.visible, `the focus on “${named}” can be seen`).toBe(true);
      return;
    }
  }
  throw new Error(`Tab never came to “${String(name)}” on ${page.url()}`);
}

async function press(page: Page, name: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

async function typeInto(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.type(text);
}

/** Tab enters each group of radio buttons; the arrow keys move to the right answer. */
async function answerByKeyboard(page: Page): Promise<void> {
  const answers = rightAnswers('data-analysis-with-spreadsheets');
  for (const group of await page
    .getByRole('group')
    .filter({ has: page.getByRole('radio') })
    .all()) {
    const prompt = plain((await group.locator('legend span').last().textContent()) ?? '');
    const right = group.getByRole('radio', {
      name: answers.get(prompt) ?? `no answer known for ${prompt}`,
      exact: true,
    });
    await page.keyboard.press('Tab');
    while ((await group.locator(':focus').count()) === 0) await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    for (let arrows = 0; arrows < 8 && !(await right.isChecked()); arrows++) await page.keyboard.press('ArrowDown');
    expect(await right.isChecked()).toBe(true);
  }
}
