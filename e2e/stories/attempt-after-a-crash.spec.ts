import { plain, rightAnswers } from '../demo-answers.ts';
import { accountOf, expect, look, openAccountMenu, type Page, signIn, signUpHere, somebody, test } from '../story.ts';
import { openPart } from '../studio.ts';

const title = 'Foundations of counselling skills';
const answers = rightAnswers('foundations-of-counselling-skills');

test('a learner’s browser dies in the middle of a timed quiz; they go on elsewhere, review and hand in', async ({
  home,
  browser,
}) => {
  const learner = somebody('Ruta Kalnina');
  const context = await browser.newContext();
  const lost = await context.newPage();
  await lost.goto('/');
  await enrol(lost, learner);
  await lost.locator('section[aria-labelledby="assessment"]').getByRole('link').first().click();
  await expect(lost.getByText('45 minutes', { exact: true })).toBeVisible();
  await look(lost, 'assessment-timed');
  await lost.getByRole('button', { name: 'Start' }).click();
  await expect(lost.getByText(/minutes left/).first()).toBeVisible();

  const [first, second] = await questions(lost);
  if (!first || !second) throw new Error('the paper has too few questions');
  await first.right.check();
  await first.group.getByRole('checkbox', { name: 'Come back to this' }).check();
  await second.right.check();
  await expect(lost.getByText('Your answers were saved at')).toBeVisible();
  await look(lost, 'attempt-timed');
  // Saving fails for a while, and says so, until it goes on by itself.
  await lost.route('**/answers', (route) => route.abort());
  await second.wrong.check();
  await expect(lost.getByText('Not saved yet')).toBeVisible();
  await look(lost, 'attempt-not-saved');
  await lost.unroute('**/answers');
  await expect(lost.getByText('Your answers were saved at')).toBeVisible();
  await context.close();

  await signIn(home, learner);
  await home
    .getByRole('link', { name: /My learning/ })
    .first()
    .click();
  await home.getByRole('link', { name: 'Go on with it' }).click();
  const [again, other] = await questions(home);
  await expect(again?.right ?? home.locator('none')).toBeChecked();
  await expect(other?.wrong ?? home.locator('none')).toBeChecked();

  // The same paper in another tab: told of, and the newest answer counts.
  const tab = await home.context().newPage();
  await tab.goto(home.url());
  const [, onTab] = await questions(tab);
  await onTab?.right.check();
  await expect(tab.getByText('Your answers were saved at')).toBeVisible();
  await tab.close();
  await again?.right.focus();
  await again?.group.getByRole('checkbox', { name: 'Come back to this' }).uncheck();
  await again?.wrong.check();
  await again?.right.check();
  await expect(home.getByText('This attempt is open somewhere else too')).toBeVisible();
  await look(home, 'attempt-elsewhere');
  await home.getByRole('link', { name: 'Show what is saved' }).click();
  const [, shown, third] = await questions(home);
  await expect(shown?.right ?? home.locator('none')).toBeChecked();
  await third?.right.check();
  await third?.group.getByRole('checkbox', { name: 'Come back to this' }).check();

  await home.getByRole('button', { name: 'Review and hand in' }).click();
  await expect(home.getByText('To come back to: 3.')).toBeVisible();
  await expect(home.getByText('Not answered yet: 4.')).toBeVisible();
  await look(home, 'review-flagged');
  await home.getByRole('button', { name: 'Hand in' }).click();
  await expect(home.getByRole('heading', { name: 'You passed' })).toBeVisible();
  await look(home, 'result-timed');
});

interface Question {
  readonly group: ReturnType<Page['locator']>;
  readonly right: ReturnType<Page['locator']>;
  readonly wrong: ReturnType<Page['locator']>;
}

/** The questions of the open paper, in order. */
async function questions(page: Page): Promise<readonly Question[]> {
  await expect(page.getByRole('button', { name: 'Review and hand in' })).toBeVisible();
  const groups = await page.locator('fieldset[data-question]').all();
  return Promise.all(
    groups.map(async (group) => {
      const prompt = plain((await group.locator('legend span').last().textContent()) ?? '');
      const right = group.getByRole('radio', { name: answers.get(prompt) ?? '', exact: true });
      const value = (await right.getAttribute('value')) ?? '';
      return { group, right, wrong: group.locator(`input[type=radio]:not([value="${value}"])`).first() };
    }),
  );
}

async function enrol(page: Page, person: ReturnType<typeof somebody>): Promise<void> {
  await page.getByRole('link', { name: 'Explore' }).first().click();
  await page.getByRole('link', { name: title }).first().click();
  await page.getByRole('button', { name: 'Sign in to enrol' }).click();
  await page.getByRole('link', { name: 'Create an account' }).click();
  await signUpHere(page, person);
  await page.getByRole('button', { name: 'Enrol for free' }).click();
}

test('a registrar gives a learner more time, and grants a further attempt to one who has used every one', async ({
  home,
  browser,
}) => {
  const learner = somebody('Oona Salmi');
  await enrol(home, learner);
  const quiz = home.locator('section[aria-labelledby="assessment"]').getByRole('link').first();
  for (const start of ['Start', 'Start another attempt', 'Start another attempt']) {
    await home.getByRole('link', { name: 'My learning' }).first().click();
    await home.getByRole('link', { name: title }).first().click();
    await quiz.click();
    await home.getByRole('button', { name: start, exact: true }).click();
    await home.getByRole('button', { name: 'Review and hand in' }).click();
    await home.getByRole('button', { name: 'Hand in' }).click();
    await expect(home.getByRole('heading', { name: 'Not passed this time' })).toBeVisible();
  }

  const registrar = await browser.newContext().then((context) => context.newPage());
  await registrar.goto('/');
  await signIn(registrar, accountOf('registrar', 'northgate-college'));
  await openAccountMenu(registrar);
  await registrar.getByRole('link', { name: 'Provider studio' }).click();
  await registrar.getByRole('link', { name: 'Northgate College' }).first().click();
  await registrar.getByRole('link', { name: 'Microcredentials', exact: true }).first().click();
  await registrar.getByRole('link', { name: title }).first().click();
  await openPart(registrar, 'Participants');
  await registrar.getByRole('link', { name: learner.displayName, exact: true }).click();
  await look(registrar, 'studio-arrangements');
  await registrar.getByLabel('Extra time in per cent').fill('20');
  await registrar.getByRole('button', { name: 'Save arrangement' }).click();
  await expect(registrar.getByText('It holds from now on')).toBeVisible();
  await registrar.getByLabel('Reason').fill('The fire alarm went off in the last attempt.');
  await registrar.getByRole('button', { name: 'Grant a further attempt' }).click();
  await expect(registrar.getByText('Granted, and the learner is told.')).toBeVisible();

  await home.getByRole('link', { name: 'My learning' }).first().click();
  await home.getByRole('link', { name: title }).first().click();
  await quiz.click();
  await expect(home.getByText('54 minutes', { exact: true })).toBeVisible();
  await home.getByRole('button', { name: 'Start another attempt' }).click();
  for (const { right } of await questions(home)) await right.check();
  await home.getByRole('button', { name: 'Review and hand in' }).click();
  await home.getByRole('button', { name: 'Hand in' }).click();
  await expect(home.getByRole('heading', { name: 'You passed' })).toBeVisible();

  // A key is found wrong, and then found to have been right: both are told on the result.
  let wasRight = '';
  for (const reason of ['The second answer is right.', 'It was right as it stood.']) {
    await openPart(registrar, 'Corrections');
    await registrar
      .getByRole('link', { name: /^Correct the key/ })
      .first()
      .click();
    const now = (await registrar.getByRole('radio', { checked: true }).getAttribute('value')) ?? '';
    const other = registrar.locator(`input[type=radio]:not([value="${now}"])`).first();
    await (wasRight === '' ? other : registrar.locator(`input[type=radio][value="${wasRight}"]`)).check();
    wasRight = now;
    await registrar.getByLabel('What was wrong').fill(reason);
    await registrar.getByRole('button', { name: 'See what it changes' }).click();
    await expect(registrar.getByText(/attempts handed in get other points/)).toBeVisible();
    await look(registrar, 'studio-erratum-effects');
    await registrar.getByRole('button', { name: 'Correct the key' }).click();
    await expect(registrar.getByText('Corrected. What was handed in')).toBeVisible();
    await home.reload();
    await expect(home.getByText(reason)).toBeVisible();
  }
  await look(home, 'result-corrected');
});
