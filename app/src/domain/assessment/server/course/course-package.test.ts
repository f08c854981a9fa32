import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aBankQuestion, addressOf, choiceQuestion } from '../../../../../test/builders/a-bank.ts';
import { aLearner } from '../../../../../test/builders/a-learner.ts';
import { aLesson } from '../../../../../test/builders/a-lesson.ts';
import { aDraft, aProvider, type BuiltDraft } from '../../../../../test/builders/a-microcredential.ts';
import { aTask } from '../../../../../test/builders/a-task.ts';
import { aZip } from '../../../../../test/builders/a-zip.ts';
import { aPlatform, type TestPlatform } from '../../../../../test/platform.ts';
import type { Organisation } from '#domain/organisations/organisations.ts';
import { studioMicrocredential } from '#domain/catalogue/server/api.ts';
import { addFile, lessonForEditing, modulesOf, saveLesson, type CourseFile } from '#domain/learning/server/api.ts';
import { questionKind, type Question } from '../../question-kinds.ts';
import {
  addPool,
  addQuestionPicture,
  addQuiz,
  assessmentsForAuthor,
  awardRuleOf,
  bankForAuthor,
  exportCourse,
  importUploadedCourse,
  previewCourse,
  saveAwardRule,
  saveQuestion,
  zipOf,
  type CoursePreview,
} from '../api.ts';
import type { CoursePackage } from './course-package.ts';
import { readCoursePackage } from './read-course-package.ts';
import { courseTexts, fingerprintOf } from './write-course.ts';

const system = { kind: 'system' } as const;
let platform: TestPlatform;
let elsewhere: Organisation;
beforeAll(async () => {
  platform = await aPlatform();
  elsewhere = await aProvider(platform, 'Southgate School');
});
afterAll(() => platform.stop());

type Address = ReturnType<typeof addressOf>;
const filesOf = async (address: Address): Promise<readonly CourseFile[]> =>
  Promise.all(
    (await exportCourse(platform, system, address)).map(async ({ path, read }) => ({ path, bytes: await read() })),
  );
const textsOf = async (address: Address) =>
  Object.fromEntries((await filesOf(address)).map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]));
const zipped = async (address: Address): Promise<Buffer> =>
  buffer(zipOf(await exportCourse(platform, system, address)));

async function looked(address: { organisationSlug: string; slug?: string }, bytes: Uint8Array): Promise<CoursePreview> {
  const preview = await previewCourse(platform, system, address, bytes);
  if (preview.kind === 'refused') throw new Error(`${preview.because} ${preview.detail}`);
  return preview;
}
async function taken(address: { organisationSlug: string; slug?: string }, bytes: Uint8Array) {
  const imported = await importUploadedCourse(platform, system, address, await looked(address, bytes));
  if (imported.kind === 'refused') throw new Error(`${imported.because} ${imported.detail}`);
  return imported;
}
const rezipped = (texts: Readonly<Record<string, string | Uint8Array>>): Buffer =>
  aZip(Object.entries(texts).map(([path, content]) => ({ path, content: Buffer.from(content) })));

/** Lessons that link, a picture and a file; questions in the bank, asked, and asked in an older version; pools; a rule. */
async function aWholeDraft(): Promise<BuiltDraft & { readonly address: Address }> {
  const draft = await aDraft(platform, { withParts: false });
  const address = addressOf(draft);
  const { versionId } = draft;
  const [first = '', second = ''] = draft.outcomes.map(({ id }) => id);
  const png = await sharp({ create: { width: 8, height: 5, channels: 3, background: '#2B6549' } })
    .png()
    .toBuffer();
  const picture = await addFile(platform, system, { versionId, name: 'A tree.png', bytes: png });
  await addFile(platform, system, { versionId, name: 'table.csv', bytes: Buffer.from('a,b\n1,2\n') });
  if (picture.kind === 'refused') throw new Error(picture.because);
  const source = `# A\n\n---\n\n![A tree](${picture.path}) [more](first-aid) \t\n\n\u2028 trailing  `;
  await aLesson(platform, { versionId, title: 'Look: listen, #link', source, outcomes: [second, first] });
  await aLesson(platform, { versionId, title: 'First aid', module: '- "Words" & more', minutes: 0, source: '' });
  for (const tag of ['haste', 'calm'])
    await aBankQuestion(platform, draft, { outcomes: [first], prompt: 'Which way?', tags: [tag], difficulty: 'easy' });
  const asked = await addQuiz(platform, system, {
    versionId,
    title: 'What you know',
    instructions: 'Take\nyour time.',
    settings: { passMark: 70, attemptLimit: 3, coolDownHours: 2 },
  });
  const { assessmentId } = asked;
  const shown = await addQuestionPicture(platform, system, {
    ...address,
    bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="70" height="50"/>'),
  });
  if (shown.kind === 'refused') throw new Error(shown.because);
  const hotspot = questionKind('hotspot').fromForm({
    prompt: 'Where?',
    picture: shown.picture.id,
    pictureWidth: '70',
    pictureHeight: '50',
    alternative: 'A coast',
    'region-0': 'West',
    'coords-0': '10 10 5',
    'region-1': 'East',
    'coords-1': '90 10 5',
    correct: '1',
  });
  for (const question of [{ kind: 'hotspot', ...hotspot } as Question, choiceQuestion('да или нет: yes')])
    await saveQuestion(platform, system, {
      ...question,
      assessmentId,
      questionVersionId: null,
      outcomes: [second],
      points: 2,
    });
  const drawn = { draws: 1, points: 1, difficulty: null, assessmentId };
  await addPool(platform, system, { ...drawn, outcomeId: first, tag: 'calm' });
  await addPool(platform, system, { ...drawn, outcomeId: null, tag: null });
  await aTask(platform, versionId);
  await saveAwardRule(platform, system, {
    versionId,
    rule: {
      requires: [{ kind: 'assessment-passed', assessmentId }, { kind: 'lessons-done' }],
      weights: [{ assessmentId, weight: 2 }],
      grades: [{ name: 'Pass', from: 0 }],
      routes: ['prior-learning'],
    },
  });
  return { ...draft, address };
}

test('a course taken elsewhere comes out again byte for byte', async () => {
  const { address } = await aWholeDraft();
  const bytes = await zipped(address);
  // A zip of packages compresses nothing.
  expect(Buffer.from(bytes).includes('prior-learning')).toBe(true);
  const imported = await taken({ organisationSlug: elsewhere.slug }, bytes);
  expect(imported).toMatchObject({ kind: 'imported', notes: [] });
  const copy = { organisationSlug: elsewhere.slug, slug: imported.slug };
  expect(await textsOf(copy)).toEqual(await textsOf(address));
  expect((await zipped(copy)).equals(bytes)).toBe(true);
  // APPNOTE 4.4.6: the time of an entry, which is always the first of January 2020.
  expect([bytes.readUInt16LE(10), bytes.readUInt16LE(12)]).toEqual([0, ((2020 - 1980) << 9) | (1 << 5) | 1]);
  expect(Object.keys(await textsOf(copy))).toEqual([
    'assessments/case-report.yaml',
    'assessments/what-you-know.yaml',
    'award-rule.yaml',
    'course.yaml',
    'lessons/files/table.csv',
    'lessons/first-aid.md',
    'lessons/look-listen-link.md',
    'lessons/pictures/a-tree.png',
    'questions/pictures/where.svg',
    'questions/where.yaml',
    'questions/which-way-2.yaml',
    'questions/which-way.yaml',
    'questions/да-или-нет-yes.yaml',
  ]);
  // Nothing in it means something in one installation alone.
  expect(JSON.stringify(await textsOf(copy))).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/);
  const { parts } = await studioMicrocredential(platform, system, copy);
  expect(parts.map(({ part, problems }) => [part, problems])).toEqual(
    expect.arrayContaining([
      ['assessment', []],
      ['award-rule', []],
    ]),
  );
});

test('the same course is the same files whatever was made first', async () => {
  const made = async (tags: readonly string[]) => {
    const draft = await aDraft(platform, { withParts: false });
    const outcomes = draft.outcomes.map(({ id }) => id);
    for (const tag of tags) await aBankQuestion(platform, draft, { outcomes, prompt: 'Which way?', tags: [tag] });
    return textsOf(addressOf(draft));
  };
  expect(await made(['calm', 'haste'])).toEqual(await made(['haste', 'calm']));
});

test('what a draft says already changes nothing, and no question gets a version for it', async () => {
  const { address, versionId } = await aWholeDraft();
  const versions = () => platform.db.selectFrom('question_version').select('id').orderBy('id').execute();
  const state = async () => [await versions(), (await modulesOf(platform, versionId)).map(({ id }) => id)];
  const before = await state();
  const bytes = await zipped(address);
  expect(await looked(address, bytes)).toMatchObject({ changes: [], notes: [] });
  expect((await taken(address, bytes)).kind).toBe('unchanged');
  expect(await state()).toEqual(before);
});

test('a draft takes what was edited in the folder: outcomes, assessments and questions stay the same ones', async () => {
  const { address, versionId, outcomes } = await aWholeDraft();
  const texts = await textsOf(address);
  const askedNow = async () =>
    (await assessmentsForAuthor(platform, system, versionId)).assessments.map(({ id, items }) => [
      id,
      items.map(({ questionVersionId }) => questionVersionId),
    ]);
  const askedBefore = await askedNow();
  const bankBefore = (await bankForAuthor(platform, system, address)).questions;
  const edited: Record<string, string | Uint8Array> = {
    ...texts,
    'lessons/pictures/a-tree.png': (await filesOf(address)).find(({ path }) => path.endsWith('.png'))?.bytes ?? '',
    'course.yaml': (texts['course.yaml'] ?? '')
      .replace('common reactions', 'usual reactions')
      .replace('- first-aid', '- second'),
    'lessons/second.md': '---\r\ntitle: Second\r\nminutes: 5\r\n---\r\nNew.\r\n',
    'questions/which-way.yaml': (texts['questions/which-way.yaml'] ?? '').replace('Which way?', 'Which way out?'),
  };
  delete edited['lessons/first-aid.md'];
  const preview = await looked(address, rezipped(edited));
  expect(preview.notes).toEqual([]);
  expect(preview.changes).toEqual([
    { part: 'outcome', name: 'Recognise the usual reactions to a crisis', change: 'changed' },
    { part: 'structure', name: '', change: 'changed' },
    { part: 'lesson', name: 'Second', change: 'new' },
    { part: 'lesson', name: 'First aid', change: 'removed' },
    { part: 'question', name: 'Which way out?', change: 'changed' },
  ]);
  expect((await taken(address, rezipped(edited))).kind).toBe('imported');
  const { draft } = await studioMicrocredential(platform, system, address);
  expect(draft?.record).toMatchObject({
    outcomes: [{ id: outcomes[0]?.id, text: 'Recognise the usual reactions to a crisis' }, { id: outcomes[1]?.id }],
    awardingBodyId: expect.any(String) as string,
  });
  expect((await lessonForEditing(platform, system, { versionId, slug: 'second' })).source).toBe('New.\n');
  const bank = (await bankForAuthor(platform, system, address)).questions;
  expect(bank.map(({ questionId }) => questionId)).toEqual(bankBefore.map(({ questionId }) => questionId));
  expect(bank.map(({ number }) => number).sort()).toEqual([1, 2]);
  expect(await askedNow()).toEqual(askedBefore);
});

test('nothing is replaced that nobody has seen', async () => {
  const { address, versionId } = await aWholeDraft();
  const bytes = await zipped(address);
  const preview = await looked(address, bytes);
  const lesson = await lessonForEditing(platform, system, { versionId, slug: 'first-aid' });
  await saveLesson(platform, system, { versionId, slug: 'first-aid', lesson: { ...lesson, source: 'Meanwhile.' } });
  expect(await importUploadedCourse(platform, system, address, preview)).toMatchObject({
    because: 'changed-meanwhile',
  });
  const again = await looked(address, bytes);
  await looked(address, rezipped(await textsOf(address)));
  expect(await importUploadedCourse(platform, system, address, again)).toMatchObject({ because: 'upload-gone' });
});

test('whatever can’t be taken is named with why, and the rest comes along', async () => {
  const course = `format: cairn-course/1
record: { title: Knots, awardingBodyId: somebody, outlook: fair }
outcomes: [{ key: tie, text: Tie a knot }]
modules: [{ title: One, lessons: [a, b, a, ../c] }]
assessments: [quiz, gone]
mood: good
`;
  const photo = await sharp({ create: { width: 8, height: 5, channels: 3, background: '#fff' } })
    .withExif({ IFD0: { Copyright: 'Somebody' } })
    .jpeg()
    .toBuffer();
  const choice =
    'kind: single-choice\nquestion: { prompt: Which?, options: [{ id: a, text: A }, { id: b, text: B }] }\n';
  const bytes = rezipped({
    'course.yaml': course,
    'README.md': 'For those who look at the folder.',
    'lessons/a.md': '---\ntitle: A\noutcomes: [tie, fly]\n---\nText.',
    'lessons/photo.jpg': photo,
    'lessons/program.exe': Buffer.from('4d5a90000300000004000000ffff0000', 'hex'),
    'lessons/other.md': 'Unlisted.',
    'questions/which.yaml': `${choice}key: { correct: a, explanation: '' }\n`,
    'questions/spare.yaml': `${choice}key: { correct: a, explanation: '' }\n`,
    'questions/wrong.yaml': `${choice}key: { correct: c, explanation: '' }\n`,
    'questions/where.yaml': 'kind: hotspot\npicture: pictures/none.png\nquestion: {}\nkey: {}\n',
    'assessments/quiz.yaml':
      'title: Quiz\nsettings: { passMark: 50, attemptLimit: null }\nquestions: [{ question: which, points: 1 }, { question: wrong, points: 1 }]\n',
    'award-rule.yaml':
      'requires: [{ kind: assessment-passed, assessment: quiz }, { kind: assessment-passed, assessment: gone }]\n',
    'notes/x.txt': 'Whose?',
  });
  const preview = await looked({ organisationSlug: elsewhere.slug }, bytes);
  expect(preview.notes.map(({ because, file, detail }) => `${because} ${file} ${detail}`.trim())).toEqual([
    'redrawn lessons/photo.jpg',
    'not-allowed lessons/program.exe',
    'field-unknown course.yaml mood',
    'field-unknown course.yaml awardingBodyId',
    'field-unknown course.yaml outlook',
    'outcome-unknown lessons/a.md fly',
    'lesson-missing course.yaml b',
    'lesson-twice course.yaml a',
    'name-unusable course.yaml ../c',
    'picture-missing questions/where.yaml pictures/none.png',
    'question-incomplete questions/wrong.yaml no-correct-option',
    'question-missing assessments/quiz.yaml wrong',
    'assessment-missing course.yaml gone',
    'question-unused questions/spare.yaml',
    'rule-names-unknown award-rule.yaml gone',
    'not-listed lessons/other.md',
    'not-part notes/x.txt',
  ]);
  const imported = await importUploadedCourse(platform, system, { organisationSlug: elsewhere.slug }, preview);
  if (imported.kind === 'refused') throw new Error(imported.because);
  const copy = { organisationSlug: elsewhere.slug, slug: imported.slug };
  const files = await filesOf(copy);
  const kept = files.find(({ path }) => path === 'lessons/photo.jpg')?.bytes;
  expect((await sharp(kept).metadata()).exif).toBeUndefined();
  expect((await awardRuleOf(platform, imported.versionId)).requires).toHaveLength(1);
  const again = await zipped(copy);
  expect((await taken(copy, again)).kind).toBe('unchanged');
});

test.each([
  ['no zip', Buffer.from('PK nothing'), 'zip-unreadable'],
  ['a zip without a course', aZip([{ path: 'a.md', content: 'A.' }]), 'no-course'],
  ['a zip that leads out', aZip([{ path: '../course.yaml' }]), 'zip-outside'],
  ['another format', aZip([{ path: 'course.yaml', content: 'format: cairn-course/2' }]), 'format-unknown'],
  [
    'aliases that unfold',
    aZip([{ path: 'course.yaml', content: 'format: &a cairn-course/1\nrecord: { title: *a }' }]),
    'course-unreadable',
  ],
  ['nothing', Buffer.alloc(0), 'no-file'],
])('%s is refused with a reason', async (_what, bytes, because) => {
  expect(await previewCourse(platform, system, { organisationSlug: elsewhere.slug }, bytes)).toMatchObject({ because });
});

test('an import that fails at the last step leaves nothing', async () => {
  const { address } = await aWholeDraft();
  const bytes = await zipped(address);
  const to = { organisationSlug: elsewhere.slug };
  const preview = await looked(to, bytes);
  const count = async () =>
    Promise.all(
      (
        ['microcredential', 'lesson', 'question', 'question_picture', 'content_file', 'stored_content_file'] as const
      ).map(async (table) => (await platform.db.selectFrom(table).selectAll().execute()).length),
    );
  const before = await count();
  const failing = { ...platform, clock: failsAfterwards() };
  await expect(importUploadedCourse(failing, system, to, preview)).rejects.toThrow('no time left');
  expect(await count()).toEqual(before);
});

/** Tells the time until the audit entry, the last that is written, asks for it. */
function failsAfterwards(): () => Date {
  return () => {
    if (new Error().stack?.includes('recordAudit') === true) throw new Error('no time left');
    return platform.clock();
  };
}

test('only authors take a course out or bring one in', async () => {
  const { address } = await aWholeDraft();
  const stranger = await aLearner(platform);
  await expect(exportCourse(platform, stranger, address)).rejects.toMatchObject({ code: 'permission-denied' });
  await expect(previewCourse(platform, stranger, address, Buffer.alloc(1))).rejects.toMatchObject({
    code: 'permission-denied',
  });
});

const anyText = fc
  .string({ unit: 'binary', maxLength: 60 })
  .filter((text) => !/[\0\r]|^\uFEFF/.test(text) && text.isWellFormed());
const title = anyText.map((text) => text.trim() || 'Title');
const names = fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8})?$/), { minLength: 4, maxLength: 12 });

test('whatever a course says, its files say the same', () => {
  const courses = fc
    .record({ names, title, text: anyText, typed: fc.jsonValue({ maxDepth: 2 }) })
    .map(({ names: [a = '', b = '', ...more], title: words, text, typed }): CoursePackage => ({
      record: { title: words, description: text, skills: typed },
      outcomes: [{ key: a, text: words }],
      modules: [
        { title: words, lessons: [{ slug: a, title: words, minutes: 3, outcomes: [a], source: text }] },
        {
          title: words,
          lessons: more.map((slug) => ({ slug, title: words, minutes: 0, outcomes: [], source: `${text}\n---\n` })),
        },
      ],
      files: [],
      questions: more.sort().map((name) => ({
        name,
        question: choiceQuestion(words, `Not ${words}`),
        picture: null,
        outcomes: [a],
        difficulty: 'hard',
        tags: [b],
        inBank: true,
      })),
      assessments: [],
      rule: { requires: [{ kind: 'lessons-done' }], grades: [{ name: 'Pass', from: 0 }] },
    }));
  fc.assert(
    fc.property(courses, (course) => {
      const files = [...courseTexts(course)].map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
      const read = readCoursePackage(files);
      if (read.kind === 'refused') throw new Error(`${read.because} ${read.detail}`);
      expect(read.notes).toEqual([]);
      expect(fingerprintOf(read.course)).toBe(fingerprintOf(course));
    }),
    { numRuns: 25 },
  );
});
