import { expect, look, type Page } from './story.ts';

/** Opens a part of the microcredential whose studio page is open. */
export async function openPart(page: Page, part: string): Promise<void> {
  const link = page
    .getByRole('navigation', { name: 'Parts of this microcredential' })
    .getByRole('link', { name: part });
  await link.click();
  await expect(link).toHaveAttribute('aria-current', 'page');
}

export interface QuestionToWrite {
  readonly prompt: string;
  readonly right: string;
  readonly wrong: string;
  /** The words of an outcome that it tests. */
  readonly outcome: string;
}

/** Adds a quiz with its questions to the draft whose studio page is open. */
export async function writeQuiz(page: Page, questions: readonly QuestionToWrite[]): Promise<void> {
  await openPart(page, 'Assessment');
  await page.getByLabel('Title of the quiz').fill('Final quiz');
  await look(page, 'studio-assessment-empty');
  await page.getByRole('button', { name: 'Add quiz' }).click();
  for (const question of questions) {
    await page.getByRole('link', { name: 'Add a question' }).click();
    await page.getByLabel('Question', { exact: true }).fill(question.prompt);
    await page.getByLabel('Answer A').first().fill(question.wrong);
    await page.getByLabel('Answer B').first().fill(question.right);
    await page.getByRole('radio', { name: 'Answer B' }).check();
    await page.getByRole('checkbox', { name: question.outcome, exact: true }).check();
    await look(page, 'studio-question');
    await page.getByRole('button', { name: 'Save question' }).click();
    await expect(page.getByText(question.prompt).first()).toBeVisible();
  }
  await look(page, 'studio-assessment');
  await openPart(page, 'Award rule');
  await look(page, 'studio-award-rule');
}

/** Publishes the draft whose studio page is open, and opens a free offering. */
export async function publishAndOffer(page: Page): Promise<void> {
  await openPart(page, 'Overview');
  await look(page, 'studio-overview-complete');
  await page.getByRole('button', { name: 'Publish version 1' }).click();
  await expect(page.getByText('Version 1 is published')).toBeVisible();
  await openPart(page, 'Offerings');
  await look(page, 'studio-offerings');
  await page.getByRole('button', { name: 'Open the offering' }).click();
  await expect(page.getByText('Self-paced, version 1').first()).toBeVisible();
}

/** Answers every question of the open paper by its right answer, hands in and waits for the signed credential. */
export async function passWith(page: Page, questions: readonly QuestionToWrite[]): Promise<void> {
  for (const { prompt, right } of questions) {
    await page.getByRole('group', { name: prompt }).getByRole('radio', { name: right, exact: true }).check();
  }
  await page.getByRole('button', { name: 'Review and hand in' }).click();
  await page.getByRole('button', { name: 'Hand in' }).click();
  await expect(page.getByRole('heading', { name: 'You passed' })).toBeVisible();
  await page.getByRole('link', { name: 'See your award' }).click();
  await expect(page.getByRole('heading', { name: /^You earned/ })).toBeVisible();
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole('link', { name: 'See the credential' })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 15_000 });
}

/** Chooses in a select or among radio buttons. */
export async function choose(page: Page, name: string, value: string): Promise<void> {
  const select = page.locator(`select[name="${name}"]`);
  if ((await select.count()) > 0) await select.selectOption(value);
  else await page.locator(`input[name="${name}"][value="${value}"]`).check();
}

/** States that the microcredential is at level 3 of the EQF. */
export async function chooseLevel(page: Page): Promise<void> {
  await page.locator('[name="level.framework"]').selectOption('EQF');
  const value = page.locator('[name="level.value"]');
  await value.selectOption(
    (
      await value
        .locator('option')
        .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value))
    ).find((one) => /(^|:)3$/.test(one)) ?? '3',
  );
}
