import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLearner, anEnrolment } from '../../../../../test/builders/a-learner.ts';
import { aLesson } from '../../../../../test/builders/a-lesson.ts';
import { aTaughtMicrocredential } from '../../../../../test/builders/an-award.ts';
import { aPlatform, type TestPlatform } from '../../../../../test/platform.ts';
import { erasePerson } from '#domain/identity/server/api.ts';
import { longestNote, notebookText } from '../../notebook.ts';
import {
  bookmarkLesson,
  exportPersonData,
  highlightPassage,
  notebook,
  openLesson,
  removeHighlight,
  saveNote,
} from '../api.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

/** A learner enrolled in what has the lessons `look-listen-link` and `after-care`. */
async function aReader() {
  const { offeringId } = await aTaughtMicrocredential(platform, {
    beforePublishing: async (versionId) => void (await aLesson(platform, { versionId, title: 'After care' })),
  });
  const learner = await aLearner(platform);
  return { learner, enrolmentId: await anEnrolment(platform, learner, offeringId) };
}
const slug = 'look-listen-link';

test('a note is there again on the next device, and a bookmark', async () => {
  const { learner, enrolmentId } = await aReader();
  const saved = await saveNote(platform, learner, {
    enrolmentId,
    slug,
    note: { text: 'Breathe.\r\nThen speak. ', revision: 0 },
  });
  expect(saved).toEqual({ kind: 'saved', revision: 1 });
  await bookmarkLesson(platform, learner, { enrolmentId, slug, isBookmarked: true });
  await bookmarkLesson(platform, learner, { enrolmentId, slug, isBookmarked: true });
  expect(await openLesson(platform, learner, { enrolmentId, slug })).toMatchObject({
    note: { text: 'Breathe.\nThen speak.', revision: 1 },
    isBookmarked: true,
  });
  await bookmarkLesson(platform, learner, { enrolmentId, slug, isBookmarked: false });
  expect((await openLesson(platform, learner, { enrolmentId, slug })).isBookmarked).toBe(false);
});

test('a device that knows an older note than the last one overwrites nothing, and is shown what is there', async () => {
  const { learner, enrolmentId } = await aReader();
  const save = (text: string, revision: number) =>
    saveNote(platform, learner, { enrolmentId, slug, note: { text, revision } });
  await save('from the phone', 0);
  const refused = { kind: 'refused', because: 'changed-meanwhile', saved: { text: 'from the phone', revision: 1 } };
  expect(await save('from the desk', 0)).toEqual(refused);
  expect(await save('from the phone', 0)).toEqual({ kind: 'saved', revision: 1 });
  const both = await Promise.all(['a', 'b', 'c', 'd'].map((text) => save(text, 1)));
  expect(both.filter(({ kind }) => kind === 'saved')).toHaveLength(1);
});

test('a note longer than it may be is refused whole', async () => {
  const { learner, enrolmentId } = await aReader();
  const note = { text: 'x'.repeat(longestNote + 1), revision: 0 };
  expect(await saveNote(platform, learner, { enrolmentId, slug, note })).toEqual({
    kind: 'refused',
    because: 'too-long',
  });
});

test('the notebook lists what was left, lesson by lesson, and reads as text', async () => {
  const { learner, enrolmentId } = await aReader();
  await bookmarkLesson(platform, learner, { enrolmentId, slug: 'after-care', isBookmarked: true });
  expect((await notebook(platform, learner, enrolmentId)).entries.map((entry) => entry.slug)).toEqual(['after-care']);
  await saveNote(platform, learner, { enrolmentId, slug, note: { text: 'Breathe.', revision: 0 } });
  const { entries } = await notebook(platform, learner, enrolmentId);
  expect(notebookText(entries, { title: 'Notes', bookmark: 'Bookmarked' })).toBe(
    'Notes\n=====\n\n\nLook, listen, link\n------------------\n\nBreathe.\n\n\nAfter care\n----------\n\nBookmarked\n',
  );
});

/** As pasted: without what stands around. */
const pasted = (exact: string) => ({ exact, prefix: '', suffix: '' });

test('a highlight keeps the lesson’s own words and those around them, once, and can be taken away', async () => {
  const { learner, enrolmentId } = await aReader();
  const quote = pasted(' the place\r\nis  ');
  const made = { enrolmentId, slug, quote, remark: 'Always first. ' };
  expect(await highlightPassage(platform, learner, made)).toEqual({ kind: 'highlighted' });
  await highlightPassage(platform, learner, made);
  const { highlights } = await openLesson(platform, learner, { enrolmentId, slug });
  expect(highlights).toMatchObject([
    {
      exact: 'the place is',
      prefix: 'Check that ',
      suffix: expect.stringMatching(/^ safe\./) as unknown,
      remark: 'Always first.',
    },
  ]);
  const { entries } = await notebook(platform, learner, enrolmentId);
  expect(notebookText(entries, { title: 'Notes', bookmark: 'Bookmarked' })).toContain(
    '\n\n> the place is\n\nAlways first.\n',
  );
  await removeHighlight(platform, learner, { enrolmentId, slug, highlightId: highlights[0]?.id ?? '' });
  expect((await openLesson(platform, learner, { enrolmentId, slug })).highlights).toEqual([]);
});

test('only what the lesson says can be highlighted in it', async () => {
  const { learner, enrolmentId } = await aReader();
  const refusal = async (exact: string) => {
    const result = await highlightPassage(platform, learner, { enrolmentId, slug, quote: pasted(exact), remark: '' });
    return result.kind === 'refused' && result.because;
  };
  expect(await refusal('the place is <b>safe</b>')).toBe('not-in-lesson');
  expect(await refusal(' \n')).toBe('no-passage');
  expect(await refusal('x'.repeat(2001))).toBe('too-long');
});

test('notes are one’s own: nobody else reads or writes them, one’s copy of the data has them, erasure ends them', async () => {
  const { learner, enrolmentId } = await aReader();
  const note = { text: 'Breathe.', revision: 0 };
  await saveNote(platform, learner, { enrolmentId, slug, note });
  await bookmarkLesson(platform, learner, { enrolmentId, slug, isBookmarked: true });
  await highlightPassage(platform, learner, { enrolmentId, slug, quote: pasted('the place'), remark: '' });
  const [own] = (await openLesson(platform, learner, { enrolmentId, slug })).highlights;
  const other = await aLearner(platform);
  const notFound = { code: 'not-found' };
  await expect(saveNote(platform, other, { enrolmentId, slug, note })).rejects.toMatchObject(notFound);
  await expect(bookmarkLesson(platform, other, { enrolmentId, slug, isBookmarked: true })).rejects.toMatchObject(
    notFound,
  );
  await expect(
    highlightPassage(platform, other, { enrolmentId, slug, quote: pasted('the place'), remark: '' }),
  ).rejects.toMatchObject(notFound);
  await expect(
    removeHighlight(platform, other, { enrolmentId, slug, highlightId: own?.id ?? '' }),
  ).rejects.toMatchObject(notFound);
  await expect(notebook(platform, other, enrolmentId)).rejects.toMatchObject(notFound);
  expect(await exportPersonData(platform, learner.personId)).toMatchObject({
    notes: [{ lesson: 'Look, listen, link', text: 'Breathe.' }],
    bookmarks: [{ lesson: 'Look, listen, link' }],
    highlights: [{ lesson: 'Look, listen, link', passage: 'the place' }],
  });
  await erasePerson(platform, learner, []);
  for (const table of ['note', 'bookmark', 'highlight'] as const) {
    const left = await platform.db.selectFrom(table).select('id').where('person_id', '=', learner.personId).execute();
    expect(left).toEqual([]);
  }
});
