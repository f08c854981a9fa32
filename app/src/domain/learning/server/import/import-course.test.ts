import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLearner } from '../../../../../test/builders/a-learner.ts';
import { aProvider } from '../../../../../test/builders/a-microcredential.ts';
import { aPlatform, type TestPlatform } from '../../../../../test/platform.ts';
import { sharedData, testOnSharedData } from '../../../../../test/shared-data.ts';
import { draftOf, partsOf } from '#domain/catalogue/server/api.ts';
import { contentFiles, courseFolder, importCourse, lessonForEditing, modulesOf } from '../api.ts';
import type { CourseFile } from './read-course.ts';

const command = { kind: 'command' } as const;
let platform: TestPlatform;
let organisationId: string;
beforeAll(async () => {
  platform = await aPlatform();
  organisationId = (await aProvider(platform)).id;
});
afterAll(() => platform.stop());

const file = (path: string, text: string | Buffer): CourseFile => ({ path, bytes: Buffer.from(text) });
const lesson = (text = '::: objectives\n- Do it\n:::\n\nText.') =>
  file('01-a.md', `---\ntitle: A\nteaching: 5\nexercises: 1\n---\n${text}`);
async function imported(files: readonly CourseFile[]) {
  const result = await importCourse(platform, command, { organisationId, files, title: 'A course' });
  if (result.kind === 'refused') throw new Error(result.because);
  return result;
}
const microcredentials = async () => (await platform.db.selectFrom('microcredential').select('id').execute()).length;
const becauses = (notes: readonly { because: string; detail: string }[]) =>
  notes.map(({ because, detail }) => `${because} ${detail}`.trim());

testOnSharedData(
  'the four Carpentries lessons come in whole: outcomes, timings, exercises, figures, licence; what is missing is listed',
  async () => {
    const folder = await courseFolder(join(sharedData, 'courses/markdown-lesson'));
    const result = await importCourse(platform, command, { organisationId, ...folder, title: 'The Unix Shell' });
    if (result.kind === 'refused') throw new Error(result.because);
    expect(result).toMatchObject({
      slug: 'the-unix-shell',
      modules: 1,
      lessons: 4,
      outcomes: 14,
      figures: 6,
      workloadHours: 2.2,
    });
    expect(result.licence).toBe(
      'CC BY 4.0, https://creativecommons.org/licenses/by/4.0/. Derived from work that is Copyright (c) The Carpentries.',
    );
    expect(becauses(result.notes)).toEqual([
      'instructor-note-left-out 1',
      'instructor-note-left-out 2',
      'link-missing ../learners/setup.md',
    ]);

    const { versionId } = result;
    const draft = await draftOf(platform, command, { versionId });
    expect(draft.record).toMatchObject({ title: 'The Unix Shell', workloadHours: 2.2, licence: result.licence });
    const [module] = await modulesOf(platform, versionId);
    expect(module?.lessons.map(({ title, minutes, outcomes }) => [title, minutes, outcomes.length])).toEqual([
      ['Introducing the Shell', 5, 2],
      ['Navigating Files and Directories', 40, 5],
      ['Working With Files and Directories', 50, 3],
      ['Pipes and Filters', 35, 4],
    ]);
    const content = (await partsOf(platform, versionId)).find(({ part }) => part === 'content');
    expect(content).toMatchObject({ problems: [] });
    expect(content?.coveredOutcomes).toHaveLength(14);
    expect((await contentFiles(platform, command, versionId)).map(({ path }) => path).sort()).toEqual([
      'LICENSE.md',
      'fig/filesystem-challenge.svg',
      'fig/filesystem.svg',
      'fig/home-directories.svg',
      'fig/nano-screenshot.png',
      'fig/redirects-and-pipes.svg',
      'fig/shell_command_syntax.svg',
    ]);

    const pages = await Promise.all(
      (module?.lessons ?? []).map(({ slug }) => lessonForEditing(platform, command, { versionId, slug })),
    );
    const html = pages.map((page) => page.html).join('\n');
    const count = (pattern: RegExp) => html.match(pattern)?.length ?? 0;
    expect([
      count(/<div class="exercise">/g),
      count(/<details class="reveal">/g),
      count(/class="callout/g),
      count(/<img /g),
    ]).toEqual([23, 24, 20, 7]);
    expect(count(/missing-picture|:::/g)).toBe(0);
    expect(count(/<img [^>]*src="\/learning\/files\/[^"]+" alt="[^"]+" width="\d+" height="\d+"/g)).toBe(7);
  },
);

test('lessons in the older style come in alike: lists of the front matter, quoted challenges, labelled code, Liquid', async () => {
  const older = [
    '---',
    'title: "Pipes"',
    'teaching: 15',
    'exercises: 5',
    'questions:',
    '- "How?"',
    'objectives:',
    '- "Redirect `output`"',
    'keypoints:',
    '- "Use `|`"',
    '---',
    '{% include links.md %}',
    '![A tree]({{ page.root }}/fig/tree.svg)',
    '',
    '~~~',
    '$ ls',
    '~~~',
    '{: .language-bash}',
    '',
    '> ## What does it do?',
    '>',
    '> Think.',
    '>',
    '> > ## Solution',
    '> >',
    '> > Nothing.',
    '> {: .solution}',
    '{: .challenge}',
    '',
    'See [more]({% link _episodes/01-a.md %}).',
  ].join('\n');
  const tree = file('fig/tree.svg', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 6 4"/>');
  const { versionId, notes } = await imported([file('_episodes/01-a.md', older), tree]);
  const { html, minutes } = await lessonForEditing(platform, command, { versionId, slug: '01-a' });
  expect(minutes).toBe(20);
  const parts = [
    '<div class="box box-objectives">',
    'Redirect <code class="short">output</code>',
    '<div class="box box-questions">',
    'alt="A tree" width="6" height="4"',
    '<code class="language-bash">$ <span class="hljs-built_in">ls</span>',
    '<p class="box-title" id="part-what-does-it-do">What does it do?</p>',
    '<summary>Show the solution</summary>\n<p>Nothing.</p>',
    '<a href="01-a">more</a>',
    '<div class="box box-keypoints">',
  ];
  for (const part of parts) expect(html).toContain(part);
  expect(becauses(notes)).toEqual(['include-missing links.md', 'licence-missing']);
  expect((await draftOf(platform, command, { versionId })).record.outcomes).toMatchObject([
    { text: 'Redirect output' },
  ]);
});

test('settings name the course and the order; front matter groups lessons into modules', async () => {
  const files = [
    file('config.yaml', 'title: Shells\nepisodes:\n- z.md\n- a.md\n'),
    file('episodes/a.md', '---\ntitle: Second\nmodule: Two\n---\nx'),
    file('episodes/z.md', '---\ntitle: First\nmodule: One\n---\nx'),
    file('README.md', 'no lesson'),
  ];
  const result = await importCourse(platform, command, { organisationId, files });
  if (result.kind === 'refused') throw new Error(result.because);
  expect(result.title).toBe('Shells');
  expect((await modulesOf(platform, result.versionId)).map(({ title, lessons }) => [title, lessons[0]?.title])).toEqual(
    [
      ['One', 'First'],
      ['Two', 'Second'],
    ],
  );
  expect(becauses(result.notes)).toEqual([
    'objectives-missing',
    'timing-missing',
    'objectives-missing',
    'timing-missing',
    'licence-missing',
  ]);
});

test('what lessons refer to in vain is listed, with words that a picture lacks', async () => {
  const { notes } = await imported([
    lesson('![a](fig/none.png) ![b](https://x.example/b.png) ![c](fake.png) ![](t.svg) [d](../setup.md)'),
    file('fake.png', '<html>'),
    file('t.svg', '<svg viewBox="0 0 1 1"/>'),
    file('LICENSE.md', 'All rights reserved'),
  ]);
  expect(becauses(notes)).toEqual([
    'objectives-missing',
    'figure-missing fig/none.png',
    'figure-elsewhere https://x.example/b.png',
    'figure-unusable fake.png',
    'link-missing ../setup.md',
    'alternative-text-missing t.svg',
    'licence-unknown',
  ]);
});

test('names that lead out of the folder lead nowhere', async () => {
  const { notes, versionId } = await imported([
    lesson('![a](../../../etc/passwd) ![b](/etc/passwd) ![c](..%2f..%2fetc%2fpasswd) ![d](file:///etc/passwd)'),
    file('../etc/passwd', '<svg/>'),
    file('/etc/passwd', '<svg/>'),
    file('a\\b.svg', '<svg/>'),
  ]);
  expect(becauses(notes)).toEqual([
    'file-unsafe',
    'file-unsafe',
    'file-unsafe',
    'objectives-missing',
    'figure-missing ../../../etc/passwd',
    'figure-missing /etc/passwd',
    'figure-missing ..%2f..%2fetc%2fpasswd',
    'figure-missing file:///etc/passwd',
    'licence-missing',
  ]);
  expect(await contentFiles(platform, command, versionId)).toEqual([]);
});

test('front matter that unfolds, lies or is no YAML is left, and the lesson is taken', async () => {
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefghi'
      .split('')
      .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[index]}`).join(',')}]`),
    'title: *i',
  ].join('\n');
  const from = performance.now();
  for (const front of [bomb, 'title: [', '- a list', '!!js/function "x"', `title: ${'x'.repeat(50_000)}`]) {
    const { versionId, notes } = await imported([file('01-the-lesson.md', `---\n${front}\n---\nText.`)]);
    expect(becauses(notes)).toContain('front-matter-unreadable');
    expect((await lessonForEditing(platform, command, { versionId, slug: '01-the-lesson' })).title).toBe('The lesson');
  }
  expect(performance.now() - from).toBeLessThan(5000);
});

test('a lesson’s scripts stay text in its source and never reach its page', async () => {
  const { versionId } = await imported([lesson('<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>')]);
  const { html, source } = await lessonForEditing(platform, command, { versionId, slug: '01-a' });
  expect(source).toContain('<script>');
  expect(html).not.toMatch(/script|onerror/);
});

test('too much is refused, and so is a folder without lessons', async () => {
  const refused = (files: readonly CourseFile[], title = 'T') =>
    importCourse(platform, command, { organisationId, files, title });
  expect(await refused([])).toEqual({ kind: 'refused', because: 'no-lessons' });
  expect(await refused([file('README.md', 'x')])).toEqual({ kind: 'refused', because: 'no-lessons' });
  expect(await refused([lesson(), file('big.png', Buffer.alloc(101 * 1024 * 1024))])).toEqual({
    kind: 'refused',
    because: 'too-large',
  });
  expect(await refused(Array.from({ length: 301 }, (_, index) => file(`${index}.md`, 'x')))).toEqual({
    kind: 'refused',
    because: 'too-many-lessons',
  });
  expect(await refused([lesson()], 'x'.repeat(161))).toEqual({ kind: 'refused', because: 'title-too-long' });
});

test('an import that fails leaves nothing, neither rows nor files', async () => {
  const before = await microcredentials();
  const kept: string[] = [];
  const failing = {
    ...platform,
    files: {
      ...platform.files,
      put: async (key: string, bytes: Uint8Array, options: { mediaType: string }) => {
        if (kept.length === 1) throw new Error('the disk is full');
        kept.push(key);
        await platform.files.put(key, bytes, options);
      },
    },
  };
  const files = [lesson('![a](a.svg) ![b](b.svg)'), file('a.svg', '<svg/>'), file('b.svg', '<svg/>')];
  await expect(importCourse(failing, command, { organisationId, files, title: 'T' })).rejects.toThrow(
    'the disk is full',
  );
  expect(await microcredentials()).toBe(before);
  expect(kept).toHaveLength(1);
  expect(await platform.files.exists(kept[0] ?? '')).toBe(false);
});

test('only authors of the organisation import into it', async () => {
  const learner = await aLearner(platform);
  await expect(
    importCourse(platform, learner, { organisationId, files: [lesson()], title: 'T' }),
  ).rejects.toMatchObject({ code: 'permission-denied' });
});
