import { accountOf, expect, look, openAccountMenu, type Page, signIn, signUpHere, somebody, test } from '../story.ts';
import { choose, chooseLevel, openPart, writeQuiz } from '../studio.ts';

const outcomes = ['Splice a rope that bears a load', 'Judge when a rope is worn out'];
const questions = [
  {
    prompt: 'What keeps a splice from slipping?',
    right: 'Enough tucks of each strand',
    wrong: 'A coat of paint',
    outcome: outcomes[0] ?? '',
  },
  {
    prompt: 'When is a rope worn out?',
    right: 'When its inner strands are frayed',
    wrong: 'When it is wet',
    outcome: outcomes[1] ?? '',
  },
];

test('a registrar makes a run with two sessions; a learner passes, the roll is marked, the registrar confirms, and the award follows', async ({
  home,
  browser,
}) => {
  const title = `Rope work ${Date.now() % 100_000}`;
  await signIn(home, accountOf('owner', 'northgate-college'));
  await publish(home, title);

  const registrar = await browser.newContext().then((context) => context.newPage());
  await registrar.goto('/');
  await signIn(registrar, accountOf('registrar', 'northgate-college'));
  await openStudio(registrar);
  await registrar.getByRole('link', { name: title }).first().click();
  await openRun(registrar);

  const learner = await browser.newContext().then((context) => context.newPage());
  await learner.goto('/');
  await enrolInRun(learner, title);
  await watch(registrar, learner, await browser.newContext().then((context) => context.newPage()));
  await pass(learner, await openSitting(registrar));

  await openPart(registrar, 'Offerings');
  await registrar.getByRole('link', { name: 'Sessions and roll' }).click();
  await registrar.getByRole('link', { name: 'Opening evening' }).click();
  await look(registrar, 'studio-roll');
  await registrar.getByLabel(`Attendance of Maren Solberg`).selectOption('late');
  await registrar.getByRole('button', { name: 'Save the roll' }).click();
  await expect(registrar.getByText('The roll is saved: 1 mark changed.')).toBeVisible();

  await learner.getByRole('link', { name: 'Back to the outline' }).click();
  await expect(learner.getByText('Your attendance Late')).toBeVisible();
  await look(learner, 'learning-run');

  await openPart(registrar, 'Participants');
  await expect(registrar.getByText('1 of 2 sessions')).toBeVisible();
  await look(registrar, 'studio-participants-waiting');
  await registrar.getByRole('link', { name: 'Show who waits' }).click();
  await registrar.getByRole('link', { name: 'Maren Solberg', exact: true }).click();
  await expect(registrar.getByText('Supervised, no identity check')).toBeVisible();
  await look(registrar, 'studio-participant');
  await registrar.getByRole('button', { name: 'Confirm this learner' }).click();
  await expect(registrar.getByText('Confirmed. The award follows in a moment.')).toBeVisible();

  await expect(async () => {
    await learner.reload();
    await expect(learner.getByRole('link', { name: 'See your award' })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
});

async function openStudio(page: Page): Promise<void> {
  await openAccountMenu(page);
  await page.getByRole('link', { name: 'Provider studio' }).click();
  await page.getByRole('link', { name: 'Northgate College' }).first().click();
  await page.getByRole('link', { name: 'Microcredentials', exact: true }).first().click();
}

/** From an empty draft to a published version, by the shortest way. */
async function publish(page: Page, title: string): Promise<void> {
  await openStudio(page);
  // Approval by a colleague is another story's.
  await page.getByRole('link', { name: 'Profile', exact: true }).first().click();
  await page.getByRole('radio', { name: /^Never/ }).check();
  await page.getByRole('button', { name: 'Save the rule' }).click();
  await page.waitForURL(/\?saved$/);
  await page.getByRole('link', { name: 'Microcredentials', exact: true }).first().click();
  await page.getByRole('link', { name: 'New microcredential' }).first().click();
  await page.getByLabel('Title').fill(title);
  await page.locator('[name=field]').selectOption({ index: 3 });
  await page.locator('[name=language]').selectOption('en');
  await page.getByRole('button', { name: 'Begin the draft' }).click();

  await expect(page.getByRole('heading', { name: 'Record', level: 1 })).toBeVisible();
  // On a loaded machine the page's script may come in between; what it took back is typed again.
  await expect(async () => {
    await page.locator('[name=summary]').fill('Rope that holds, spliced by hand.');
    await page.locator('[name=description]').fill('Strands, tucks and how much a splice may bear.');
    for (const [index, text] of outcomes.entries()) await page.locator(`[name="outcomes.${index}.text"]`).fill(text);
    await page.locator('[name=workloadHours]').fill('10');
    await chooseLevel(page);
    await page.getByRole('checkbox', { name: /quiz/i }).first().check();
    await choose(page, 'participation', 'on-site');
    await choose(page, 'qualityAssurance.type', 'internal');
    await choose(page, 'supervision', 'none');
    await choose(page, 'delivery', 'on-campus');
    await page.getByRole('button', { name: 'Save the record' }).last().click();
    await expect(page.getByText('Nothing in it is missing.')).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });

  await openPart(page, 'Lessons');
  await page.getByLabel('Title of the module').fill('Splices');
  await page.getByRole('button', { name: 'Add module' }).click();
  await page.getByLabel('Title of a new lesson').fill('The eye splice');
  await page.getByRole('button', { name: 'Add lesson' }).click();
  await page.getByLabel('Minutes').fill('20');
  await page.getByLabel('Text', { exact: true }).fill('Unlay the strands, then tuck each of them.');
  await page.getByRole('button', { name: 'Save lesson' }).first().click();
  await expect(page.getByText('The lesson is saved.')).toBeVisible();

  await writeQuiz(page, questions);
  await openPart(page, 'Assessment');
  await page.getByLabel('Supervision').first().selectOption('code-in-room');
  await page.getByRole('button', { name: 'Save quiz' }).click();
  await openPart(page, 'Award rule');
  await page.getByRole('checkbox', { name: /^A share of the teaching sessions/ }).check();
  await page.getByLabel('At least, in per cent').first().fill('50');
  await page.getByRole('checkbox', { name: 'A registrar must confirm each learner' }).check();
  await page.getByLabel('Grade 1', { exact: true }).fill('Distinction');
  await page.getByLabel('1: from %', { exact: true }).fill('80');
  await page.getByRole('button', { name: 'Save award rule' }).click();
  await expect(page.getByText('Be confirmed by a registrar.')).toBeVisible();
  await look(page, 'studio-award-rule-further');
  await page.getByRole('link', { name: 'Try it against sample learners' }).click();
  await expect(page.getByText('Awarded', { exact: true })).toHaveCount(1);
  await look(page, 'studio-award-rule-try');
  await openPart(page, 'Overview');
  await page.getByRole('button', { name: 'Publish version 1' }).click();
  await expect(page.getByText('Version 1 is published')).toBeVisible();
}

/** A run of a month, which began yesterday, with two sessions. */
async function openRun(page: Page): Promise<void> {
  await openPart(page, 'Offerings');
  await page.getByRole('radio', { name: /^A run/ }).check();
  await page.getByLabel('Begins', { exact: true }).fill(local(-1, '09:00'));
  await page.getByLabel('Ends', { exact: true }).fill(local(30, '17:00'));
  await page.getByLabel('Place (optional)').fill('The boathouse, Northgate');
  await page.getByLabel('Time zone').selectOption('Europe/Paris');
  await look(page, 'studio-offering-run');
  await page.getByRole('button', { name: 'Open the offering' }).click();
  await expect(page.getByText('Run, version 1').first()).toBeVisible();
  await look(page, 'studio-offerings-with-run');

  await page.getByRole('link', { name: 'Sessions and roll' }).click();
  await look(page, 'studio-sessions-empty');
  for (const [index, name] of ['Opening evening', 'Closing evening'].entries()) {
    await page.getByLabel('Title', { exact: true }).fill(name);
    await page.getByLabel('Begins', { exact: true }).fill(local(index, '18:00'));
    await page.getByLabel('Ends', { exact: true }).fill(local(index, '20:00'));
    if (index === 0) await page.getByLabel('Place (optional)').fill('The boathouse');
    else await page.getByLabel('Link to join on line (optional)').fill('https://meet.example/closing');
    await page.getByRole('button', { name: 'Add the session' }).click();
    await expect(page.getByRole('link', { name })).toBeVisible();
  }
  await look(page, 'studio-sessions');
}

/** Opens a sitting and reads its code from the screen. */
async function openSitting(page: Page): Promise<string> {
  await openPart(page, 'Offerings');
  await page.getByRole('link', { name: 'Supervised sitting' }).click();
  await page.getByRole('button', { name: 'Open and show the code' }).click();
  const code = page.getByText(/^[A-Z0-9]{6}$/);
  await expect(code).toBeVisible();
  await look(page, 'studio-sitting');
  return (await code.textContent()) ?? '';
}

/** So many days from today, as a form takes it. */
function local(days: number, time: string): string {
  return `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T${time}`;
}

async function enrolInRun(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: 'Explore' }).first().click();
  await page.getByRole('link', { name: title }).first().click();
  await expect(page.getByText('Closing evening')).toBeVisible();
  await expect(page.getByText('meet.example')).toBeHidden();
  await look(page, 'microcredential-run');
  await page.getByRole('button', { name: 'Sign in to enrol' }).click();
  await page.getByRole('link', { name: 'Create an account' }).click();
  await signUpHere(page, somebody('Maren Solberg'));
  await page.getByRole('button', { name: 'Enrol for free' }).click();
  await expect(page.getByRole('link', { name: 'Join on line' })).toBeVisible();
}

/** Somebody is invited to watch from afar, and breaks off what they began: the learner turns to the room. */
async function watch(registrar: Page, learner: Page, invigilator: Page): Promise<void> {
  const account = accountOf('employer');
  await openPart(registrar, 'Offerings');
  await registrar.getByRole('link', { name: 'Invigilators from afar' }).click();
  await registrar.getByLabel('E-mail address').fill(account.email);
  await registrar.getByRole('button', { name: 'Send the invitation' }).click();
  await expect(registrar.getByText('The invitation is on its way.')).toBeVisible();
  await look(registrar, 'studio-invigilators');

  await invigilator.goto('/');
  await signIn(invigilator, account);
  await expect(invigilator.getByRole('link', { name: 'Sign in' })).toHaveCount(0);
  await invigilator.goto('/outbox');
  const invitation = invigilator.locator('main article, main li').filter({ hasText: 'asks you to watch' });
  await invitation.getByRole('link').first().click();
  await invigilator.getByRole('button', { name: 'Accept' }).click();
  await invigilator.getByRole('button', { name: 'Begin a session: Maren Solberg, Final quiz' }).click();
  await expect(invigilator.getByText('The session has begun.')).toBeVisible();
  await look(invigilator, 'invigilation-open');

  await learner.locator('section[aria-labelledby="assessment"]').getByRole('link').first().click();
  await expect(learner.getByText('Your invigilator watches now.')).toBeVisible();
  await learner.getByRole('link', { name: 'Outline' }).click();

  await invigilator.getByRole('radio', { name: /^I didn’t watch to the end/ }).check();
  await invigilator.getByRole('button', { name: 'End the session' }).click();
  await expect(invigilator.getByText('Recorded. Thank you.')).toBeVisible();
}

/** Answers every question right, and is told what is missing for the award. */
async function pass(page: Page, code: string): Promise<void> {
  await page.locator('section[aria-labelledby="assessment"]').getByRole('link').first().click();
  await page.getByLabel('Code in the room').fill('AAAAAA');
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(page.getByText('this isn’t a code of a sitting').first()).toBeVisible();
  await look(page, 'assessment-code');
  await page.getByLabel('Code in the room').fill(code.toLowerCase());
  await page.getByRole('button', { name: 'Start' }).click();
  for (const { prompt, right } of questions)
    await page.getByRole('group', { name: prompt }).getByRole('radio', { name: right, exact: true }).check();
  await page.getByRole('button', { name: 'Review and hand in' }).click();
  await page.getByRole('button', { name: 'Hand in' }).click();
  await expect(page.getByRole('heading', { name: 'You passed' })).toBeVisible();
  await expect(page.getByText('Be confirmed by a registrar.')).toBeVisible();
  await look(page, 'attempt-passed-not-yet-awarded');
}
