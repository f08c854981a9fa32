import { accountOf, expect, look, openAccountMenu, type Page, signIn, signUpHere, somebody, test } from '../story.ts';
import { choose, chooseLevel, openPart, passWith, publishAndOffer, writeQuiz } from '../studio.ts';

const outcomes = ['Read a tide table for a given harbour', 'Plan a safe time to cross a tidal causeway'];
const questions = [
  {
    prompt: 'What does a tide table give?',
    right: 'Times and heights of high and low water',
    wrong: 'The temperature of the sea',
    outcome: outcomes[0] ?? '',
  },
  {
    prompt: 'When is a causeway safest to cross?',
    right: 'Around low water, within the posted times',
    wrong: 'Just before high water',
    outcome: outcomes[1] ?? '',
  },
];

test('a provider signs up, is approved, publishes a microcredential, and its first learner earns the award', async ({
  home,
  browser,
}) => {
  const name = `Tidewater Institute ${Date.now() % 100_000}`;
  await createOrganisation(home, name);
  const operator = await browser.newContext().then((context) => context.newPage());
  await approve(operator, name);
  await home.reload();
  await look(home, 'studio-home-approved');

  await home.getByRole('link', { name: 'Microcredentials', exact: true }).first().click();
  await look(home, 'studio-microcredentials-empty');
  await home.getByRole('link', { name: 'New microcredential' }).first().click();
  await look(home, 'studio-new');
  const title = `Reading tide tables ${Date.now() % 100_000}`;
  await home.getByLabel('Title').fill(title);
  await home.locator('[name=field]').selectOption({ index: 3 });
  await home.locator('[name=language]').selectOption('en');
  await home.getByRole('button', { name: 'Begin the draft' }).click();
  await look(home, 'studio-overview-draft');

  await writeRecord(home);
  await writeLesson(home);
  await writeQuiz(home, questions);
  await publishAndOffer(home);

  const learner = await browser.newContext().then((context) => context.newPage());
  await earn(learner, title);
  await openPart(home, 'Assessment');
  await home.getByRole('link', { name: /^How the questions do/ }).click();
  await expect(home.getByText('No question has been put to 10 learners yet')).toBeVisible();
  await look(home, 'studio-item-analysis');
  await openPart(home, 'Participants');
  await expect(home.getByText('Ines Ferrer')).toBeVisible();
  await look(home, 'studio-participants');
  await home.getByRole('link', { name: 'Awards' }).first().click();
  await look(home, 'studio-awards');
  await home.getByRole('link', { name: 'Ines Ferrer' }).click();
  await look(home, 'studio-award');
  await home.getByRole('button', { name: 'Revoke for good' }).click();
  await expect(home.getByText('Give the reason.').or(home.locator(':invalid')).first()).toBeAttached();
  await home.getByLabel('Reason').fill('Awarded in a trial run');
  await home.getByRole('button', { name: 'Revoke for good' }).click();
  await expect(home.getByText('Revoked. Whoever checks it now sees that.')).toBeVisible();

  await learner.getByRole('link', { name: 'See the credential' }).click();
  await expect(learner.getByText('Do not rely on it.')).toBeVisible();
  await expect(learner.getByText('Reason given by the provider: Awarded in a trial run')).toBeVisible();
});

async function createOrganisation(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'For providers' }).first().click();
  await look(page, 'for-providers');
  await page.getByRole('link', { name: 'Create an organisation' }).first().click();
  if (await page.getByRole('link', { name: 'Create an account' }).isVisible()) {
    await page.getByRole('link', { name: 'Create an account' }).click();
  }
  await signUpHere(page, somebody('Mirela Pop'));
  await look(page, 'studio-home');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.locator('[name=kind]').selectOption('college');
  await page.locator('[name=country]').selectOption('IE');
  await page.locator('[name=contact_email]').fill('office@tidewater.example');
  await page.getByRole('button', { name: 'Create the organisation' }).click();
  await expect(page.getByRole('heading', { name, level: 1 }).or(page.getByText(name).first())).toBeVisible();
  await look(page, 'studio-organisation-pending');
}

async function approve(page: Page, name: string): Promise<void> {
  await page.goto('/');
  await signIn(page, accountOf('operator'));
  await openAccountMenu(page);
  await page.getByRole('link', { name: 'Administration' }).first().click();
  await look(page, 'admin');
  await page.getByRole('link', { name: 'Providers', exact: true }).first().click();
  await look(page, 'admin-providers');
  await page.getByRole('link', { name }).click();
  await look(page, 'admin-provider');
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByRole('button', { name: 'Approve' })).toBeHidden();
  for (const place of ['People', 'Jobs', 'Mail', 'Audit trail']) {
    await page.getByRole('link', { name: place, exact: true }).first().click();
    await look(page, `admin-${place.toLowerCase().replace(' ', '-')}`);
  }
}

async function writeRecord(page: Page): Promise<void> {
  // The draft has just begun, on this page; another click on its tab could load it anew under what is typed.
  await expect(page.getByRole('heading', { name: 'Record', level: 1 })).toBeVisible();
  await page.locator('[name=summary]').fill('Know the sea’s timetable and cross safely.');
  await page
    .locator('[name=description]')
    .fill('Tide tables, what the figures mean, and how to plan a crossing with a margin.');
  for (const [index, text] of outcomes.entries()) await page.locator(`[name="outcomes.${index}.text"]`).fill(text);
  await page.locator('[name=workloadHours]').fill('10');
  await chooseLevel(page);
  await page.getByRole('checkbox', { name: /quiz/i }).first().check();
  await choose(page, 'participation', 'online');
  await choose(page, 'qualityAssurance.type', 'internal');
  await choose(page, 'supervision', 'none');
  await choose(page, 'delivery', 'online-self-paced');
  await look(page, 'studio-record');
  await page.getByRole('button', { name: 'Save the record' }).last().click();
  await expect(page.getByText('The record is saved')).toBeVisible();
  await expect(page.getByText('Nothing in it is missing.')).toBeVisible();
}

async function writeLesson(page: Page): Promise<void> {
  await openPart(page, 'Lessons');
  await page.getByLabel('Title of the module').fill('The sea’s timetable');
  await page.getByRole('button', { name: 'Add module' }).click();
  await page.getByLabel('Title of a new lesson').fill('What a tide table says');
  await page.getByRole('button', { name: 'Add lesson' }).click();
  await page.getByLabel('Minutes').fill('20');
  for (const outcome of outcomes) await page.getByRole('checkbox', { name: outcome }).check();
  await page
    .getByLabel('Text', { exact: true })
    .fill('## High and low water\n\nTwice a day the sea *rises* and falls.');
  await page.getByRole('button', { name: 'Preview' }).first().click();
  await expect(page.getByRole('heading', { name: 'High and low water' })).toBeVisible();
  await look(page, 'studio-lesson');
  await page.getByRole('button', { name: 'Save lesson' }).first().click();
  await expect(page.getByText('The lesson is saved.')).toBeVisible();
}

async function earn(page: Page, title: string): Promise<void> {
  await page.goto('/');
  await page.getByRole('link', { name: 'Explore' }).first().click();
  await page.getByRole('link', { name: title }).first().click();
  await page.getByRole('button', { name: 'Sign in to enrol' }).click();
  await page.getByRole('link', { name: 'Create an account' }).click();
  await signUpHere(page, somebody('Ines Ferrer'));
  await page.getByRole('button', { name: 'Enrol for free' }).click();
  await page.locator('section[aria-labelledby="assessment"]').getByRole('link').first().click();
  await page.getByRole('button', { name: 'Start' }).click();
  await passWith(page, questions);
}
