import fc from 'fast-check';
import { expect, test } from 'vitest';
import { behindIn, dateIn, planFor, weekdayOf, weekdays, type PlanItem, type PlanWishes } from './plan.ts';

const item = (id: string, minutes: number): PlanItem => ({ id, title: id, minutes });
const mondaysAndThursdays: PlanWishes = { minutesAWeek: 120, weekdays: [1, 4], finishBy: null };
/** A Wednesday. */
const today = new Date('2026-10-14T10:00:00Z');
const dates = (schedule: ReturnType<typeof planFor>) =>
  schedule.days.map(({ date, items }) => [date, items.map(({ id }) => id).join('')]);

const anyItems = fc
  .array(fc.integer({ min: 1, max: 400 }), { maxLength: 40, size: 'max' })
  .map((minutes) => minutes.map((each, index) => item(String(index), each)));
const anyDate = fc.date({
  min: new Date('2025-01-01T00:00:00Z'),
  max: new Date('2030-01-01T00:00:00Z'),
  noInvalidDate: true,
});
const anyWishes = fc.record({
  minutesAWeek: fc.integer({ min: 30, max: 1200 }),
  weekdays: fc.subarray([...weekdays], { minLength: 1 }),
  finishBy: fc.option(anyDate.map((date) => date.toISOString().slice(0, 10))),
});
const anyZone = fc.constantFrom('UTC', 'Pacific/Auckland', 'America/Los_Angeles', 'Asia/Kathmandu');

function weekOf(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - (weekdayOf(date) - 1) * 86_400_000).toISOString().slice(0, 10);
}

test('a week holds what was wished, on the days that were chosen', () => {
  const items = [item('a', 50), item('b', 20), item('c', 30), item('d', 60), item('e', 45)];
  const schedule = planFor(items, mondaysAndThursdays, today, 'UTC');
  expect(dates(schedule)).toEqual([
    ['2026-10-15', 'a'],
    ['2026-10-19', 'bc'],
    ['2026-10-22', 'd'],
    ['2026-10-26', 'e'],
  ]);
  expect(schedule).toMatchObject({ pace: 'as-wished', minutesAWeek: 110, endsOn: '2026-10-26' });
});

test('a date to finish by asks for more hours where it must, and says how many', () => {
  const items = Array.from({ length: 6 }, (_, index) => item(String(index), 60));
  const inTime = planFor(items, { ...mondaysAndThursdays, finishBy: '2026-11-30' }, today, 'UTC');
  expect(inTime).toMatchObject({ pace: 'as-wished', minutesAWeek: 120, endsOn: '2026-11-02' });
  const faster = planFor(items, { ...mondaysAndThursdays, finishBy: '2026-10-22' }, today, 'UTC');
  expect(faster).toMatchObject({ pace: 'faster', minutesAWeek: 240, endsOn: '2026-10-22' });
});

test('a date that no chosen day comes before is too late, and the plan goes on as wished', () => {
  const schedule = planFor([item('a', 60)], { ...mondaysAndThursdays, finishBy: '2026-10-14' }, today, 'UTC');
  expect(schedule).toMatchObject({ pace: 'too-late', endsOn: '2026-10-15' });
});

test('today is the day in the learner’s zone', () => {
  const late = new Date('2026-10-14T22:30:00Z');
  expect([dateIn('UTC', late), dateIn('Europe/Berlin', late)]).toEqual(['2026-10-14', '2026-10-15']);
});

test('what was laid for earlier days and is not done is behind', () => {
  const laid = planFor([item('a', 60), item('b', 60), item('c', 60)], mondaysAndThursdays, today, 'UTC');
  expect(dates(laid).map(([date]) => date)).toEqual(['2026-10-15', '2026-10-19', '2026-10-22']);
  const behind = behindIn(laid, ({ id }) => id === 'a', '2026-10-22');
  expect(behind.map(({ id }) => id)).toEqual(['b']);
});

test('everything is placed once, in order, on chosen days only, and never before today', () => {
  fc.assert(
    fc.property(anyItems, anyWishes, anyDate, anyZone, (items, wishes, now, zone) => {
      const { days, endsOn } = planFor(items, wishes, now, zone);
      expect(days.flatMap((day) => day.items)).toEqual(items);
      expect(days.map(({ date }) => date)).toEqual([...new Set(days.map(({ date }) => date))].sort());
      for (const { date, items: placed, minutes } of days) {
        expect(wishes.weekdays).toContain(weekdayOf(date));
        expect(date >= dateIn(zone, now)).toBe(true);
        expect(minutes).toBe(placed.reduce((sum, one) => sum + one.minutes, 0));
      }
      expect(endsOn).toBe(days.at(-1)?.date ?? null);
    }),
  );
});

test('no week holds more than was wished unless the date forces it, or one item alone is longer, and then it says so', () => {
  fc.assert(
    fc.property(anyItems, anyWishes, anyDate, (items, wishes, now) => {
      const { days, pace, minutesAWeek, endsOn } = planFor(items, wishes, now, 'UTC');
      const weeks = Map.groupBy(days, ({ date }) => weekOf(date));
      const fullest = Math.max(
        0,
        ...[...weeks.values()].map((week) => week.reduce((sum, day) => sum + day.minutes, 0)),
      );
      expect(minutesAWeek).toBe(fullest);
      const isInTime = wishes.finishBy === null || endsOn === null || endsOn <= wishes.finishBy;
      expect(isInTime).toBe(pace !== 'too-late');
      if (pace === 'faster') {
        // Without the date it would have gone on beyond it.
        const unhurried = planFor(items, { ...wishes, finishBy: null }, now, 'UTC');
        expect((unhurried.endsOn ?? '') > (wishes.finishBy ?? '')).toBe(true);
        expect(minutesAWeek).toBeGreaterThan(wishes.minutesAWeek);
        return;
      }
      for (const week of weeks.values()) {
        const placed = week.flatMap((day) => day.items);
        const sum = placed.reduce((total, one) => total + one.minutes, 0);
        expect(sum <= wishes.minutesAWeek || placed.length === 1).toBe(true);
      }
    }),
  );
});
