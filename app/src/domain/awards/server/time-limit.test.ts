import { afterAll, beforeAll, expect, test } from 'vitest';
import { attemptForLearner, saveAnswers, startAttempt } from '#domain/assessment/server/api.ts';
import { withdraw } from '#domain/learning/server/api.ts';
import { aLearner, anEnrolment } from '../../../../test/builders/a-learner.ts';
import {
  anAttempt,
  answering,
  aTaughtMicrocredential,
  type TaughtToBuild,
} from '../../../../test/builders/an-award.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import { awardOfEnrolment, handInAllOverdue, handInOverdue, submitAttempt } from './api.ts';

const noon = new Date('2026-10-14T12:00:00Z');
const minutes = (count: number) => new Date(noon.getTime() + count * 60_000);
const signal = new AbortController().signal;

let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

async function anOpenAttempt(build: TaughtToBuild = { timeLimitMinutes: 60 }) {
  platform.setTime(noon);
  const { offeringId, assessmentId, questionIds } = await aTaughtMicrocredential(platform, build);
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, offeringId);
  const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId });
  const result = async () => {
    const page = await attemptForLearner(platform, learner, { enrolmentId, attemptId });
    return page.kind === 'open' ? page.kind : { ...page.attempt, ...page.judgement };
  };
  return { learner, offeringId, enrolmentId, assessmentId, attemptId, questionIds, result };
}
type Opened = Awaited<ReturnType<typeof anOpenAttempt>>;
const save = ({ learner, attemptId, questionIds }: Opened, option: 'right' | 'wrong') =>
  saveAnswers(platform, learner, { attemptId, responses: answering(questionIds, option) });
const judgements = async ({ attemptId }: Opened) =>
  (await platform.db.selectFrom('judgement').select('id').where('attempt_id', '=', attemptId).execute()).length;

test('when time is up, what was saved is handed in by itself, judged, and awarded where the rule grants it', async () => {
  const [passes, fails, empty] = [await anOpenAttempt(), await anOpenAttempt(), await anOpenAttempt()];
  await save(passes, 'right');
  await save(fails, 'wrong');
  platform.setTime(minutes(60.4));
  await handInAllOverdue(platform, signal);
  expect(await passes.result()).toBe('open');

  platform.setTime(minutes(75));
  await handInAllOverdue(platform, signal);
  const ended = { submittedAt: minutes(60), endedBy: 'clock', madeAt: minutes(75) };
  expect(await passes.result()).toMatchObject({ ...ended, passed: true });
  expect(await fails.result()).toMatchObject({ ...ended, passed: false, score: 0 });
  expect(await empty.result()).toMatchObject({ ...ended, passed: false, score: 0 });
  expect(await awardOfEnrolment(platform, passes.enrolmentId)).toBeDefined();
  expect(await awardOfEnrolment(platform, fails.enrolmentId)).toBeUndefined();
});

test('whoever looks before the job does finds the result', async () => {
  const opened = await anOpenAttempt();
  await save(opened, 'right');
  platform.setTime(minutes(61));
  await handInOverdue(platform, opened.learner, opened.enrolmentId);
  expect(await opened.result()).toMatchObject({ passed: true, endedBy: 'clock' });
  const stranger = await aLearner(platform);
  await expect(handInOverdue(platform, stranger, opened.enrolmentId)).rejects.toMatchObject({ code: 'not-found' });
});

test('answers that are handed in after time and grace are left out, and those saved before count', async () => {
  const opened = await anOpenAttempt();
  await save(opened, 'wrong');
  platform.setTime(minutes(60.51));
  const { judged } = await submitAttempt(platform, opened.learner, {
    attemptId: opened.attemptId,
    responses: answering(opened.questionIds, 'right'),
  });
  expect(judged.judgement).toMatchObject({ passed: false, score: 0 });
  expect(await opened.result()).toMatchObject({ submittedAt: minutes(60), endedBy: 'clock' });
});

test('handing in within the grace counts, in time it is the learner’s own act', async () => {
  const [late, inTime] = [await anOpenAttempt(), await anOpenAttempt()];
  const submit = ({ learner, attemptId, questionIds }: Opened) =>
    submitAttempt(platform, learner, { attemptId, responses: answering(questionIds, 'right') });
  platform.setTime(minutes(59));
  await submit(inTime);
  platform.setTime(minutes(60.5));
  await submit(late);
  expect(await inTime.result()).toMatchObject({ passed: true, endedBy: 'learner', submittedAt: minutes(59) });
  expect(await late.result()).toMatchObject({ passed: true, endedBy: 'clock', submittedAt: minutes(60) });
});

test('the job, those who look and a learner who submits, all at once, hand an attempt in once', async () => {
  const opened = await anOpenAttempt();
  await save(opened, 'right');
  platform.setTime(minutes(61));
  await Promise.all(
    Array.from({ length: 6 }, (_, index) =>
      index % 3 === 0
        ? handInAllOverdue(platform, signal)
        : index % 3 === 1
          ? handInOverdue(platform, opened.learner, opened.enrolmentId)
          : submitAttempt(platform, opened.learner, { attemptId: opened.attemptId, responses: new Map() }),
    ),
  );
  expect(await judgements(opened)).toBe(1);
  const awards = await platform.db
    .selectFrom('award')
    .select('id')
    .where('enrolment_id', '=', opened.enrolmentId)
    .execute();
  expect(awards).toHaveLength(1);
});

test('without a time limit an attempt stays open for as long as one likes', async () => {
  const opened = await anOpenAttempt({});
  platform.setTime(minutes(60 * 24 * 365));
  await handInAllOverdue(platform, signal);
  await handInOverdue(platform, opened.learner, opened.enrolmentId);
  expect(await opened.result()).toBe('open');
});

test('the pause between attempts runs from the end of the latest one, also over enrolling anew', async () => {
  const opened = await anOpenAttempt({ timeLimitMinutes: 60, coolDownHours: 2, attemptLimit: 3 });
  const { learner, enrolmentId, assessmentId } = opened;
  platform.setTime(minutes(300));
  await handInOverdue(platform, learner, enrolmentId);
  // Ended at minute 60, when time ran out, whenever it was taken in.
  platform.setTime(minutes(60 + 119));
  const start = (into: string) => startAttempt(platform, learner, { enrolmentId: into, assessmentId });
  expect(await start(enrolmentId)).toEqual({ kind: 'refused', because: 'cooling-down' });
  await withdraw(platform, learner, { enrolmentId });
  const anew = await anEnrolment(platform, learner, opened.offeringId);
  expect(await start(anew)).toEqual({ kind: 'refused', because: 'cooling-down' });
  platform.setTime(minutes(60 + 120));
  expect(await start(anew)).toMatchObject({ kind: 'started' });
});
