import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { aLearner, anEnrolment } from '../../../../../test/builders/a-learner.ts';
import { afterLessons, anAttempt, aTaughtMicrocredential, handIn } from '../../../../../test/builders/an-award.ts';
import { aLesson } from '../../../../../test/builders/a-lesson.ts';
import { aPlatform, type TestPlatform } from '../../../../../test/platform.ts';
import { makePlan, markDone, openLesson, remindOfPlans, stopReminders } from '../api.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());
// Reminders of one test's plans are none of another's business.
beforeEach(() => platform.db.updateTable('plan').set({ reminds: false }).execute());

const sunday = new Date('2026-10-11T16:30:00Z');
const later = (days: number) => new Date(sunday.getTime() + days * 86_400_000);
const remind = (signal = new AbortController().signal) => remindOfPlans(platform, afterLessons, signal);

/** With a plan since Sunday: a lesson each on Monday and Wednesday, the quiz on the Monday after. */
async function aReminded(reminds = true) {
  platform.setTime(sunday);
  const taught = await aTaughtMicrocredential(platform, {
    record: { title: 'First aid' },
    beforePublishing: async (versionId) => void (await aLesson(platform, { versionId, title: 'Second', minutes: 40 })),
  });
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, taught.offeringId);
  const wishes = { minutesAWeek: 60, weekdays: [1 as const, 3 as const], finishBy: null };
  await makePlan(platform, learner, { enrolmentId, wishes, zone: 'Europe/Berlin', reminds });
  const { email } = await platform.db
    .selectFrom('person')
    .select('email')
    .where('id', '=', learner.personId)
    .executeTakeFirstOrThrow();
  const mails = () =>
    platform.db
      .selectFrom('mail_message')
      .select(['subject', 'text_body as text', 'headers'])
      .where('kind', '=', 'plan-reminder')
      .where('to_address', '=', email)
      .orderBy('id')
      .execute();
  return { ...taught, learner, enrolmentId, mails };
}

test('the day before something is planned a reminder goes out, once, however often the job runs or at once', async () => {
  const { mails } = await aReminded();
  await Promise.all([remind(), remind(), remind()]);
  platform.setTime(new Date(sunday.getTime() + 3_600_000));
  await remind();
  const sent = await mails();
  expect(sent.map(({ subject }) => subject)).toEqual(['Tomorrow: “First aid”']);
  expect(sent[0]?.text).toContain('– Look, listen, link');
});

test('what has just fallen behind is said the day after, and not day after day', async () => {
  const { learner, enrolmentId, mails } = await aReminded();
  await remind();
  platform.setTime(later(1));
  await remind();
  platform.setTime(later(2));
  await markDone(platform, learner, { enrolmentId, slug: 'look-listen-link' });
  platform.setTime(later(4));
  await remind();
  platform.setTime(later(5));
  await remind();
  const subjects = (await mails()).map(({ subject }) => subject);
  expect(subjects).toEqual(['Tomorrow: “First aid”', 'A step to catch up on: “First aid”']);
});

test('nobody is reminded who didn’t wish it, has completed, or has been away for four weeks', async () => {
  const unasked = await aReminded(false);
  const done = await aReminded();
  const attemptId = await anAttempt(platform, done.learner, done);
  await handIn(platform, done.learner, { attemptId, questionIds: done.questionIds, option: 'right' });
  const away = await aReminded();
  const back = await aReminded();
  await remind();
  expect(await unasked.mails()).toEqual([]);
  expect(await done.mails()).toEqual([]);
  expect(await away.mails()).toHaveLength(1);
  platform.setTime(later(34));
  await openLesson(platform, back.learner, { enrolmentId: back.enrolmentId, slug: 'second' });
  platform.setTime(later(35));
  await remind();
  expect(await away.mails()).toHaveLength(1);
  expect(await back.mails()).toHaveLength(2);
});

test('a job that fails in the middle loses nobody their reminder, and gives nobody two', async () => {
  const [first, second] = [await aReminded(), await aReminded()];
  let sent = 0;
  const breaking: typeof platform.mail = {
    ...platform.mail,
    send: async (...mail) => {
      const id = await platform.mail.send(...mail);
      sent += 1;
      if (sent === 2) throw new Error('the process ends');
      return id;
    },
  };
  const cutOff = remindOfPlans({ ...platform, mail: breaking }, afterLessons, new AbortController().signal);
  await expect(cutOff).rejects.toThrow('the process ends');
  expect([(await first.mails()).length, (await second.mails()).length]).toEqual([1, 0]);
  await remind();
  expect([(await first.mails()).length, (await second.mails()).length]).toEqual([1, 1]);
});

test('a click in the mail program stops them, by a key that nobody can guess', async () => {
  const { mails } = await aReminded();
  await remind();
  const [sent] = await mails();
  const headers = sent?.headers as Record<string, string>;
  expect(headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
  const token = /^<http:\/\/[^/]+\/unsubscribe\/([\w-]{32})>$/.exec(headers['List-Unsubscribe'] ?? '')?.[1] ?? '';
  expect(sent?.text).toContain(`/unsubscribe/${token}`);
  platform.setTime(later(2));
  await stopReminders(platform, 'x'.repeat(32));
  await stopReminders(platform, token);
  await remind();
  expect(await mails()).toHaveLength(1);
});
