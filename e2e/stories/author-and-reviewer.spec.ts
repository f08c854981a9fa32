import type { Browser, BrowserContext } from '@playwright/test';
import { accountOf, expect, look, openAccountMenu, type Page, signIn, signUpHere, somebody, test } from '../story.ts';
import { kinds } from '../question-kinds.ts';
import { choose, chooseLevel, openPart } from '../studio.ts';

const outcomes = ['Choose a knot for a load', 'Tie a bowline behind the back'];
const modules = ['Ropes and loads', 'Knots that hold', 'Knots that come undone'];
/** Of each kind one question, and a second one of the first kind: a quiz draws one of the two. */
const questions = [...kinds, kinds[0]].flatMap((kind, index) =>
  kind
    ? [
        {
          kind,
          prompt: `Which is right, ${kind.tag} ${index}?`,
          right: `The right ${kind.tag} ${index}`,
          outcome: outcomes[index % 2] ?? '',
          tag: kind === kinds[0] ? 'one of two' : 'always',
        },
      ]
    : [],
);
const report = 'Tied, loaded and untied';

test('an author and a reviewer take a microcredential of three modules, a drawn quiz and a task from empty to published, and a learner through it', async ({
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
  await writeQuiz(home);
  await writeTask(home);

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

  await openPart(home, 'Offerings');
  await home.getByRole('button', { name: 'Open the offering' }).click();
  await expect(home.getByText('Self-paced, version 1').first()).toBeVisible();

  const learner = somebody('Noor Haddad');
  const page = await takeTheQuiz(browser, title, learner);
  await writeReport(page);
  await judgeReport(home);
  await page.reload();
  await expect(page.getByRole('link', { name: 'See your award' })).toBeVisible();

  await openStudioOf(home, title);
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

/** Seven questions in the bank, and a quiz that draws six of them. */
async function writeQuiz(page: Page): Promise<void> {
  await openPart(page, 'Assessment');
  await page.getByLabel('Title of the quiz').fill('Drawn quiz');
  await page.getByRole('button', { name: 'Add quiz' }).click();
  await page.getByRole('link', { name: 'Question bank' }).click();
  await expect(page.getByRole('heading', { name: 'Question bank', level: 1 })).toBeVisible();
  await look(page, 'bank-empty');
  for (const { kind, prompt, right, outcome, tag } of questions) {
    await page.getByRole('link', { name: 'Add a question' }).click();
    await page.getByRole('link', { name: kind.name, exact: true }).click();
    await expect(page.locator('main [name=kind]')).toHaveValue(kind.id);
    await page.getByLabel('Question', { exact: true }).fill(prompt);
    await kind.write(page, right);
    await page.getByRole('checkbox', { name: outcome, exact: true }).check();
    await page.getByLabel('Tags').fill(tag);
    if (kind.tag === 'picture') await look(page, 'bank-hotspot');
    await page.getByRole('button', { name: 'Save question' }).click();
    await expect(page.getByRole('heading', { name: prompt })).toBeVisible();
  }
  await look(page, 'bank');
  await openPart(page, 'Assessment');
  await page.getByRole('link', { name: 'Draw from the bank' }).click();
  await draw(page, 'one of two', 1);
  await draw(page, 'always', 6);
  await expect(page.getByText('Too few: this draws 6')).toBeVisible();
  await look(page, 'pools-short');
  await page.getByRole('button', { name: 'Remove draw 2' }).click();
  await draw(page, 'always', 5);
  await look(page, 'pools');
}

async function draw(page: Page, tag: string, count: number): Promise<void> {
  await page.getByLabel('How many questions').fill(String(count));
  await page.getByLabel('Tag', { exact: true }).selectOption(tag);
  const before = await page.getByRole('button', { name: /^Remove draw/ }).count();
  await page.getByRole('button', { name: 'Add to what is drawn' }).click();
  await expect(page.getByRole('button', { name: `Remove draw ${before + 1}` })).toBeVisible();
}

/** A task with a rubric of one criterion, of which a colleague will judge the work. */
async function writeTask(page: Page): Promise<void> {
  await openPart(page, 'Assessment');
  await page.getByRole('link', { name: 'Add a written task' }).click();
  await expect(page.getByRole('heading', { name: 'New written task' })).toBeVisible();
  await page.locator('[name=title]').fill(report);
  await page.locator('[name=instructions]').fill('Tie a bowline, load it, untie it. Say what you saw.');
  await page.locator('[name="criterion-0-title"]').fill('Sees what the load does');
  for (const outcome of outcomes) await page.getByRole('checkbox', { name: outcome }).first().check();
  for (const [place, [title, points]] of [
    ['Not yet', '0'],
    ['Says what happened', '2'],
    ['Says why', '4'],
  ].entries()) {
    await page.locator(`[name="criterion-0-level-${place}-title"]`).fill(title ?? '');
    await page.locator(`[name="criterion-0-level-${place}-points"]`).fill(points ?? '');
  }
  await look(page, 'studio-task');
  await page.getByRole('button', { name: 'Save the task' }).click();
  await expect(page.getByText('Sees what the load does').first()).toBeVisible();
}

/** Their browser dies when half of the answers are given; they go on in another one, and pass. */
async function takeTheQuiz(browser: Browser, title: string, learner: ReturnType<typeof somebody>): Promise<Page> {
  const context = await browser.newContext();
  const lost = await context.newPage();
  await lost.goto('/');
  await lost.getByRole('link', { name: 'Explore' }).first().click();
  await lost.getByRole('link', { name: title }).first().click();
  await lost.getByRole('button', { name: 'Sign in to enrol' }).click();
  await lost.getByRole('link', { name: 'Create an account' }).click();
  await signUpHere(lost, learner);
  await lost.getByRole('button', { name: 'Enrol for free' }).click();
  await lost.getByRole('link', { name: /Drawn quiz/ }).click();
  await lost.getByRole('button', { name: /^Start/ }).click();
  const drawn = await drawnIn(lost);
  expect(drawn).toHaveLength(6);
  for (const { kind, prompt, right } of drawn.slice(0, 3)) await kind.answer(lost, prompt, right);
  await expect(lost.getByText('Your answers were saved at')).toBeVisible();
  await look(lost, 'pooled-paper');
  await context.close();

  const page = await browser.newContext().then((next) => next.newPage());
  await page.goto('/');
  await signIn(page, learner);
  await page.getByRole('link', { name: 'My learning' }).first().click();
  await page.getByRole('link', { name: 'Go on with it' }).click();
  expect(await drawnIn(page)).toEqual(drawn);
  for (const { kind, prompt, right } of drawn.slice(3)) await kind.answer(page, prompt, right);
  await page.getByRole('button', { name: 'Review and hand in' }).click();
  await page.getByRole('button', { name: 'Hand in' }).click();
  await expect(page.getByRole('heading', { name: 'You passed' })).toBeVisible();
  return page;
}

/** What the open paper asks, in its order. */
async function drawnIn(page: Page) {
  await expect(page.getByRole('button', { name: 'Review and hand in' })).toBeVisible();
  const prompts = await page.locator('fieldset[data-question] legend > span:last-child').allInnerTexts();
  return prompts.flatMap((asked) => questions.find(({ prompt }) => prompt === asked.trim()) ?? []);
}

async function writeReport(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'My learning' }).first().click();
  await page
    .getByRole('link', { name: /Knots for work/ })
    .first()
    .click();
  await page.getByRole('link', { name: new RegExp(report) }).click();
  await page.getByLabel('Your text').fill('The loop kept its size. It came undone by a push against the load.');
  await expect(page.getByText('Your text is saved.')).toBeVisible();
  await page.getByRole('checkbox', { name: /own work/ }).check();
  await page.locator('[name=aiUse]').fill('None.');
  await look(page, 'task-draft');
  await page.getByRole('button', { name: 'Hand in' }).click();
  await expect(page.getByText('Handed in', { exact: true }).first()).toBeVisible();
}

async function judgeReport(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Submissions' }).first().click();
  await page.getByRole('button', { name: 'Judge the next one' }).click();
  await page.getByRole('radio', { name: /Says why/ }).check();
  await page.getByRole('button', { name: 'Judge and stay' }).click();
  await expect(page.getByText('Judged by Mirela Pop')).toBeVisible();
}

async function openStudioOf(page: Page, title: string): Promise<void> {
  await openAccountMenu(page);
  await page.getByRole('link', { name: 'Provider studio' }).click();
  await page
    .getByRole('link', { name: /Ropewalk School/ })
    .first()
    .click();
  await page.getByRole('link', { name: 'Microcredentials', exact: true }).first().click();
  await page.getByRole('link', { name: title }).first().click();
}
