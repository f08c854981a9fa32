import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLearner, anEnrolment } from '../../../../../test/builders/a-learner.ts';
import { aLesson } from '../../../../../test/builders/a-lesson.ts';
import {
  aDraft,
  writeCoveringParts,
  type BuiltMicrocredential,
} from '../../../../../test/builders/a-microcredential.ts';
import { anAward } from '../../../../../test/builders/an-award.ts';
import { aPlatform, type TestPlatform } from '../../../../../test/platform.ts';
import { createOffering, publishVersion } from '#domain/catalogue/server/api.ts';
import { freeForAll } from '#domain/catalogue/new-offering.ts';
import { lessonsDone, markDone, myLearning, openLesson, outline, participants, saveNote, withdraw } from '../api.ts';

const system = { kind: 'system' } as const;
let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

/** Published, with two modules of two lessons: `a` and `b`, `c` and `d`. */
async function taught(): Promise<BuiltMicrocredential> {
  const draft = await aDraft(platform, { withParts: false });
  for (const [title, module] of [
    ['A', 'One'],
    ['B', 'One'],
    ['C', 'Two'],
    ['D', 'Two'],
  ] as const) {
    await aLesson(platform, { versionId: draft.versionId, title, module });
  }
  await writeCoveringParts(platform, draft.versionId, draft.outcomes);
  const published = await publishVersion(platform, system, { versionId: draft.versionId });
  if (published.kind === 'refused') throw new Error(JSON.stringify(published));
  const offering = await createOffering(platform, system, {
    ...freeForAll,
    microcredentialId: draft.microcredentialId,
  });
  if (offering.kind === 'refused') throw new Error(offering.because);
  return { ...draft, offeringId: offering.offeringId };
}

test('a lesson knows its place, and the lessons beside it across modules', async () => {
  const { offeringId } = await taught();
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, offeringId);
  const { place, isDone } = await openLesson(platform, learner, { enrolmentId, slug: 'b' });
  expect(place).toMatchObject({ lessonNumber: 2, lessonCount: 4, moduleNumber: 1, moduleCount: 2 });
  expect([place.previous?.slug, place.next?.slug, isDone]).toEqual(['a', 'c', false]);
});

test('done lessons count once however often it is said, and the next one is the first that is not done', async () => {
  const { offeringId, versionId } = await taught();
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, offeringId);
  expect((await outline(platform, learner, enrolmentId)).next?.slug).toBe('a');
  await markDone(platform, learner, { enrolmentId, slug: 'b' });
  expect((await outline(platform, learner, enrolmentId)).next?.slug).toBe('a');
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => markDone(platform, learner, { enrolmentId, slug: 'a' })),
  );
  expect(answers.map(({ next }) => next?.slug)).toEqual(Array.from({ length: 8 }, () => 'b'));
  const { progress, next } = await outline(platform, learner, enrolmentId);
  expect({ progress, next: next?.slug }).toEqual({ progress: { done: 2, of: 4, percent: 50 }, next: 'c' });
  expect(await lessonsDone(platform.db, { personId: learner.personId, versionId })).toEqual({ done: 2, of: 4 });
  const announced = await platform.db.selectFrom('event').select('data').where('type', '=', 'lesson.done').execute();
  expect(announced.filter(({ data }) => JSON.stringify(data).includes(enrolmentId))).toHaveLength(2);
});

test('after the last lesson nothing comes next, and the lessons stay open', async () => {
  const { offeringId } = await taught();
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, offeringId);
  for (const slug of ['a', 'b', 'c']) await markDone(platform, learner, { enrolmentId, slug });
  expect((await markDone(platform, learner, { enrolmentId, slug: 'd' })).next).toBeUndefined();
  expect((await outline(platform, learner, enrolmentId)).next).toBeUndefined();
  expect((await openLesson(platform, learner, { enrolmentId, slug: 'a' })).isDone).toBe(true);
});

test('lessons stay open after the award, to read and to write beside', async () => {
  const { learner, enrolmentId } = await anAward(platform);
  const { learning, lesson } = await openLesson(platform, learner, { enrolmentId, slug: 'look-listen-link' });
  expect(learning.enrolment.completedAt).not.toBeNull();
  expect(lesson.html).toContain('Check that the place is safe.');
  const note = { text: 'Read again before the next shift.', revision: 0 };
  expect(await saveNote(platform, learner, { enrolmentId, slug: lesson.slug, note })).toMatchObject({ kind: 'saved' });
});

test('nobody sees or changes what somebody else learns; a withdrawn enrolment answers like none', async () => {
  const { offeringId } = await taught();
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, offeringId);
  const other = await aLearner(platform);
  const notFound = { code: 'not-found' };
  await expect(outline(platform, other, enrolmentId)).rejects.toMatchObject(notFound);
  await expect(openLesson(platform, other, { enrolmentId, slug: 'a' })).rejects.toMatchObject(notFound);
  await expect(markDone(platform, other, { enrolmentId, slug: 'a' })).rejects.toMatchObject(notFound);
  await expect(openLesson(platform, learner, { enrolmentId, slug: 'z' })).rejects.toMatchObject(notFound);
  await withdraw(platform, learner, { enrolmentId });
  await expect(outline(platform, learner, enrolmentId)).rejects.toMatchObject(notFound);
});

test('my learning lists what I was at last first, with progress and the next step, in the same number of queries for any number', async () => {
  const learner = await aLearner(platform);
  const first = await taught();
  const firstId = await anEnrolment(platform, learner, first.offeringId);
  const counted = async () => {
    let queries = 0;
    const counting = platform.db.withPlugin({
      transformQuery: ({ node }) => (queries++, node),
      transformResult: async ({ result }) => result,
    });
    const list = await myLearning({ ...platform, db: counting }, learner);
    return { list, queries };
  };
  const one = await counted();
  for (let more = 0; more < 3; more++) await anEnrolment(platform, learner, (await taught()).offeringId);
  await openLesson(platform, learner, { enrolmentId: firstId, slug: 'a' });
  await markDone(platform, learner, { enrolmentId: firstId, slug: 'a' });
  const four = await counted();
  expect(four.list).toHaveLength(4);
  expect(four.queries).toBe(one.queries);
  expect(four.list[0]).toMatchObject({ enrolment: { id: firstId }, progress: { done: 1, of: 4 }, next: { slug: 'b' } });
});

test('the provider’s assessors and registrars see who takes part and how far they are; its authors do not', async () => {
  const { offeringId, microcredentialId, provider } = await taught();
  const learner = await aLearner(platform, { displayName: 'Zoë Quinn' });
  const enrolmentId = await anEnrolment(platform, learner, offeringId);
  await markDone(platform, learner, { enrolmentId, slug: 'a' });
  const as = (role: 'registrar' | 'author') => ({ ...learner, memberships: [{ organisationId: provider.id, role }] });
  const page = await participants(platform, as('registrar'), { microcredentialId });
  expect(page).toMatchObject({
    count: 1,
    participants: [{ name: 'Zoë Quinn', progress: { done: 1, of: 4, percent: 25 } }],
  });
  await expect(participants(platform, as('author'), { microcredentialId })).rejects.toMatchObject({
    code: 'permission-denied',
  });
  await expect(participants(platform, learner, { microcredentialId })).rejects.toMatchObject({
    code: 'permission-denied',
  });
});
