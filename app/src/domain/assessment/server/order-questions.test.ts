import { afterAll, beforeAll, expect, test } from 'vitest';
import { choiceQuestion } from '../../../../test/builders/a-bank.ts';
import { aDraft } from '../../../../test/builders/a-microcredential.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import { addQuiz, assessmentsForAuthor, orderQuestions, saveQuestion } from './api.ts';

const system = { kind: 'system' } as const;
let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

test('all questions of a quiz are put in another order at once, or not at all when it isn’t an order of what is asked', async () => {
  const { versionId, outcomes } = await aDraft(platform, { withParts: false });
  const settings = { passMark: 70, attemptLimit: null };
  const { assessmentId } = await addQuiz(platform, system, { versionId, title: 'Quiz', instructions: '', settings });
  const ids: string[] = [];
  for (const prompt of ['A', 'B', 'C']) {
    const saved = await saveQuestion(platform, system, {
      ...choiceQuestion(prompt),
      assessmentId,
      questionVersionId: null,
      outcomes: outcomes.map(({ id }) => id),
      points: 1,
    });
    if (saved.kind === 'saved') ids.push(saved.questionVersionId);
  }
  const [a = '', b = '', c = ''] = ids;
  const asked = async () => {
    const { assessments } = await assessmentsForAuthor(platform, system, versionId);
    return assessments.flatMap(({ items }) => items.map(({ body }) => body.prompt)).join('');
  };
  expect(await orderQuestions(platform, system, { assessmentId, order: [c, a, b] })).toEqual({ kind: 'ordered' });
  expect(await asked()).toBe('CAB');
  for (const order of [[], [a, b], [a, b, b], [a, b, c, c], [a, b, 'other']])
    expect(await orderQuestions(platform, system, { assessmentId, order })).toMatchObject({ kind: 'refused' });
  expect(await asked()).toBe('CAB');
});
