import { expect, test } from 'vitest';
import { attendanceIn, sessionFieldsSchema, type AttendanceState } from './teaching-session.ts';

const held = (id: string, required = false) => ({ id, required, cancelledAt: null });
const marks = (given: Readonly<Record<string, AttendanceState>>) => new Map(Object.entries(given));

test('whoever came late came; whoever was excused is not counted against; an unmarked session was not attended', () => {
  const sessions = ['a', 'b', 'c', 'd', 'e'].map((id) => held(id));
  expect(attendanceIn(sessions, marks({ a: 'present', b: 'late', c: 'absent', d: 'excused' }))).toEqual({
    of: 4,
    attended: 2,
    required: { of: 0, attended: 0 },
  });
});

test('a cancelled session counts for nobody', () => {
  const sessions = [held('a', true), { ...held('b', true), cancelledAt: new Date() }];
  expect(attendanceIn(sessions, marks({ b: 'present' }))).toEqual({
    of: 1,
    attended: 0,
    required: { of: 1, attended: 0 },
  });
});

test('a required session is attended by coming, not by being excused', () => {
  expect(attendanceIn([held('a', true), held('b', true)], marks({ a: 'late', b: 'excused' })).required).toEqual({
    of: 2,
    attended: 1,
  });
});

test('a session ends after it begins, and is joined at an address of the web or none', () => {
  const fields = {
    title: 'Opening evening',
    startsAt: new Date('2027-01-12T18:00:00Z'),
    endsAt: new Date('2027-01-12T20:00:00Z'),
    place: '',
    link: 'https://meet.example/opening',
    required: false,
  };
  expect(sessionFieldsSchema.safeParse(fields).success).toBe(true);
  expect(sessionFieldsSchema.safeParse({ ...fields, link: '' }).success).toBe(true);
  expect(sessionFieldsSchema.safeParse({ ...fields, link: 'javascript:alert(1)' }).success).toBe(false);
  expect(sessionFieldsSchema.safeParse({ ...fields, title: ' ' }).success).toBe(false);
  expect(sessionFieldsSchema.safeParse({ ...fields, endsAt: fields.startsAt }).error?.issues[0]?.path).toEqual([
    'endsAt',
  ]);
});
