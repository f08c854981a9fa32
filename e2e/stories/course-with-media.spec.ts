import { accountOf, expect, look, openAccountMenu, type Page, signIn, test } from '../story.ts';
import { openPart } from '../studio.ts';

test('an author adds a picture, sound and a handout, hears them in the preview, drags a lesson to its place and takes the course along', async ({
  home,
}) => {
  await signIn(home, accountOf('owner', 'university-of-eskdale'));
  await openAccountMenu(home);
  await home.getByRole('link', { name: 'Provider studio' }).first().click();
  await home.getByRole('link', { name: 'University of Eskdale' }).first().click();
  await home.getByRole('link', { name: 'Microcredentials', exact: true }).first().click();
  await home.getByRole('link', { name: 'New microcredential' }).first().click();
  await home.getByLabel('Title').fill('Listening to the river');
  await home.getByRole('button', { name: 'Begin the draft' }).last().click();
  await openPart(home, 'Lessons');
  await home.getByLabel('Title of the module').fill('On the bank');
  await home.getByRole('button', { name: 'Add module' }).click();
  await home.getByLabel('Title of a new lesson').fill('What the water says');
  await home.getByRole('button', { name: 'Add lesson' }).click();

  await upload(
    home,
    'bank.svg',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><path d="M0 20h40"/></svg>',
  );
  await upload(home, 'river.wav', silence());
  await expect(home.getByText('![What it is about](media/river.wav)')).toBeVisible();
  await upload(home, 'handout.pdf', '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
  await upload(home, 'broken.vtt', 'WEBVTT\n\n00:04.000 --> 00:01.000\nBackwards.', /out of order/);
  await home
    .getByLabel('Text', { exact: true })
    .fill(
      [
        '![The bank at low water](pictures/bank.svg)',
        '::: audio\n![The river at night](media/river.wav)\n\nWater over stones, then an owl.\n:::',
        '::: video\n[The river in spate](https://films.example/spate)\n:::',
        'Take [the handout](files/handout.pdf) along.',
      ].join('\n\n'),
    );
  await home.getByRole('button', { name: 'Preview' }).first().click();

  const lesson = home.locator('#preview');
  await expect(lesson.getByRole('img', { name: 'The bank at low water' })).toBeVisible();
  const sound = lesson.getByLabel('The river at night');
  await expect(sound).toBeVisible();
  // Its length is known once the browser has read it, from where nothing can run a script.
  await expect.poll(() => sound.evaluate((player: HTMLAudioElement) => player.duration)).toBeCloseTo(1, 1);
  await lesson.getByText('Transcript').click();
  await expect(lesson.getByText('Water over stones')).toBeVisible();
  await expect(lesson.getByRole('link', { name: 'The river in spate' })).toHaveAttribute('rel', /external/);
  await look(home, 'studio-lesson-media');

  const handout = lesson.getByRole('link', { name: /the handout \(PDF, 1 kB\)/ });
  const [download] = await Promise.all([home.waitForEvent('download'), handout.click()]);
  expect(download.suggestedFilename()).toBe('handout.pdf');
  const address = await sound.getAttribute('src');
  const part = await home.request.get(address ?? '', { headers: { range: 'bytes=0-3' } });
  expect([part.status(), part.headers()['content-range'], await part.text()]).toEqual([206, 'bytes 0-3/8044', 'RIFF']);
  expect(part.headers()['content-security-policy']).toContain('sandbox');
  const drawing = await lesson.getByRole('img').first().getAttribute('src');
  expect((await home.request.get(drawing ?? '')).headers()['content-disposition']).toContain('attachment');

  await home.getByRole('button', { name: 'Save lesson' }).first().click();
  await expect(home.getByText('The lesson is saved.')).toBeVisible();

  await openPart(home, 'Lessons');
  await home.getByLabel('Title of a new lesson').fill('Before you go');
  await home.getByRole('button', { name: 'Add lesson' }).click();
  await openPart(home, 'Lessons');
  const titles = home
    .getByRole('listitem')
    .filter({ has: home.locator('[data-drag-handle]') })
    .getByRole('link');
  await expect(titles).toHaveText(['What the water says', 'Before you go']);
  await dragBefore(home, 'Before you go', 'What the water says');
  await expect(home.getByText('Moved and saved: Before you go is now lesson 1 of 2 in On the bank.')).toBeAttached();
  await home.reload();
  await expect(titles).toHaveText(['Before you go', 'What the water says']);

  await openPart(home, 'Overview');
  const [zip] = await Promise.all([
    home.waitForEvent('download'),
    home.getByRole('link', { name: 'Export as a zip' }).click(),
  ]);
  await home.getByRole('link', { name: 'Import a zip into this draft' }).click();
  await home.getByLabel('Course as a zip').setInputFiles(await zip.path());
  await home.getByRole('button', { name: 'Look at what it brings' }).click();
  await expect(home.getByText('Nothing would change')).toBeVisible();
  await expect(home.getByText('2 lessons, 3 files, 0 assessments, 0 questions.')).toBeVisible();
  await look(home, 'studio-course-import');
});

/** As a hand does it: by the handle, in steps. */
async function dragBefore(page: Page, title: string, other: string): Promise<void> {
  const row = (name: string) =>
    page.getByRole('listitem').filter({ has: page.getByRole('link', { name, exact: true }) });
  const from = await row(title).locator('[data-drag-handle]').boundingBox();
  const to = await row(other).boundingBox();
  if (!from || !to) throw new Error('nothing to drag');
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + 20, to.y + to.height / 2);
  await page.mouse.move(to.x + 20, to.y + 4);
  await page.mouse.up();
}

async function upload(page: Page, name: string, content: string | Buffer, refusal?: RegExp): Promise<void> {
  await page
    .getByLabel('File to add')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });
  await page.getByRole('button', { name: 'Add file' }).click();
  if (refusal === undefined) await expect(page.getByText(`${name.split('.')[0]}.`).first()).toBeVisible();
  await expect(page.getByText(refusal ?? 'The file is added.').first()).toBeVisible();
}

/** One second. */
function silence(): Buffer {
  const header = Buffer.from(
    '524946466820000057415645666d74201000000001000100401f0000401f00000100080064617461401f0000',
    'hex',
  );
  header.writeUInt32LE(8036, 4);
  header.writeUInt32LE(8000, 40);
  return Buffer.concat([header, Buffer.alloc(8000, 128)]);
}
