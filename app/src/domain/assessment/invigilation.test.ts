import { expect, test } from 'vitest';
import {
  endRefusal,
  invigilationState,
  isLost,
  isRunning,
  supervisionBy,
  type SessionEnd,
  type SessionRecord,
} from './invigilation.ts';

const noon = new Date('2026-10-14T12:00:00Z');
const at = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
const session = (change: Partial<SessionRecord> = {}): SessionRecord => ({
  beganAt: at(0),
  endedAt: at(60),
  outcome: 'whole',
  documentChecked: false,
  ...change,
});
const attempt = (from: number, to: number | null) => ({
  startedAt: at(from),
  submittedAt: to === null ? null : at(to),
  dueAt: null,
});

test('a session counts for an attempt that lies within it, to the minute, and for no other', () => {
  expect(supervisionBy(session(), attempt(5, 55))).toEqual(['remote-session']);
  expect(supervisionBy(session(), attempt(0, 60))).toEqual(['remote-session']);
  expect(supervisionBy(session(), attempt(-1, 55))).toEqual([]);
  expect(supervisionBy(session(), attempt(5, 61))).toEqual([]);
  expect(supervisionBy(session(), attempt(5, null))).toEqual([]);
});

test('only what was watched as a whole counts, and a document only with it', () => {
  expect(supervisionBy(session({ documentChecked: true }), attempt(5, 55))).toEqual([
    'remote-session',
    'document-checked',
  ]);
  for (const outcome of ['incident', 'broken-off', null] as const)
    expect(supervisionBy(session({ outcome, documentChecked: true }), attempt(5, 55))).toEqual([]);
  expect(supervisionBy(session({ endedAt: null, outcome: null }), attempt(5, 55))).toEqual([]);
});

test('an attempt is lost once the session in which it began has ended without counting', () => {
  expect(isLost(session(), attempt(5, 55))).toBe(false);
  expect(isLost(session(), attempt(5, 61))).toBe(true);
  expect(isLost(session({ outcome: 'incident' }), attempt(5, 55))).toBe(true);
  // It may still be made to count, or has nothing to do with the session.
  expect(isLost(session({ endedAt: null, outcome: null }), attempt(5, 55))).toBe(false);
  expect(isLost(session({ outcome: 'incident' }), attempt(-5, 55))).toBe(false);
  expect(isLost(session({ outcome: 'incident' }), attempt(61, 62))).toBe(false);
});

test('nobody can say that they watched what is still answered, was never begun, or lasted too long', () => {
  const open = session({ endedAt: null, outcome: null });
  const end = (change: Partial<SessionEnd> = {}): SessionEnd => ({
    outcome: 'whole',
    documentChecked: false,
    note: '',
    ...change,
  });
  const refusal = (said: SessionEnd, attempts: Parameters<typeof endRefusal>[2]['attempts'], minutes = 60) =>
    endRefusal(open, said, { attempts, at: at(minutes) });
  expect(refusal(end(), [attempt(5, 55)])).toBeNull();
  expect(refusal(end(), [attempt(5, 55)], 12 * 60)).toBeNull();
  expect(refusal(end(), [attempt(5, 55)], 12 * 60 + 1)).toBe('too-long');
  expect(refusal(end(), [])).toBe('nothing-begun');
  expect(refusal(end(), [attempt(5, 20), attempt(25, null)])).toBe('still-answering');
  // Time has run out: what was saved is handed in as of then.
  expect(refusal(end(), [{ ...attempt(5, null), dueAt: at(60) }])).toBeNull();
  expect(refusal(end(), [{ ...attempt(5, null), dueAt: at(61) }])).toBe('still-answering');
  expect(refusal(end({ outcome: 'incident' }), [])).toBe('note-missing');
  expect(refusal(end({ outcome: 'incident', note: 'Somebody came in.' }), [attempt(5, null)])).toBeNull();
  expect(refusal(end({ outcome: 'broken-off' }), [])).toBeNull();
  expect(refusal(end({ note: 'x'.repeat(1001) }), [attempt(5, 55)])).toBe('note-too-long');
  expect(endRefusal(session(), end(), { attempts: [attempt(5, 55)], at: at(61) })).toBe('already-ended');
});

test('attempts begin in a session for half a day at most', () => {
  expect(isRunning({ beganAt: at(0), endedAt: null }, at(12 * 60))).toBe(true);
  expect(isRunning({ beganAt: at(0), endedAt: null }, at(12 * 60 + 1))).toBe(false);
  expect(isRunning({ beganAt: at(0), endedAt: at(1) }, at(2))).toBe(false);
});

test('an invitation waits, is taken up, expires, is withdrawn or ends with its offering', () => {
  const invited = { acceptedAt: null, withdrawnAt: null, expiresAt: at(60) };
  const state = (change: Partial<typeof invited> | object, offeringIsOver = false, minutes = 10) =>
    invigilationState({ ...invited, ...change }, { offeringIsOver, at: at(minutes) });
  expect(state({})).toBe('open');
  expect(state({}, false, 60)).toBe('expired');
  expect(state({ acceptedAt: at(5) }, false, 90)).toBe('accepted');
  expect(state({ acceptedAt: at(5) }, true)).toBe('over');
  expect(state({ acceptedAt: at(5), withdrawnAt: at(6) })).toBe('withdrawn');
});
