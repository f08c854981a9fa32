import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  awardResultsSchema,
  expiryOf,
  mayCarryAwards,
  mayChangeStatus,
  resultsFor,
  shareTokenPattern,
  stateOf,
} from './awards.ts';

const at = new Date('2026-09-01T10:00:00.000Z');
const quiz = { id: 'quiz', title: 'Final quiz', passMark: 50 };
const task = { id: 'task', title: 'Task', passMark: 80 };

function attempt(
  assessmentId: string,
  number: number,
  passed: boolean,
  outcomes: readonly [string, number, number][] = [],
) {
  return {
    assessmentId,
    number,
    passed,
    score: passed ? 8 : 2,
    outOf: 10,
    outcomes: outcomes.map(([outcomeId, points, outOf]) => ({ outcomeId, points, outOf })),
    madeAt: new Date(at.getTime() + number * 60_000),
  };
}

// Results

test('an award states, for each required assessment, the first attempt that passed', () => {
  const attempts = [
    attempt('quiz', 3, true),
    attempt('quiz', 2, true),
    attempt('quiz', 1, false),
    attempt('task', 1, true),
  ];
  expect(resultsFor([quiz, task], attempts).assessments).toEqual([
    {
      assessmentId: 'quiz',
      title: 'Final quiz',
      score: 8,
      outOf: 10,
      passMark: 50,
      attempt: 2,
      judgedAt: '2026-09-01T10:02:00.000Z',
    },
    {
      assessmentId: 'task',
      title: 'Task',
      score: 8,
      outOf: 10,
      passMark: 80,
      attempt: 1,
      judgedAt: '2026-09-01T10:01:00.000Z',
    },
  ]);
});

test('an assessment that was never passed, or that is not required, is not stated', () => {
  const attempts = [attempt('quiz', 1, false, [['a', 1, 2]]), attempt('task', 1, true, [['b', 1, 2]])];
  expect(resultsFor([quiz], attempts)).toEqual({ assessments: [], outcomes: [] });
});

test('an outcome’s points are added up over the assessments that show it, outcomes in order', () => {
  const attempts = [
    attempt('quiz', 1, true, [
      ['b', 2, 3],
      ['a', 1, 1],
    ]),
    attempt('task', 1, true, [['b', 4, 5]]),
    attempt('task', 2, true, [['b', 5, 5]]),
  ];
  expect(resultsFor([quiz, task], attempts).outcomes).toEqual([
    { outcomeId: 'a', points: 1, outOf: 1 },
    { outcomeId: 'b', points: 6, outOf: 8 },
  ]);
});

test('outcomes come in the same order, however the attempts were read', () => {
  const outcomes: readonly [string, number, number][] = [
    ['c', 1, 1],
    ['a', 1, 1],
    ['b', 1, 1],
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray([...outcomes], { minLength: 3 }), (order) => {
      const ids = resultsFor([quiz], [attempt('quiz', 1, true, order)]).outcomes.map(({ outcomeId }) => outcomeId);
      expect(ids).toEqual(['a', 'b', 'c']);
    }),
  );
});

test('what an award states can be read back as it was kept', () => {
  const results = resultsFor([quiz], [attempt('quiz', 1, true, [['a', 1, 2]])]);
  expect(awardResultsSchema.parse(JSON.parse(JSON.stringify(results)))).toEqual(results);
  expect(results.assessments).toHaveLength(1);
});

test('kept results that lack a part are refused, rather than stated in a credential', () => {
  const results = resultsFor([quiz], [attempt('quiz', 1, true, [['a', 1, 2]])]);
  const [assessment] = results.assessments;
  const [outcome] = results.outcomes;
  expect(awardResultsSchema.safeParse({}).success).toBe(false);
  for (const name of Object.keys(assessment ?? {})) {
    const broken = { ...results, assessments: [{ ...assessment, [name]: undefined }] };
    expect(awardResultsSchema.safeParse(broken).success, name).toBe(false);
  }
  for (const name of Object.keys(outcome ?? {})) {
    const broken = { ...results, outcomes: [{ ...outcome, [name]: undefined }] };
    expect(awardResultsSchema.safeParse(broken).success, name).toBe(false);
  }
});

// Expiry

test('an award without an expiry never expires', () => {
  expect(expiryOf(at, null)).toBeNull();
});

test.each([
  ['2026-09-01T10:00:00.000Z', 12, '2027-09-01T10:00:00.000Z'],
  ['2026-08-31T23:59:59.999Z', 6, '2027-02-28T23:59:59.999Z'],
  ['2027-08-31T00:00:00.000Z', 6, '2028-02-29T00:00:00.000Z'],
  ['2026-01-31T10:00:00.000Z', 1, '2026-02-28T10:00:00.000Z'],
  ['2026-12-31T10:00:00.000Z', 2, '2027-02-28T10:00:00.000Z'],
  ['2026-03-15T10:00:00.000Z', 0, '2026-03-15T10:00:00.000Z'],
])('an award of %s that lasts %i months ends at %s', (awarded, months, ends) => {
  expect(expiryOf(new Date(awarded), months)?.toISOString()).toBe(ends);
});

test('reckoning an expiry leaves the award’s own date as it was', () => {
  const awardedAt = new Date(at);
  expiryOf(awardedAt, 7);
  expect(awardedAt).toEqual(at);
});

test('however long an award lasts, it ends that many calendar months later, never in the month after', () => {
  const dates = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(dates, fc.nat(240), (awardedAt, months) => {
      const end = expiryOf(awardedAt, months);
      const monthOf = (date: Date) => date.getUTCFullYear() * 12 + date.getUTCMonth();
      expect(end && monthOf(end) - monthOf(awardedAt)).toBe(months);
    }),
  );
});

// How a credential stands

const signed = { signedAt: at, revokedAt: null, suspendedAt: null, superseded: false, validUntil: null };

test('a signed credential that nothing happened to is valid', () => {
  expect(stateOf(signed, at)).toBe('valid');
});

test('a credential that is not signed yet is being signed, whatever else is known', () => {
  expect(stateOf({ ...signed, signedAt: null, superseded: true, revokedAt: at }, at)).toBe('being-signed');
});

test('superseded is said before revoked, revoked before suspended, suspended before expired', () => {
  const all = { ...signed, superseded: true, revokedAt: at, suspendedAt: at, validUntil: new Date(0) };
  expect(stateOf(all, at)).toBe('superseded');
  expect(stateOf({ ...all, superseded: false }, at)).toBe('revoked');
  expect(stateOf({ ...all, superseded: false, revokedAt: null }, at)).toBe('suspended');
  expect(stateOf({ ...all, superseded: false, revokedAt: null, suspendedAt: null }, at)).toBe('expired');
});

test('a credential is valid up to its last moment, and expired a millisecond later', () => {
  const credential = { ...signed, validUntil: at };
  expect(stateOf(credential, new Date(at.getTime() - 1))).toBe('valid');
  expect(stateOf(credential, at)).toBe('valid');
  expect(stateOf(credential, new Date(at.getTime() + 1))).toBe('expired');
});

// Changes of status

const standing = { signed: true, revoked: false, suspended: false };

test('a signed credential may be revoked or suspended, a suspended one revoked or reinstated', () => {
  expect(mayChangeStatus('revoke', standing)).toBeNull();
  expect(mayChangeStatus('suspend', standing)).toBeNull();
  expect(mayChangeStatus('reinstate', standing)).toBe('not-suspended');
  const suspended = { ...standing, suspended: true };
  expect(mayChangeStatus('revoke', suspended)).toBeNull();
  expect(mayChangeStatus('suspend', suspended)).toBe('already-suspended');
  expect(mayChangeStatus('reinstate', suspended)).toBeNull();
});

test('revocation is for good, and nothing changes the status of what is not signed', () => {
  for (const act of ['revoke', 'suspend', 'reinstate'] as const) {
    expect(mayChangeStatus(act, { ...standing, revoked: true, suspended: true })).toBe('already-revoked');
    expect(mayChangeStatus(act, { ...standing, signed: false, revoked: true, suspended: true })).toBe('not-signed-yet');
  }
});

// Where awards may be made, and how they are shared

test('awards are made over TLS, or on this machine alone', () => {
  expect(mayCarryAwards({ origin: 'https://cairn.example', isLoopbackOrigin: false })).toBe(true);
  expect(mayCarryAwards({ origin: 'http://localhost:3000', isLoopbackOrigin: true })).toBe(true);
  expect(mayCarryAwards({ origin: 'http://cairn.example', isLoopbackOrigin: false })).toBe(false);
  expect(mayCarryAwards({ origin: 'http://evil.example/https://', isLoopbackOrigin: false })).toBe(false);
});

test('a share link’s token has 32 characters of base64url, and nothing around them', () => {
  const token = 'abcdefghijklmnopqrstuvwxyzAZ09_-';
  expect(shareTokenPattern.test(token)).toBe(true);
  for (const other of [
    token.slice(1),
    `${token}a`,
    ` ${token.slice(1)}`,
    `${token.slice(1)}=`,
    `${token.slice(1)}/`,
    '',
  ]) {
    expect(shareTokenPattern.test(other), other).toBe(false);
  }
});
