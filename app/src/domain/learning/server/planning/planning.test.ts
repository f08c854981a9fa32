import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLearner, anEnrolment } from '../../../../../test/builders/a-learner.ts';
import { aLesson } from '../../../../../test/builders/a-lesson.ts';
import { afterLessons, anAttempt, aTaughtMicrocredential, handIn } from '../../../../../test/builders/an-award.ts';
import { aPlatform, type TestPlatform } from '../../../../../test/platform.ts';
import { erasePerson } from '#domain/identity/server/api.ts';
import type { PlanWishes } from '../../plan.ts';
import {
  beginPlanAgain,
  closeCalendar,
  dropPlan,
  exportPersonData,
  makePlan,
  markDone,
  myPlans,
  openCalendar,
  planCalendar,
  planOf,
  withdraw,
} from '../api.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform({ at: monday });
});
afterAll(() => platform.stop());

const monday = new Date('2026-10-12T09:00:00Z');
const later = (days: number) => new Date(monday.getTime() + days * 86_400_000);
const wishes: PlanWishes = { minutesAWeek: 60, weekdays: [1, 3], finishBy: null };
const further = afterLessons;

/** Enrolled in three lessons of 30 minutes and a quiz, with an hour a week on Mondays and Wednesdays. */
async function aPlanner() {
  platform.setTime(monday);
  const taught = await aTaughtMicrocredential(platform, {
    beforePublishing: async (versionId) => {
      for (const title of ['Second', 'Third']) await aLesson(platform, { versionId, title, minutes: 30 });
    },
  });
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, taught.offeringId);
  const planned = await makePlan(platform, learner, { enrolmentId, wishes, zone: 'Europe/Berlin', reminds: false });
  expect(planned).toEqual({ kind: 'planned' });
  const days = async () => {
    const { plan } = await planOf(platform, learner, { enrolmentId, further });
    return plan?.schedule.days.map(({ date, items }) => [date, ...items.map(({ title }) => title)]);
  };
  const behind = async () => {
    const { plan } = await planOf(platform, learner, { enrolmentId, further });
    return plan?.behind.map(({ title }) => title);
  };
  return { ...taught, learner, enrolmentId, days, behind };
}

test('a plan lays lessons, then assessments, on the chosen days', async () => {
  const { days } = await aPlanner();
  expect(await days()).toEqual([
    ['2026-10-12', 'Look, listen, link'],
    ['2026-10-14', 'Second'],
    ['2026-10-19', 'Third'],
    ['2026-10-21', 'Final quiz'],
  ]);
});

test('who falls behind is told so, and the rest is laid anew from today; who is done early is ahead', async () => {
  const { learner, enrolmentId, days, behind } = await aPlanner();
  platform.setTime(later(1));
  await markDone(platform, learner, { enrolmentId, slug: 'look-listen-link' });
  platform.setTime(later(3));
  expect(await behind()).toEqual(['Second']);
  expect(await days()).toEqual([
    ['2026-10-19', 'Second'],
    ['2026-10-21', 'Third'],
    ['2026-10-26', 'Final quiz'],
  ]);
  await markDone(platform, learner, { enrolmentId, slug: 'second' });
  await markDone(platform, learner, { enrolmentId, slug: 'third' });
  expect([await behind(), await days()]).toEqual([[], [['2026-10-19', 'Final quiz']]]);
});

test('beginning again from today leaves nothing behind', async () => {
  const { learner, enrolmentId, behind } = await aPlanner();
  platform.setTime(later(3));
  expect(await behind()).toEqual(['Look, listen, link', 'Second']);
  await beginPlanAgain(platform, learner, enrolmentId);
  expect(await behind()).toEqual([]);
});

test('a passed assessment leaves the plan', async () => {
  const { learner, enrolmentId, assessmentId, questionIds, days } = await aPlanner();
  const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId });
  await handIn(platform, learner, { attemptId, questionIds, option: 'right' });
  expect((await days())?.flat()).not.toContain('Final quiz');
});

test('wishes that no plan can be laid by are refused, each by its name', async () => {
  const { learner, enrolmentId } = await aPlanner();
  const unfit = { minutesAWeek: 0, weekdays: [], finishBy: '2026-02-30' };
  expect(
    await makePlan(platform, learner, { enrolmentId, wishes: unfit, zone: 'Mars/Olympus', reminds: false }),
  ).toEqual({ kind: 'refused', because: 'unfit', problems: ['hours', 'weekdays', 'finish-by', 'zone'] });
});

test('a plan is its learner’s: theirs alone to see and change, in their copy of the data, gone with them', async () => {
  const { learner, enrolmentId } = await aPlanner();
  const other = await aLearner(platform);
  const notFound = { code: 'not-found' };
  await expect(planOf(platform, other, { enrolmentId, further })).rejects.toMatchObject(notFound);
  await expect(dropPlan(platform, other, enrolmentId)).rejects.toMatchObject(notFound);
  await expect(beginPlanAgain(platform, other, enrolmentId)).rejects.toMatchObject(notFound);
  await expect(makePlan(platform, other, { enrolmentId, wishes, zone: 'UTC', reminds: false })).rejects.toMatchObject(
    notFound,
  );
  expect((await myPlans(platform, other, further)).size).toBe(0);
  expect((await myPlans(platform, learner, further)).get(enrolmentId)?.schedule.days[0]?.date).toBe('2026-10-12');
  expect(await exportPersonData(platform, learner.personId)).toMatchObject({
    plans: [{ minutesAWeek: 60, weekdays: [1, 3], zone: 'Europe/Berlin', hasCalendarLink: false }],
  });
  await erasePerson(platform, learner, []);
  const left = await platform.db.selectFrom('plan').select('id').where('enrolment_id', '=', enrolmentId).execute();
  expect(left).toEqual([]);
});

test('the calendar follows the plan, and its entries stay the same ones', async () => {
  const { learner, enrolmentId } = await aPlanner();
  const token = await aCalendar(learner, enrolmentId);
  const entries = (text: string) =>
    [...text.matchAll(/UID:(\S+)\r\n[^]*?DTSTART;VALUE=DATE:(\d+)\r\nSUMMARY:(.*)\r\n/g)].map(
      ([, uid, date, summary]) => ({
        uid,
        date,
        summary,
      }),
    );
  const before = entries(await planCalendar(platform, { token, further }));
  expect(before.map(({ date, summary }) => [date, summary])).toEqual([
    ['20261012', 'Look\\, listen\\, link'],
    ['20261014', 'Second'],
    ['20261019', 'Third'],
    ['20261021', 'Final quiz'],
  ]);
  platform.setTime(later(1));
  await markDone(platform, learner, { enrolmentId, slug: 'look-listen-link' });
  platform.setTime(later(3));
  const after = entries(await planCalendar(platform, { token, further }));
  expect(after.map(({ uid }) => uid)).toEqual(before.slice(1).map(({ uid }) => uid));
  expect(after.map(({ date }) => date)).toEqual(['20261019', '20261021', '20261026']);
});

test('a calendar’s address opens until it is replaced, closed or its learner leaves, and no other opens anything', async () => {
  const { learner, enrolmentId } = await aPlanner();
  const opens = (token: string) =>
    planCalendar(platform, { token, further }).then(
      () => true,
      (error: unknown) => error instanceof Error && error.message,
    );
  const first = await aCalendar(learner, enrolmentId);
  expect(first).toHaveLength(32);
  const second = await aCalendar(learner, enrolmentId);
  expect([await opens(first), await opens(second), await opens('')]).toEqual([
    expect.any(String),
    true,
    expect.any(String),
  ]);
  await closeCalendar(platform, learner, enrolmentId);
  expect(await opens(second)).not.toBe(true);
  const third = await aCalendar(learner, enrolmentId);
  await expect(openCalendar(platform, await aLearner(platform), enrolmentId)).rejects.toMatchObject({
    code: 'not-found',
  });
  await withdraw(platform, learner, { enrolmentId });
  expect(await opens(third)).not.toBe(true);
});

/** Opens the calendar; answers the key in its address. */
async function aCalendar(learner: Awaited<ReturnType<typeof aLearner>>, enrolmentId: string): Promise<string> {
  await openCalendar(platform, learner, enrolmentId);
  const { plan } = await planOf(platform, learner, { enrolmentId, further });
  return /\/calendars\/(.+)\.ics$/.exec(plan?.calendarUrl ?? '')?.[1] ?? '';
}
