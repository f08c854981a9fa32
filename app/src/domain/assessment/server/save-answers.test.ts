import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLearner, anEnrolment } from '../../../../test/builders/a-learner.ts';
import { anAttempt, answering, aTaughtMicrocredential, handIn } from '../../../../test/builders/an-award.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import { attemptForLearner, saveAnswers } from './api.ts';

const noon = new Date('2026-10-14T12:00:00Z');
const seconds = (count: number) => new Date(noon.getTime() + count * 1000);

let platform: TestPlatform;
let course: Awaited<ReturnType<typeof aTaughtMicrocredential>>;
beforeAll(async () => {
  platform = await aPlatform();
  course = await aTaughtMicrocredential(platform, { timeLimitMinutes: 60 });
});
afterAll(() => platform.stop());

async function anOpenAttempt() {
  platform.setTime(noon);
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, course.offeringId);
  const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId: course.assessmentId });
  const [first = '', second = ''] = course.questionIds;
  const save = (page: string, sequence: number, answers: Record<string, string>) =>
    saveAnswers(platform, learner, {
      attemptId,
      responses: new Map(Object.entries(answers).map(([id, option]) => [id, { option }])),
      from: { page, sequence },
    });
  const kept = async () => {
    const page = await attemptForLearner(platform, learner, { enrolmentId, attemptId });
    if (page.kind !== 'open') throw new Error('handed in');
    return page;
  };
  return { learner, enrolmentId, attemptId, first, second, save, kept };
}

test('each answer is kept with the number of its save, and the paper is found again with all of them', async () => {
  const { first, second, save, kept } = await anOpenAttempt();
  expect(await save('tab', 1, { [first]: 'right' })).toEqual({
    kind: 'saved',
    at: noon,
    sequence: 1,
    behind: [],
    elsewhere: false,
  });
  expect(await save('tab', 2, { [second]: 'wrong' })).toMatchObject({ sequence: 2, behind: [] });
  expect(await kept()).toMatchObject({
    chosen: { [first]: { option: 'right' }, [second]: { option: 'wrong' } },
    sequence: 2,
  });
});

test('a save that arrives late never overwrites a newer one, and says so', async () => {
  const { first, second, save, kept } = await anOpenAttempt();
  await save('tab', 2, { [first]: 'right' });
  expect(await save('tab', 1, { [first]: 'wrong', [second]: 'wrong' })).toMatchObject({
    behind: [first],
    sequence: 2,
  });
  expect((await kept()).chosen).toEqual({ [first]: { option: 'right' }, [second]: { option: 'wrong' } });
});

test('of two saves at once for one question the higher number stays, in whichever order they run', async () => {
  const { first, second, save, kept } = await anOpenAttempt();
  const numbers = [5, 3, 8, 1, 7, 2, 6, 4];
  await Promise.all(
    numbers.map((number) =>
      save(
        'tab',
        number,
        number === 8 ? { [first]: 'right', [second]: 'right' } : { [second]: 'wrong', [first]: 'wrong' },
      ),
    ),
  );
  expect(await kept()).toMatchObject({
    chosen: { [first]: { option: 'right' }, [second]: { option: 'right' } },
    sequence: 8,
  });
});

test('two openings of a paper are told of each other, and what each changed is kept', async () => {
  const { first, second, save, kept } = await anOpenAttempt();
  await save('phone', 1, { [first]: 'wrong' });
  expect(await save('desk', 1, { [second]: 'right' })).toMatchObject({ elsewhere: true, behind: [] });
  expect(await save('desk', 2, { [second]: 'wrong' })).toMatchObject({ elsewhere: false });
  // A whole form posted anew is no newer word on what it doesn't change.
  expect(await save('desk', 3, { [first]: 'wrong', [second]: 'right' })).toMatchObject({ behind: [] });
  expect(await save('phone', 2, { [first]: 'right' })).toMatchObject({ behind: [], elsewhere: true });
  expect(await save('phone', 2, { [second]: 'wrong' })).toMatchObject({ behind: [second], elsewhere: true });
  expect((await kept()).chosen).toEqual({ [first]: { option: 'right' }, [second]: { option: 'right' } });
});

test('a flag is kept until it is taken back, without any answer', async () => {
  const { learner, attemptId, first, second, kept } = await anOpenAttempt();
  const flag = (flags: Record<string, boolean>) =>
    saveAnswers(platform, learner, { attemptId, responses: new Map(), flags: new Map(Object.entries(flags)) });
  await flag({ [first]: true, [second]: true });
  await flag({ [second]: false });
  expect(await kept()).toMatchObject({ flagged: [first], chosen: {} });
});

test('what a paper does not ask, or asks otherwise, is not kept', async () => {
  const { learner, attemptId, first, kept } = await anOpenAttempt();
  const other = await aTaughtMicrocredential(platform);
  const elsewhere = other.questionIds[0] ?? '';
  const saved = await saveAnswers(platform, learner, {
    attemptId,
    responses: new Map([
      [first, { text: 'right' }],
      [elsewhere, { option: 'right' }],
      ['no-id', { option: 'right' }],
    ]),
    flags: new Map([[elsewhere, true]]),
  });
  expect(saved).toMatchObject({ kind: 'saved', behind: [] });
  expect(await kept()).toMatchObject({ chosen: {}, flagged: [] });
});

test('what comes in the moment after time is up still counts; later, and after handing in, nothing changes', async () => {
  const { learner, attemptId, first, second, save } = await anOpenAttempt();
  platform.setTime(seconds(3600 + 30));
  expect(await save('tab', 1, { [first]: 'right' })).toMatchObject({ kind: 'saved' });
  platform.setTime(seconds(3600 + 30.001));
  expect(await save('tab', 2, { [second]: 'right' })).toEqual({ kind: 'refused', because: 'time-up' });
  platform.setTime(seconds(60));
  await handIn(platform, learner, { attemptId, questionIds: [], option: 'wrong' });
  expect(await save('tab', 3, { [second]: 'right' })).toEqual({ kind: 'refused', because: 'submitted' });
  const answers = await platform.db.selectFrom('answer').selectAll().where('attempt_id', '=', attemptId).execute();
  expect(answers.map((answer) => answer.question_version_id)).toEqual([first]);
});

test('nobody saves into somebody else’s attempt', async () => {
  const { attemptId, first, kept } = await anOpenAttempt();
  const stranger = await aLearner(platform);
  await expect(
    saveAnswers(platform, stranger, { attemptId, responses: answering([first], 'right') }),
  ).rejects.toMatchObject({ code: 'not-found' });
  expect((await kept()).chosen).toEqual({});
});
