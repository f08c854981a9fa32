import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyContent } from '#domain/learning/server/api.ts';
import { partsOf, publishVersion, startNewVersion } from '#domain/catalogue/server/api.ts';
import { aBankQuestion, addressOf, aPooledDraft, choiceQuestion, published } from '../../../../test/builders/a-bank.ts';
import { aLearner, anEnrolment } from '../../../../test/builders/a-learner.ts';
import { anAttempt, aTaughtMicrocredential, handIn } from '../../../../test/builders/an-award.ts';
import type { BuiltDraft } from '../../../../test/builders/a-microcredential.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import {
  assessmentsForAuthor,
  assessmentsForLearner,
  attemptForLearner,
  bankForAuthor,
  copyAssessment,
  keepInBank,
  removePool,
  saveBankQuestion,
} from './api.ts';

const system = { kind: 'system' } as const;
let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

/** Six questions of each outcome, numbered. */
async function fillBank(draft: BuiltDraft): Promise<void> {
  for (const [index, { id }] of draft.outcomes.entries())
    for (const number of [1, 2, 3, 4, 5, 6])
      await aBankQuestion(platform, draft, {
        outcomes: [id],
        prompt: `Question ${index + 1}.${number}?`,
        difficulty: number > 3 ? 'hard' : 'easy',
        tags: number === 1 ? ['opening'] : [],
      });
}
const twoOfEach = (draft: BuiltDraft) => draft.outcomes.map(({ id }) => ({ outcomeId: id, draws: 2, points: 3 }));
const problemsOf = async (versionId: string) =>
  (await partsOf(platform, versionId)).find(({ part }) => part === 'assessment')?.problems;
const coveredBy = async (versionId: string) =>
  (await partsOf(platform, versionId)).find(({ part }) => part === 'award-rule')?.coveredOutcomes;

async function paper(learner: Awaited<ReturnType<typeof aLearner>>, enrolmentId: string, attemptId: string) {
  const page = await attemptForLearner(platform, learner, { enrolmentId, attemptId });
  return page.questions.map(({ questionVersionId, prompt, points }) => ({ questionVersionId, prompt, points }));
}

test('each attempt draws its own questions, keeps them, and each earns the points of its pool', async () => {
  const draft = await aPooledDraft(platform, { bank: fillBank, pools: twoOfEach });
  const offeringId = await published(platform, draft);
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, offeringId);
  const [listed] = await assessmentsForLearner(platform, learner, enrolmentId);
  expect(listed?.questionCount).toBe(4);

  const draws = new Set<string>();
  for (let number = 1; number <= 4; number++) {
    const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId: draft.assessmentId });
    const asked = await paper(learner, enrolmentId, attemptId);
    expect(asked.map(({ points }) => points)).toEqual([3, 3, 3, 3]);
    expect(asked.map(({ prompt }) => prompt.slice(0, 11))).toEqual([
      'Question 1.',
      'Question 1.',
      'Question 2.',
      'Question 2.',
    ]);
    expect(await paper(learner, enrolmentId, attemptId)).toEqual(asked);
    draws.add(
      asked
        .map(({ prompt }) => prompt)
        .sort()
        .join(),
    );
    const questionIds = asked.map(({ questionVersionId }) => questionVersionId);
    await handIn(platform, learner, { attemptId, questionIds, option: number === 4 ? 'right' : 'wrong' });
    const page = await attemptForLearner(platform, learner, { enrolmentId, attemptId });
    expect(page).toMatchObject({ judgement: { score: number === 4 ? 12 : 0, outOf: 12, passed: number === 4 } });
  }
  expect(draws.size).toBeGreaterThan(1);
});

test('what is changed in the bank later changes neither an attempt that is open nor what the version draws', async () => {
  const draft = await aPooledDraft(platform, { bank: fillBank, pools: twoOfEach });
  const offeringId = await published(platform, draft);
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, offeringId);
  const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId: draft.assessmentId });
  const before = await paper(learner, enrolmentId, attemptId);

  const { questions } = await bankForAuthor(platform, system, addressOf(draft));
  for (const { questionId, outcomes } of questions) {
    await saveBankQuestion(platform, system, addressOf(draft), {
      ...choiceQuestion('Changed?'),
      questionId,
      outcomes,
      difficulty: null,
      tags: [],
    });
    await keepInBank(platform, system, addressOf(draft), { questionId, keep: false });
  }
  expect(await paper(learner, enrolmentId, attemptId)).toEqual(before);
  const questionIds = before.map(({ questionVersionId }) => questionVersionId);
  await handIn(platform, learner, { attemptId, questionIds, option: 'wrong' });
  const next = await anAttempt(platform, learner, { enrolmentId, assessmentId: draft.assessmentId });
  const prompts = (await paper(learner, enrolmentId, next)).map(({ prompt }) => prompt);
  expect(prompts).toHaveLength(4);
  expect(prompts).not.toContain('Changed?');
});

test('a pool with too few questions keeps a draft from being published, until the bank has enough', async () => {
  const draft = await aPooledDraft(platform, {
    bank: fillBank,
    pools: (built) => [...twoOfEach(built), { tag: 'opening', draws: 2 }],
  });
  // The two openings may be drawn already by the pools before.
  expect(await problemsOf(draft.versionId)).toEqual(['pool-too-small']);
  const [quiz] = (await assessmentsForAuthor(platform, system, draft.versionId)).assessments;
  expect(quiz?.pools.map(({ supply }) => supply?.available)).toEqual([6, 6, 0]);
  expect(await publishVersion(platform, system, draft)).toMatchObject({ kind: 'refused' });

  const ids = draft.outcomes.map(({ id }) => id);
  for (const prompt of ['One?', 'Two?'])
    await aBankQuestion(platform, draft, { outcomes: ids.slice(0, 1), prompt, tags: ['opening'] });
  // They fit the first pool too, which may draw both.
  expect(await problemsOf(draft.versionId)).toEqual(['pool-too-small']);
  const last = quiz?.pools[2];
  await removePool(platform, system, { assessmentId: draft.assessmentId, poolId: last?.id ?? '' });
  expect(await problemsOf(draft.versionId)).toEqual([]);
  expect(await publishVersion(platform, system, draft)).toMatchObject({ kind: 'published' });
});

test('an outcome that a draw may miss is not covered', async () => {
  const draft = await aPooledDraft(platform, { bank: fillBank, pools: () => [{ draws: 6 }] });
  const ids = draft.outcomes.map(({ id }) => id).sort();
  expect(await coveredBy(draft.versionId)).toEqual([]);
  expect(await publishVersion(platform, system, draft)).toMatchObject({ kind: 'refused' });
  const other = await aPooledDraft(platform, { bank: fillBank, pools: () => [{ draws: 7 }] });
  expect(await coveredBy(other.versionId)).toHaveLength(ids.length);
  expect(await problemsOf(other.versionId)).toEqual([]);
});

test('a question taken out of the bank is drawn no more; one of a quiz can be put in, and goes on being asked', async () => {
  const draft = await aPooledDraft(platform, { bank: fillBank, pools: twoOfEach });
  const { questions } = await bankForAuthor(platform, system, addressOf(draft));
  const [first] = questions;
  await keepInBank(platform, system, addressOf(draft), { questionId: first?.questionId ?? '', keep: false });
  const [quiz] = (await assessmentsForAuthor(platform, system, draft.versionId)).assessments;
  expect(quiz?.pools.map(({ candidates }) => candidates.length)).toEqual([5, 6]);
  await keepInBank(platform, system, addressOf(draft), { questionId: first?.questionId ?? '', keep: true });
  const [again] = (await assessmentsForAuthor(platform, system, draft.versionId)).assessments;
  expect(again?.pools.map(({ candidates }) => candidates.length)).toEqual([6, 6]);
});

test('the next version begins with the pools of the one before, filled from the bank as it is', async () => {
  const draft = await aPooledDraft(platform, { bank: fillBank, pools: twoOfEach });
  await published(platform, draft);
  await aBankQuestion(platform, draft, { outcomes: [draft.outcomes[0]?.id ?? ''] });
  const next = await startNewVersion(platform, system, draft, [copyContent, copyAssessment]);
  if (next.kind === 'refused') throw new Error(next.because);
  const [quiz] = (await assessmentsForAuthor(platform, system, next.toVersionId)).assessments;
  expect(quiz?.pools.map(({ draws, points, candidates }) => [draws, points, candidates.length])).toEqual([
    [2, 3, 7],
    [2, 3, 6],
  ]);
  const [frozen] = (await assessmentsForAuthor(platform, system, draft.versionId)).assessments;
  expect(frozen?.pools.map(({ candidates }) => candidates.length)).toEqual([6, 6]);
});

test('a question changed in the bank is asked anew by the draft and as before by what is published', async () => {
  const taught = await aTaughtMicrocredential(platform);
  const next = await startNewVersion(platform, system, taught, [copyContent, copyAssessment]);
  if (next.kind === 'refused') throw new Error(next.because);
  const itemsIn = async (versionId: string) =>
    (await assessmentsForAuthor(platform, system, versionId)).assessments[0]?.items ?? [];
  const [item] = await itemsIn(next.toVersionId);
  expect(item?.banked).toBe(false);
  const questionId = item?.questionId ?? '';
  await keepInBank(platform, system, addressOf(taught), { questionId, keep: true });
  await saveBankQuestion(platform, system, addressOf(taught), {
    ...choiceQuestion('Asked anew?'),
    questionId,
    outcomes: item?.outcomes ?? [],
    difficulty: 'hard',
    tags: [],
  });
  expect((await itemsIn(next.toVersionId))[0]).toMatchObject({ banked: true, body: { prompt: 'Asked anew?' } });
  expect((await itemsIn(taught.versionId))[0]?.body).toEqual(item?.body);
});

test('only authors of the provider see or change the bank', async () => {
  const draft = await aPooledDraft(platform, { bank: fillBank, pools: twoOfEach });
  const stranger = await aLearner(platform);
  const [first] = (await bankForAuthor(platform, system, addressOf(draft))).questions;
  await expect(bankForAuthor(platform, stranger, addressOf(draft))).rejects.toThrow();
  await expect(
    keepInBank(platform, stranger, addressOf(draft), { questionId: first?.questionId ?? '', keep: false }),
  ).rejects.toThrow();
});
