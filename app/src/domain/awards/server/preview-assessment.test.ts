import { afterAll, beforeAll, expect, test } from 'vitest';
import { answering, aTaughtMicrocredential } from '../../../../test/builders/an-award.ts';
import { aLearner } from '../../../../test/builders/a-learner.ts';
import { aMember, anOrganisation } from '../../../../test/builders/an-organisation.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import { previewPapers, previewResult } from '../../assessment/server/api.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

const rows = async (table: 'attempt' | 'judgement') =>
  Number(
    (
      await platform.db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
    ).count,
  );

test('a preview marks as a judgement would, tells what was right, and keeps nothing', async () => {
  const { organisation } = await anOrganisation(platform);
  const member = await aMember(platform, organisation.id, 'reviewer');
  const { versionId, assessmentId, questionIds } = await aTaughtMicrocredential(platform, { provider: organisation });
  const [paper] = await previewPapers(platform, member, versionId);
  expect(paper?.questions).toHaveLength(questionIds.length);
  expect(JSON.stringify(paper)).not.toContain('Haste adds');

  const result = (option: 'right' | 'wrong') =>
    previewResult(platform, member, { versionId, assessmentId, responses: answering(questionIds, option) });
  expect((await result('right')).verdict.passed).toBe(true);
  const failed = await result('wrong');
  expect(failed.verdict.passed).toBe(false);
  expect(failed.questions[0]?.answer?.explanation).toBe('Haste adds to the distress.');
  expect([await rows('attempt'), await rows('judgement')]).toEqual([0, 0]);
});

test('nobody else may look', async () => {
  const { versionId, assessmentId, questionIds } = await aTaughtMicrocredential(platform);
  const stranger = await aLearner(platform);
  const denied = { code: 'permission-denied' };
  await expect(previewPapers(platform, stranger, versionId)).rejects.toMatchObject(denied);
  await expect(
    previewResult(platform, stranger, { versionId, assessmentId, responses: answering(questionIds, 'right') }),
  ).rejects.toMatchObject(denied);
});
