import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLearner, anEnrolment } from '../../../../test/builders/a-learner.ts';
import { aLesson } from '../../../../test/builders/a-lesson.ts';
import { anAttempt, aTaughtMicrocredential } from '../../../../test/builders/an-award.ts';
import { aRun } from '../../../../test/builders/a-run.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import { publishVersion, startNewVersion } from '#domain/catalogue/server/api.ts';
import {
  bookmarkLesson,
  copyContent,
  enrolmentById,
  markDone,
  openLesson,
  outline,
  saveNote,
} from '#domain/learning/server/api.ts';
import { copyAssessment, newerVersionOffered, takeNewerVersion } from './api.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

const system = { kind: 'system' } as const;
const slug = 'look-listen-link';

/** Somebody who has done a lesson of what then gets a second version with one more lesson. */
async function aReader() {
  const taught = await aTaughtMicrocredential(platform);
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, taught.offeringId);
  await markDone(platform, learner, { enrolmentId, slug });
  const publish = async () => {
    const { microcredentialId } = taught;
    const started = await startNewVersion(platform, system, { microcredentialId }, [copyContent, copyAssessment]);
    if (started.kind === 'refused') throw new Error(started.because);
    await aLesson(platform, { versionId: started.toVersionId, title: 'After care' });
    await publishVersion(platform, system, { versionId: started.toVersionId });
    return started.toVersionId;
  };
  return { ...taught, learner, enrolmentId, publish };
}

const take = ({ learner, enrolmentId }: Pick<Awaited<ReturnType<typeof aReader>>, 'learner' | 'enrolmentId'>) =>
  takeNewerVersion(platform, learner, { enrolmentId });

test('a learner changes to the newer version if they wish: what says the same stays done, and notes go along', async () => {
  const reader = await aReader();
  const { learner, enrolmentId, versionId } = reader;
  await saveNote(platform, learner, { enrolmentId, slug, note: { text: 'Breathe.', revision: 0 } });
  await bookmarkLesson(platform, learner, { enrolmentId, slug, isBookmarked: true });
  expect(await newerVersionOffered(platform, learner, enrolmentId)).toBeUndefined();
  expect(await take(reader)).toEqual({ kind: 'refused', because: 'nothing-newer' });

  const newer = await reader.publish();
  expect((await outline(platform, learner, enrolmentId)).version.id).toBe(versionId);
  expect(await newerVersionOffered(platform, learner, enrolmentId)).toMatchObject({
    version: { id: newer },
    changes: { toRead: ['After care'] },
  });
  const both = await Promise.all([take(reader), take(reader)]);
  expect(both.map(({ kind }) => kind).toSorted()).toEqual(['refused', 'taken']);
  expect(await outline(platform, learner, enrolmentId)).toMatchObject({
    version: { id: newer },
    progress: { done: 1, of: 2 },
    next: { title: 'After care' },
  });
  expect(await openLesson(platform, learner, { enrolmentId, slug })).toMatchObject({
    note: { text: 'Breathe.' },
    isBookmarked: true,
  });
});

test('whoever has begun the assessment finishes the version they were assessed in', async () => {
  const reader = await aReader();
  await reader.publish();
  await anAttempt(platform, reader.learner, { enrolmentId: reader.enrolmentId, assessmentId: reader.assessmentId });
  expect(await newerVersionOffered(platform, reader.learner, reader.enrolmentId)).toBeUndefined();
  expect(await take(reader)).toEqual({ kind: 'refused', because: 'assessed' });
  expect((await enrolmentById(platform, reader.enrolmentId))?.versionId).toBe(reader.versionId);
});

test('a run keeps the version it was announced with, and nobody changes for somebody else', async () => {
  const reader = await aReader();
  const stranger = await aLearner(platform);
  await expect(take({ ...reader, learner: stranger })).rejects.toThrow();
  const { offeringId } = await aRun(platform, { microcredentialId: reader.microcredentialId });
  const enrolmentId = await anEnrolment(platform, stranger, offeringId);
  await reader.publish();
  expect(await take({ learner: stranger, enrolmentId })).toEqual({ kind: 'refused', because: 'nothing-newer' });
});
