import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aBankQuestion, aPooledDraft } from '../../../test/builders/a-bank.ts';
import { aProvider } from '../../../test/builders/a-microcredential.ts';
import { aPlatform, type TestPlatform } from '../../../test/platform.ts';
import type { RunCommand } from '../command.ts';
import { exportCourseCommand } from './export-course.ts';
import { importCommand } from './import.ts';

let platform: TestPlatform;
let place: string;
beforeAll(async () => {
  platform = await aPlatform();
  place = await mkdtemp(join(tmpdir(), 'cairn-export-'));
});
afterAll(async () => {
  await platform.stop();
  await rm(place, { recursive: true });
});

const run = (command: RunCommand, args: readonly string[], options: Readonly<Record<string, string>>) =>
  command({
    args,
    options,
    config: () => platform.config,
    platform: () => Promise.resolve(platform),
    path: (text) => join(place, text),
    say: () => undefined,
  });

test('a course goes into a folder and a zip, and comes back from either', async () => {
  const draft = await aPooledDraft(platform, {
    bank: async (built) =>
      void (await aBankQuestion(platform, built, { outcomes: built.outcomes.map(({ id }) => id) })),
    pools: () => [{ draws: 1 }],
  });
  const own = { organisation: draft.provider.slug };
  expect(await run(exportCourseCommand, [draft.slug, 'knots'], own)).toMatchObject({ ok: true });
  await writeFile(join(place, 'knots/README.md'), 'Kept.');
  await writeFile(join(place, 'knots/lessons/gone.md'), 'Of an earlier export.');
  const written = { ok: true, json: { kind: 'exported', files: expect.arrayContaining(['course.yaml']) as unknown } };
  expect(await run(exportCourseCommand, [draft.slug, 'knots'], own)).toMatchObject(written);
  expect((await readdir(join(place, 'knots'), { recursive: true })).sort()).toEqual([
    'README.md',
    'assessments',
    'assessments/pooled-quiz.yaml',
    'award-rule.yaml',
    'course.yaml',
    'lessons',
    'lessons/look-listen-link.md',
    'questions',
    'questions/which-way.yaml',
  ]);
  const into = { ...own, into: draft.slug };
  expect(await run(importCommand, ['knots'], into)).toMatchObject({ ok: true, json: { kind: 'unchanged' } });

  await run(exportCourseCommand, [draft.slug, 'knots.zip'], own);
  const elsewhere = (await aProvider(platform, 'Southgate School')).slug;
  const imported = await run(importCommand, ['knots.zip'], { organisation: elsewhere });
  expect(imported).toMatchObject({ ok: true, json: { kind: 'imported', lessons: 1, questions: 1, assessments: 1 } });
  const { slug } = imported.json as { readonly slug: string };
  await run(exportCourseCommand, [slug, 'again.zip'], { organisation: elsewhere });
  expect((await readFile(join(place, 'again.zip'))).equals(await readFile(join(place, 'knots.zip')))).toBe(true);

  await writeFile(join(place, 'course.yaml'), 'something: else');
  expect(await run(exportCourseCommand, [draft.slug, '.'], own)).toMatchObject({ json: { because: 'folder-in-use' } });
});
