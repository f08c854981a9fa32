import type { BrowserContext } from '@playwright/test';
import { accountOf, expect, look, openAccountMenu, type Page, signIn, signUpHere, somebody, test } from '../story.ts';
import { choose, chooseLevel, openPart, writeQuiz } from '../studio.ts';

const outcomes = ['Choose a knot for a load', 'Tie a bowline behind the back'];
const modules = ['Ropes and loads', 'Knots that hold', 'Knots that come undone'];
const questions = [
  {
    prompt: 'What does a load do to a knot?',
    right: 'It tightens it',
    wrong: 'It opens it',
    outcome: outcomes[0] ?? '',
  },
  {
    prompt: 'What is a bowline for?',
    right: 'A loop that keeps its size',
    wrong: 'A noose',
    outcome: outcomes[1] ?? '',
  },
];

test('an author and a reviewer take a microcredential of three modules from empty to published', async ({
  home,
  browser,
}) => {
  const provider = `Ropewalk School ${Date.now() % 100_000}`;
  const reviewer = somebody('Rosa Lind');
  await createOrganisation(home, provider);
  await approveProvider(await browser.newContext(), provider);
  await home.reload();
  const colleague = await inviteReviewer(home, await browser.newContext(), reviewer);

  const title = `Knots for work ${Date.now() % 100_000}`;
  await beginDraft(home, title);
  await writeRecord(home);
  for (const [index, module] of modules.entries()) await writeModule(home, index, module);
  await writeQuiz(home, questions);

  await openPart(home, 'Overview');
  await expect(home.getByText('Your organisation publishes only what somebody else has approved.')).toBeVisible();
  await expect(home.getByRole('button', { name: 'Publish version 1' })).toBeDisabled();
  await look(home, 'studio-overview-unapproved');
  await openPart(home, 'Approval');
  await look(home, 'approval-not-asked');
  await home.getByLabel('Whom to ask').selectOption(reviewer.displayName);
  await home.getByLabel('Note for the reviewer').fill('Is the second module too long?');
  await home.getByRole('button', { name: 'Ask for approval' }).click();
  await expect(home.getByText('Asked. They have been told by mail.')).toBeVisible();

  await colleague.reload();
  await look(colleague, 'studio-waiting-for-approval');
  await colleague.getByRole('link', { name: `Read and answer: ${title}` }).click();
  await expect(colleague.getByText('Is the second module too long?')).toBeVisible();
  await expect(colleague.getByRole('heading', { name: 'A knot under load' }).first()).toBeVisible();
  await look(colleague, 'approval-asked');
  await colleague.getByRole('link', { name: 'Comment on this: Lesson: Knots that hold' }).click();
  await colleague.getByLabel('Comment', { exact: true }).fill('Say which rope the picture shows.');
  await colleague.getByRole('button', { name: 'Write comment' }).click();
  await expect(colleague.getByText('About: Lesson: Knots that hold')).toBeVisible();
  await colleague.getByRole('button', { name: 'Ask for changes' }).click();
  await expect(colleague.getByText('Say which changes you ask for.').first()).toBeVisible();
  await colleague.getByLabel('Note for the author').fill('One comment to see to; the rest is fine.');
  await colleague.getByRole('button', { name: 'Ask for changes' }).click();
  await expect(colleague.getByText('The author has been told by mail which changes you ask for.')).toBeVisible();

  await home.goto('/outbox');
  await home
    .locator('main article, main li')
    .filter({ hasText: `Changes asked for: ${title}` })
    .getByRole('link')
    .first()
    .click();
  await expect(home.getByText('One comment to see to; the rest is fine.')).toBeVisible();
  await look(home, 'approval-changes');
  await changeLesson(home);
  await openPart(home, 'Approval');
  await home.getByRole('button', { name: 'Resolve the comment about Lesson: Knots that hold' }).click();
  await expect(home.getByText('Resolved by Mirela Pop')).toBeVisible();
  await home.getByRole('button', { name: 'Ask for approval again' }).click();

  await colleague.reload();
  await colleague.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(colleague.getByRole('heading', { name: 'Approved as it is now' })).toBeVisible();
  await look(colleague, 'approval-approved');

  await changeTitle(home, `${title}, and play`);
  await openPart(home, 'Overview');
  await expect(home.getByText('Changed since it was approved')).toBeVisible();
  await expect(home.getByRole('button', { name: 'Publish version 1' })).toBeDisabled();
  await changeTitle(home, title);
  await openPart(home, 'Overview');
  await expect(home.getByText('Approved as it is now')).toBeVisible();
  await home.getByRole('button', { name: 'Publish version 1' }).click();
  await expect(home.getByText('Version 1 is published')).toBeVisible();
  await expect(home.getByText('By Rosa Lind')).toBeVisible();
  await look(home, 'studio-overview-approved');

  await home.getByRole('button', { name: 'Start version 2' }).click();
  await expect(home.getByRole('button', { name: 'Start version 2' })).toBeHidden();
  await changeTitle(home, `${title}, and play`);
  await openPart(home, 'Approval');
  await home.getByRole('link', { name: 'See what differs from version 1' }).click();
  await expect(home.locator('ins')).toContainText(', and play');
  await look(home, 'differences');
});

async function createOrganisation(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'For providers' }).first().click();
  await page.getByRole('link', { name: 'Create an organisation' }).first().click();
  if (await page.getByRole('link', { name: 'Create an account' }).isVisible()) {
    await page.getByRole('link', { name: 'Create an account' }).click();
  }
  await signUpHere(page, somebody('Mirela Pop'));
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.locator('[name=kind]').selectOption('college');
  await page.locator('[name=country]').selectOption('IE');
  await page.locator('[name=contact_email]').fill('office@ropewalk.example');
  await page.getByRole('button', { name: 'Create the organisation' }).click();
  await expect(page.getByText(name).first()).toBeVisible();
}

async function approveProvider(context: BrowserContext, name: string): Promise<void> {
  const page = await context.newPage();
  await page.goto('/');
  await signIn(page, accountOf('operator'));
  await openAccountMenu(page);
  await page.getByRole('link', { name: 'Administration' }).first().click();
  await page.getByRole('link', { name: 'Providers', exact: true }).first().click();
  await page.getByRole('link', { name }).click();
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByRole('button', { name: 'Approve' })).toBeHidden();
}

/** The owner invites; the invited person makes an account and takes the role up. Answers their page, in the studio. */
async function inviteReviewer(
  owner: Page,
  context: BrowserContext,
  person: ReturnType<typeof somebody>,
): Promise<Page> {
  await owner.getByRole('link', { name: 'Team', exact: true }).first().click();
  await owner.locator('[name=email]').fill(person.email);
  await owner.getByRole('radio', { name: /^Reviewer/ }).check();
  await owner.getByRole('button', { name: /invit/i }).click();
  await expect(owner.getByText(person.email).first()).toBeVisible();

  const page = await context.newPage();
  await page.goto('/');
  await page.getByRole('link', { name: 'Sign in' }).first().click();
  await page.getByRole('link', { name: 'Create an account' }).click();
  await signUpHere(page, person);
  await page.goto('/outbox');
  await page
    .locator('main article, main li')
    .filter({ hasText: person.email })
    .filter({ hasText: 'to be a reviewer' })
    .getByRole('link')
    .first()
    .click();
  await look(page, 'invitation-reviewer');
  await page.getByRole('button', { name: /accept|join/i }).click();
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  return page;
}

async function beginDraft(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: 'Microcredentials', exact: true }).first().click();
  await page.getByRole('link', { name: 'New microcredential' }).first().click();
  await page.getByLabel('Title').fill(title);
  await page.locator('[name=field]').selectOption({ index: 3 });
  await page.locator('[name=language]').selectOption('en');
  await page.getByRole('button', { name: 'Begin the draft' }).click();
  await expect(page.getByRole('heading', { name: 'Record', level: 1 })).toBeVisible();
}

async function writeRecord(page: Page): Promise<void> {
  await page.locator('[name=summary]').fill('Tie what holds, and untie it again.');
  await page.locator('[name=description]').fill('Ropes, loads and the six knots that most work needs.');
  for (const [index, text] of outcomes.entries()) await page.locator(`[name="outcomes.${index}.text"]`).fill(text);
  await page.locator('[name=workloadHours]').fill('6');
  await chooseLevel(page);
  await page.getByRole('checkbox', { name: /quiz/i }).first().check();
  await choose(page, 'participation', 'online');
  await choose(page, 'qualityAssurance.type', 'internal');
  await choose(page, 'supervision', 'none');
  await choose(page, 'delivery', 'online-self-paced');
  await page.getByRole('button', { name: 'Save the record' }).last().click();
  await expect(page.getByText('Nothing in it is missing.')).toBeVisible();
}

async function changeTitle(page: Page, title: string): Promise<void> {
  await openPart(page, 'Record');
  await page.getByLabel('Title', { exact: true }).fill(title);
  await page.getByRole('button', { name: 'Save the record' }).last().click();
  await expect(page.getByText('The record is saved')).toBeVisible();
}

/** A module with one lesson of the same name. */
async function writeModule(page: Page, index: number, title: string): Promise<void> {
  await openPart(page, 'Lessons');
  await page.getByLabel('Title of the module').last().fill(title);
  await page.getByRole('button', { name: 'Add module' }).click();
  await expect(page.getByText(title).first()).toBeVisible();
  await page.getByLabel('Title of a new lesson').nth(index).fill(title);
  await page.getByRole('button', { name: 'Add lesson' }).nth(index).click();
  await page.getByLabel('Minutes').fill('30');
  for (const outcome of outcomes) await page.getByRole('checkbox', { name: outcome }).check();
  await page.getByLabel('Text', { exact: true }).fill('## A knot under load\n\nPull, look, and pull again.');
  await page.getByRole('button', { name: 'Save lesson' }).first().click();
  await expect(page.getByText('The lesson is saved.')).toBeVisible();
}

async function changeLesson(page: Page): Promise<void> {
  await openPart(page, 'Lessons');
  await page.getByRole('link', { name: 'Knots that hold' }).first().click();
  await page
    .getByLabel('Text', { exact: true })
    .fill('## A knot under load\n\nPull, look, and pull again. The rope is of hemp.');
  await page.getByRole('button', { name: 'Save lesson' }).first().click();
  await expect(page.getByText('The lesson is saved.')).toBeVisible();
}
