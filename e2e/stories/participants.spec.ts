import { accountOf, expect, look, openAccountMenu, type Page, signIn, signUpHere, somebody, test } from '../story.ts';
import { openPart } from '../studio.ts';

const title = 'Psychological first aid';

test('a learner writes to the provider; the registrar writes to all, and removes the learner with a reason', async ({
  home,
  browser,
}) => {
  const learner = somebody('Tomas Varga');
  await enrolAndAsk(home, learner);

  const registrar = await browser.newContext().then((context) => context.newPage());
  await registrar.goto('/');
  await signIn(registrar, accountOf('registrar', 'northgate-college'));
  await openAccountMenu(registrar);
  await registrar.getByRole('link', { name: 'Provider studio' }).click();
  await registrar.getByRole('link', { name: 'Northgate College' }).first().click();
  await registrar.getByRole('link', { name: 'Microcredentials', exact: true }).first().click();
  await registrar.getByRole('link', { name: title }).first().click();
  await openPart(registrar, 'Participants');
  await look(registrar, 'studio-participants-acts');
  await registrar.getByRole('link', { name: 'Write to everyone under way' }).click();
  await registrar.getByLabel('Subject').fill('An evening of questions');
  await registrar.getByLabel('Message').fill('We meet on line on Thursday.\n\nBring what puzzles you.');
  await look(registrar, 'studio-participants-message');
  await registrar.getByRole('button', { name: /^Send to/ }).click();
  await expect(registrar.getByText('Your message is on its way.')).toBeVisible();

  await openPart(registrar, 'Participants');
  await registrar.getByRole('link', { name: `Remove ${learner.displayName}` }).click();
  await registrar.getByLabel('Reason').fill('You asked us to.');
  await look(registrar, 'studio-participant-remove');
  await registrar.getByRole('button', { name: 'Remove' }).click();
  await expect(registrar.getByText('Their enrolment has ended, and they are told.')).toBeVisible();

  await home.goto('/outbox');
  const mails = home.locator('main article, main li').filter({ hasText: learner.email });
  await expect(mails.filter({ hasText: 'Your place in' }).first()).toBeVisible();
  await expect(mails.filter({ hasText: 'An evening of questions' }).first()).toBeVisible();
  await expect(home.getByText(`A question (${title})`).first()).toBeVisible();
});

async function enrolAndAsk(page: Page, person: ReturnType<typeof somebody>): Promise<void> {
  await page.getByRole('link', { name: 'Explore' }).first().click();
  await page.getByRole('link', { name: title }).first().click();
  await page.getByRole('button', { name: 'Sign in to enrol' }).click();
  await page.getByRole('link', { name: 'Create an account' }).click();
  await signUpHere(page, person);
  await page.getByRole('button', { name: 'Enrol for free' }).click();
  await page.getByRole('link', { name: 'Write to Northgate College' }).click();
  await page.getByLabel('Subject').fill('A question');
  await page.getByLabel('Message').fill('May I begin in the new year?');
  await look(page, 'learning-contact');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('Your message is on its way to Northgate College.')).toBeVisible();
}
