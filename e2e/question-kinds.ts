import { expect, type Page } from './story.ts';

const map =
  '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="300"><rect width="600" height="300" fill="#bcd7e8"/><path d="M60 150h480l-80 100H140z" fill="#7a5a3a"/></svg>';

/** A kind of question: how its editor is filled in, and how a learner answers it. */
export interface Kind {
  readonly id: string;
  readonly name: string;
  readonly tag: string;
  /** Fills in what this kind has of its own; `right` is the right answer, where it is words. */
  readonly write: (page: Page, right: string) => Promise<void>;
  readonly answer: (page: Page, prompt: string, right: string) => Promise<void>;
}
const fill = (page: Page, name: string, value: string): Promise<void> =>
  page.locator(`main [name="${name}"]`).fill(value);
const question = (page: Page, prompt: string) => page.getByRole('group', { name: prompt });

export const kinds: readonly Kind[] = [
  {
    id: 'single-choice',
    name: 'One right answer',
    tag: 'single',
    write: async (page, right) => {
      await fill(page, 'option-0', 'Something else');
      await fill(page, 'option-1', right);
      await page.locator('[name=correct][value="1"]').check();
    },
    answer: (page, prompt, right) => question(page, prompt).getByRole('radio', { name: right, exact: true }).check(),
  },
  {
    id: 'multiple-choice',
    name: 'Several right answers',
    tag: 'several',
    write: async (page, right) => {
      await fill(page, 'option-0', right);
      await fill(page, 'option-1', 'Something else');
      await page.locator('[name=right-0]').check();
    },
    answer: (page, prompt, right) => question(page, prompt).getByRole('checkbox', { name: right, exact: true }).check(),
  },
  {
    id: 'hotspot',
    name: 'Point at a picture',
    tag: 'picture',
    write: async (page, right) => {
      await page
        .locator('[name=pictureFile]')
        .setInputFiles({ name: 'boat.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(map) });
      await page.getByRole('button', { name: 'Upload and go on' }).click();
      await expect(page.getByRole('img', { name: 'Picture' })).toBeVisible();
      await fill(page, 'alternative', 'A boat from its side');
      await fill(page, 'region-0', 'The bow, at the left');
      await fill(page, 'coords-0', '15, 55, 7');
      await fill(page, 'region-1', right);
      await page.locator('[name=shape-1]').selectOption('rect');
      await fill(page, 'coords-1', '75, 45; 90, 75');
      await page.locator('[name=correct][value="1"]').check();
    },
    // By its words alone; the picture is a help for those who point.
    answer: (page, prompt, right) => question(page, prompt).getByRole('radio', { name: right }).check(),
  },
  {
    id: 'true-false',
    name: 'True or false',
    tag: 'statement',
    write: (page) => page.locator('[name=correct][value="true"]').check(),
    answer: (page, prompt) => question(page, prompt).getByRole('radio', { name: 'True', exact: true }).check(),
  },
  {
    id: 'numeric',
    name: 'A number',
    tag: 'number',
    write: (page) => fill(page, 'value', '12'),
    answer: (page, prompt) => question(page, prompt).getByRole('textbox').fill('12'),
  },
  {
    id: 'short-text',
    name: 'A few words',
    tag: 'words',
    write: (page, right) => fill(page, 'accepted', right),
    answer: (page, prompt, right) => question(page, prompt).getByRole('textbox').fill(right),
  },
];
