import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLearner, anEnrolment } from '../../../../../test/builders/a-learner.ts';
import { aLesson } from '../../../../../test/builders/a-lesson.ts';
import { aDraft, aMicrocredential, writeCoveringParts } from '../../../../../test/builders/a-microcredential.ts';
import { aPlatform, type TestPlatform } from '../../../../../test/platform.ts';
import { partsOf, publishVersion, startNewVersion } from '#domain/catalogue/server/api.ts';
import {
  addLesson,
  addModule,
  arrangeContent,
  addFile,
  contentFile,
  copyContent,
  deleteLesson,
  deleteModule,
  deleteFile,
  lessonForEditing,
  modulesOf,
  moveLesson,
  moveModule,
  previewLesson,
  saveLesson,
} from '../api.ts';
import { orderOf } from '../../outline-order.ts';

const system = { kind: 'system' } as const;
let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

const content = async (versionId: string) =>
  (await partsOf(platform, versionId)).find(({ part }) => part === 'content');
const order = async (versionId: string) =>
  (await modulesOf(platform, versionId)).map(
    ({ title, lessons }) => `${title}: ${lessons.map(({ slug }) => slug).join(' ')}`,
  );
const tree = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 48"/>');

test('a lesson is rendered when it is saved, and the version knows its content’s hash, coverage and problems', async () => {
  const { versionId, outcomes } = await aDraft(platform, { withParts: false });
  const module = await addModule(platform, system, { versionId, title: 'One' });
  expect(await content(versionId)).toMatchObject({ problems: ['no-lessons'], coveredOutcomes: [] });
  if (module.kind === 'refused') throw new Error(module.because);
  await addLesson(platform, system, { versionId, moduleId: module.moduleId, title: 'Look' });
  const empty = await content(versionId);
  expect(empty).toMatchObject({ problems: ['empty-lesson'] });
  const covered = outcomes[0]?.id ?? '';
  const lesson = { title: 'Look', minutes: 5, source: '# Hello\r\nThere', outcomes: [covered, platform.newId()] };
  expect(await saveLesson(platform, system, { versionId, slug: 'look', lesson })).toEqual({
    kind: 'saved',
    missing: [],
  });
  expect((await lessonForEditing(platform, system, { versionId, slug: 'look' })).html).toBe(
    '<h2 id="part-hello">Hello</h2>\n<p>There</p>\n',
  );
  const full = await content(versionId);
  expect(full).toMatchObject({ problems: [], coveredOutcomes: [covered] });
  expect(full?.hash).not.toBe(empty?.hash);
});

test('lessons move within their module and across its edges, modules move as a whole', async () => {
  const { versionId } = await aDraft(platform, { withParts: false });
  for (const [title, module] of [
    ['A', 'One'],
    ['B', 'One'],
    ['C', 'Two'],
  ] as const)
    await aLesson(platform, { versionId, title, module });
  await moveLesson(platform, system, { versionId, slug: 'b', direction: 'up' });
  expect(await order(versionId)).toEqual(['One: b a', 'Two: c']);
  await moveLesson(platform, system, { versionId, slug: 'a', direction: 'down' });
  expect(await order(versionId)).toEqual(['One: b', 'Two: a c']);
  await moveLesson(platform, system, { versionId, slug: 'a', direction: 'up' });
  await moveLesson(platform, system, { versionId, slug: 'b', direction: 'up' });
  expect(await order(versionId)).toEqual(['One: b a', 'Two: c']);
  const [, two] = await modulesOf(platform, versionId);
  await moveModule(platform, system, { versionId, moduleId: two?.id ?? '', direction: 'up' });
  expect(await order(versionId)).toEqual(['Two: c', 'One: b a']);
  await deleteLesson(platform, system, { versionId, slug: 'b' });
  await deleteModule(platform, system, { versionId, moduleId: two?.id ?? '' });
  expect(await order(versionId)).toEqual(['One: a']);
});

test('all modules and lessons are put in another order at once, or not at all when it isn’t an order of what is there', async () => {
  const { versionId } = await aDraft(platform, { withParts: false });
  for (const [title, module] of [
    ['A', 'One'],
    ['B', 'One'],
    ['C', 'Two'],
  ] as const)
    await aLesson(platform, { versionId, title, module });
  const [one, two] = orderOf(await modulesOf(platform, versionId));
  const [a = '', b = '', c = ''] = [...(one?.lessons ?? []), ...(two?.lessons ?? [])];
  const modules = { one: one?.id ?? '', two: two?.id ?? '' };
  const wanted = [
    { id: modules.two, lessons: [b] },
    { id: modules.one, lessons: [c, a] },
  ];
  expect(await arrangeContent(platform, system, { versionId, order: wanted })).toEqual({ kind: 'arranged' });
  expect(await order(versionId)).toEqual(['Two: b', 'One: c a']);
  for (const wrong of [
    [],
    [{ id: modules.two, lessons: [a, b, c] }],
    [
      { id: modules.two, lessons: [a, b] },
      { id: modules.one, lessons: [] },
    ],
    [
      { id: modules.two, lessons: [a, b, b] },
      { id: modules.one, lessons: [c] },
    ],
  ])
    expect(await arrangeContent(platform, system, { versionId, order: wrong })).toMatchObject({ kind: 'refused' });
  expect(await order(versionId)).toEqual(['Two: b', 'One: c a']);
});

test('line ends count once, however a form sends them', async () => {
  const { versionId } = await aDraft(platform, { withParts: false });
  const slug = await aLesson(platform, { versionId });
  const lesson = { title: 'Long', minutes: 1, outcomes: [], source: 'ab\r\n'.repeat(60_000) };
  expect((await saveLesson(platform, system, { versionId, slug, lesson })).kind).toBe('saved');
  expect((await lessonForEditing(platform, system, { versionId, slug })).source).toHaveLength(180_000);
});

test('a refused title says why, and two lessons of one name get addresses of their own', async () => {
  const { versionId } = await aDraft(platform, { withParts: false });
  expect(await addModule(platform, system, { versionId, title: ' ' })).toEqual({
    kind: 'refused',
    because: 'title-missing',
  });
  expect(await addModule(platform, system, { versionId, title: 'x'.repeat(161) })).toEqual({
    kind: 'refused',
    because: 'title-too-long',
  });
  expect([
    await aLesson(platform, { versionId, title: 'Pipes' }),
    await aLesson(platform, { versionId, title: 'Pipes!' }),
  ]).toEqual(['pipes', 'pipes-2']);
  expect(
    await saveLesson(platform, system, {
      versionId,
      slug: 'pipes',
      lesson: { title: '', minutes: 1.5, source: 'x'.repeat(200_001), outcomes: [] },
    }),
  ).toEqual({
    kind: 'refused',
    because: 'invalid',
    problems: { title: 'missing', minutes: 'out-of-range', source: 'too-long' },
  });
});

test('two authors of one lesson: the second to save is told, and overwrites nothing', async () => {
  const { versionId } = await aDraft(platform, { withParts: false });
  const slug = await aLesson(platform, { versionId, source: 'First.' });
  const save = (source: string) =>
    saveLesson(platform, system, {
      versionId,
      slug,
      lesson: { title: 'T', minutes: 1, source, outcomes: [] },
      basedOn: 'First.',
    });
  expect((await save('Second.')).kind).toBe('saved');
  expect(await save('Third.')).toEqual({ kind: 'refused', because: 'changed-meanwhile' });
  expect((await lessonForEditing(platform, system, { versionId, slug })).source).toBe('Second.');
});

test('a picture is shown where lessons name it, by whoever may see them, and is missed when it is gone', async () => {
  const { versionId, provider } = await aDraft(platform, { withParts: false });
  const added = await addFile(platform, system, { versionId, name: '../../etc/My tree (1).PNG', bytes: tree });
  expect(added).toEqual({ kind: 'added', fileKind: 'picture', path: 'pictures/etc-my-tree-1.svg' });
  const slug = await aLesson(platform, { versionId, source: '![A tree](pictures/etc-my-tree-1.svg)' });
  const html = async () => (await lessonForEditing(platform, system, { versionId, slug })).html;
  expect(await html()).toMatch(
    new RegExp(
      `src="/learning/files/${versionId}/pictures/etc-my-tree-1\\.svg\\?v=[0-9a-f]{16}" alt="A tree" width="64" height="48"`,
    ),
  );
  const file = { versionId, path: 'pictures/etc-my-tree-1.svg' };
  const stranger = await aLearner(platform);
  await expect(contentFile(platform, stranger, file)).rejects.toMatchObject({ code: 'not-found' });
  const member = { ...stranger, memberships: [{ organisationId: provider.id, role: 'assessor' as const }] };
  const { fileKey } = await contentFile(platform, member, file);
  expect(await platform.files.get(fileKey)).toEqual(tree);
  await deleteFile(platform, system, file);
  expect(await html()).toContain('Picture missing: A tree');
  expect(await platform.files.exists(fileKey)).toBe(false);
});

test('what is no file that lessons hold, or too large, is refused', async () => {
  const { versionId } = await aDraft(platform, { withParts: false });
  const add = (bytes: Buffer) => addFile(platform, system, { versionId, name: 'tree.svg', bytes });
  expect(await add(Buffer.from([0, 1, 2]))).toEqual({ kind: 'refused', because: 'not-allowed' });
  expect(await add(Buffer.concat([tree, Buffer.alloc(5 * 1024 * 1024, ' ')]))).toEqual({
    kind: 'refused',
    because: 'too-large',
  });
  expect(await add(Buffer.alloc(0))).toEqual({ kind: 'refused', because: 'no-file' });
});

test('only authors change content; a published version is changed by nobody', async () => {
  const { versionId, provider, outcomes } = await aDraft(platform, { withParts: false });
  const slug = await aLesson(platform, { versionId });
  const learner = await aLearner(platform);
  const as = (role: 'author' | 'assessor' | 'registrar') => ({
    ...learner,
    memberships: [{ organisationId: provider.id, role }],
  });
  for (const actor of [learner, as('assessor'), as('registrar')]) {
    await expect(addModule(platform, actor, { versionId, title: 'x' })).rejects.toMatchObject({
      code: 'permission-denied',
    });
    await expect(previewLesson(platform, actor, { versionId, source: 'x' })).rejects.toMatchObject({
      code: 'permission-denied',
    });
    await expect(addFile(platform, actor, { versionId, name: 'x', bytes: tree })).rejects.toMatchObject({
      code: 'permission-denied',
    });
  }
  expect((await addModule(platform, as('author'), { versionId, title: 'x' })).kind).toBe('changed');
  await writeCoveringParts(platform, versionId, outcomes);
  await publishVersion(platform, system, { versionId });
  await expect(deleteLesson(platform, as('author'), { versionId, slug })).rejects.toMatchObject({
    code: 'version-published',
  });
});

test('a new version begins with the same content, files and hash, under addresses of its own', async () => {
  const { versionId, microcredentialId, outcomes } = await aDraft(platform, { withParts: false });
  await addFile(platform, system, { versionId, name: 'tree', bytes: tree });
  await aLesson(platform, { versionId, title: 'A', module: 'One', source: '![A tree](pictures/tree.svg) [b](b.md)' });
  await aLesson(platform, { versionId, title: 'B', module: 'Two', outcomes: outcomes.map(({ id }) => id) });
  const before = await content(versionId);
  await writeCoveringParts(platform, versionId, outcomes);
  await publishVersion(platform, system, { versionId });
  const started = await startNewVersion(platform, system, { microcredentialId }, [copyContent]);
  if (started.kind === 'refused') throw new Error(started.because);
  expect(await order(started.toVersionId)).toEqual(['One: a', 'Two: b']);
  expect(await content(started.toVersionId)).toEqual(before);
  const { html } = await lessonForEditing(platform, system, { versionId: started.toVersionId, slug: 'a' });
  expect(html).toContain(`/learning/files/${started.toVersionId}/pictures/tree.svg`);
  expect(html).toContain('<a href="b">b</a>');
  await deleteFile(platform, system, { versionId: started.toVersionId, path: 'pictures/tree.svg' });
  const original = await contentFile(platform, system, { versionId, path: 'pictures/tree.svg' });
  expect(await platform.files.exists(original.fileKey)).toBe(true);
});

test('whoever is enrolled sees the files of their version', async () => {
  const built = await aMicrocredential(platform);
  const learner = await aLearner(platform);
  await anEnrolment(platform, learner, built.offeringId);
  await expect(contentFile(platform, learner, { versionId: built.versionId, path: 'none.svg' })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('files are taken as often as a course team adds them, and no oftener', async () => {
  const { versionId } = await aDraft(platform);
  const add = () => addFile(platform, system, { versionId, name: 'x', bytes: Buffer.from([0, 1, 2]) });
  for (let times = 0; times < 200; times++) expect(await add()).toMatchObject({ because: 'not-allowed' });
  expect(await add()).toEqual({ kind: 'refused', because: 'too-often' });
});
