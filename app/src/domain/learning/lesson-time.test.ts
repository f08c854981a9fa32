import { expect, test } from 'vitest';
import { lessonTimeWarning } from './lesson-time.ts';

const lessons = (...minutes: number[]) => minutes.map((each) => ({ minutes: each }));

test('lessons whose minutes add up to about the workload of the record give no warning', () => {
  expect(lessonTimeWarning(lessons(60, 60), 2)).toBeNull();
  expect(lessonTimeWarning(lessons(90), 2)).toBeNull();
  expect(lessonTimeWarning(lessons(150), 2)).toBeNull();
});

test('lessons that differ from it by more than a quarter are named with both sums', () => {
  expect(lessonTimeWarning(lessons(45, 44), 2)).toEqual({
    because: 'less-than-workload',
    lessonHours: 1.5,
    workloadHours: 2,
  });
  expect(lessonTimeWarning(lessons(151), 2)).toMatchObject({ because: 'more-than-workload', lessonHours: 2.5 });
});

test('nothing is compared while one of the two is not stated', () => {
  expect(lessonTimeWarning(lessons(0, 0), 2)).toBeNull();
  expect(lessonTimeWarning(lessons(60), undefined)).toBeNull();
  expect(lessonTimeWarning(lessons(60), 'about twelve')).toBeNull();
});
