import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { accountOf, expect, look, openAccountMenu, signIn, signUpHere, somebody, test } from '../story.ts';
import {
  choose,
  chooseLevel,
  openPart,
  passWith,
  publishAndOffer,
  type QuestionToWrite,
  writeQuiz,
} from '../studio.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(root, '../shared/data/courses/markdown-lesson');

test('lessons by The Carpentries are imported, get a quiz for every objective, and are learnt and earned', async ({
  home,
  browser,
}) => {
  test.setTimeout(600_000);
  test.skip(!existsSync(folder), 'needs ../shared/data, which is not beside this repository');
  const imported = await promisify(execFile)(
    process.execPath,
    [
      'app/src/cli/cairn.ts',
      'import',
      'course',
      folder,
      '--organisation',
      'university-of-eskdale',
      '--title',
      'The Unix shell',
      '--json',
    ],
    {
      cwd: root,
      env: { ...process.env, PORT: process.env['CAIRN_STORY_PORT'], DATA_DIR: process.env['CAIRN_STORY_DATA_DIR'] },
    },
  );
  const result = JSON.parse(imported.stdout) as { slug: string; outcomes: readonly { text: string }[] | number };
  expect(result.slug).toBeTruthy();

  await signIn(home, accountOf('owner', 'university-of-eskdale'));
  await openAccountMenu(home);
  await home.getByRole('link', { name: 'Provider studio' }).first().click();
  await home.getByRole('link', { name: 'University of Eskdale' }).first().click();
  await home.getByRole('link', { name: 'Microcredentials', exact: true }).first().click();
  await home.getByRole('link', { name: 'The Unix shell' }).click();
  await openPart(home, 'Record');
  const texts = await home
    .locator('textarea[name^="outcomes."]')
    .evaluateAll((fields) => fields.map((field) => (field as HTMLTextAreaElement).value).filter((text) => text !== ''));
  expect(texts.length).toBeGreaterThan(10);
  await home
    .locator('[name=description]')
    .fill('Four lessons on the command line, from the first prompt to commands joined by pipes.');
  await home
    .locator('[name=summary]')
    .fill('Find your way in files and folders, and join small commands into useful ones.');
  for (const [name, value] of [
    ['participation', 'online'],
    ['qualityAssurance.type', 'internal'],
    ['supervision', 'none'],
    ['delivery', 'online-self-paced'],
  ] as const) {
    await choose(home, name, value);
  }
  await home.getByRole('checkbox', { name: /quiz/i }).first().check();
  await chooseLevel(home);
  await home.locator('[name=language]').selectOption('en');
  if ((await home.locator('[name=field]').inputValue()) === '')
    await home.locator('[name=field]').selectOption({ index: 3 });
  await home.getByRole('button', { name: 'Save the record' }).last().click();
  await expect(home.getByText('Nothing in it is missing.')).toBeVisible();

  const questions: QuestionToWrite[] = texts.map((text, index) => ({
    prompt: `Question ${index + 1}: which of these belongs to “${text}”?`,
    right: `What lesson material says about number ${index + 1}`,
    wrong: `Something else than number ${index + 1}`,
    outcome: text,
  }));
  await writeQuiz(home, questions);
  await publishAndOffer(home);

  const learner = await browser.newContext().then((context) => context.newPage());
  await learner.goto('/');
  await learner.getByRole('link', { name: 'Explore' }).first().click();
  await learner.getByRole('link', { name: 'The Unix shell' }).first().click();
  await learner.getByRole('button', { name: 'Sign in to enrol' }).click();
  await learner.getByRole('link', { name: 'Create an account' }).click();
  await signUpHere(learner, somebody('Kofi Mensah'));
  await learner.getByRole('button', { name: 'Enrol for free' }).click();
  await learner.locator('section[aria-labelledby="lessons"]').getByRole('link').nth(1).click();
  await expect(learner.locator('article img').first()).toBeVisible();
  await learner.locator('article details summary').first().click();
  await look(learner, 'imported-lesson');
  await learner
    .getByRole('link', { name: /outline/i })
    .first()
    .click();
  await learner.locator('section[aria-labelledby="assessment"]').getByRole('link').first().click();
  await learner.getByRole('button', { name: 'Start' }).click();
  await passWith(learner, questions);
});
