import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  accommodate,
  arrangementsFor,
  assessmentsForLearner,
  attemptForLearner,
  exportPersonData,
  grantResit,
  judgeAttempt,
  startAttempt,
} from '#domain/assessment/server/api.ts';
import { erasePerson, personById } from '#domain/identity/server/api.ts';
import { withdraw } from '#domain/learning/server/api.ts';
import { aLearner, anEnrolment } from '../../../../test/builders/a-learner.ts';
import { anAttempt, answering, aTaughtMicrocredential, handIn } from '../../../../test/builders/an-award.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';

const noon = new Date('2026-10-14T12:00:00Z');
const minutes = (count: number) => new Date(noon.getTime() + count * 60_000);
const command = { kind: 'command' } as const;

let platform: TestPlatform;
let course: Awaited<ReturnType<typeof aTaughtMicrocredential>>;
beforeAll(async () => {
  platform = await aPlatform();
  course = await aTaughtMicrocredential(platform, { timeLimitMinutes: 45, attemptLimit: 1 });
});
afterAll(() => platform.stop());

async function aParticipant() {
  platform.setTime(noon);
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, course.offeringId);
  const { assessmentId, questionIds } = course;
  const due = async (attemptId: string) =>
    (await attemptForLearner(platform, learner, { enrolmentId, attemptId })).attempt.dueAt;
  const fail = async (into = enrolmentId) => {
    const attemptId = await anAttempt(platform, learner, { enrolmentId: into, assessmentId });
    await handIn(platform, learner, { attemptId, questionIds, option: 'wrong' });
  };
  const start = (into = enrolmentId) => startAttempt(platform, learner, { enrolmentId: into, assessmentId });
  return { learner, enrolmentId, assessmentId, due, fail, start };
}

test('extra time lengthens the attempts that follow and the one that is open, and never shortens one', async () => {
  const { learner, enrolmentId, assessmentId, due } = await aParticipant();
  const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId });
  expect(await due(attemptId)).toEqual(minutes(45));
  await accommodate(platform, command, { enrolmentId, extraTimePercent: 25, moreAttempts: 0 });
  // 56.25 minutes, rounded up.
  expect(await due(attemptId)).toEqual(minutes(57));
  await accommodate(platform, command, { enrolmentId, extraTimePercent: 0, moreAttempts: 0 });
  expect(await due(attemptId)).toEqual(minutes(57));
  await accommodate(platform, command, { enrolmentId, extraTimePercent: 100, moreAttempts: 0 });
  expect(await due(attemptId)).toEqual(minutes(90));

  const other = await aParticipant();
  const theirs = await anAttempt(platform, other.learner, other);
  expect(await other.due(theirs)).toEqual(minutes(45));
});

test('an attempt whose time is over is not opened again by extra time', async () => {
  const { learner, enrolmentId, assessmentId, due } = await aParticipant();
  const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId });
  platform.setTime(minutes(50));
  await accommodate(platform, command, { enrolmentId, extraTimePercent: 100, moreAttempts: 0 });
  expect(await due(attemptId)).toEqual(minutes(45));
});

test('more attempts and resits come on top of the limit, hold after enrolling anew, and the answers stay untold', async () => {
  const { learner, enrolmentId, assessmentId, fail, start } = await aParticipant();
  await accommodate(platform, command, { enrolmentId, extraTimePercent: 0, moreAttempts: 1 });
  await fail();
  const [shown] = await assessmentsForLearner(platform, learner, enrolmentId);
  expect(shown).toMatchObject({ settings: { attemptLimit: 2 }, allowance: { moreAttempts: 1 }, refusal: null });
  const first = shown?.attempts[0]?.id ?? '';
  const result = await attemptForLearner(platform, learner, { enrolmentId, attemptId: first });
  expect(result).toMatchObject({ kind: 'submitted', attemptsLeft: 1 });
  expect(result.kind === 'submitted' && result.questions.every(({ answer }) => answer === null)).toBe(true);

  await withdraw(platform, learner, { enrolmentId });
  const anew = await anEnrolment(platform, learner, course.offeringId);
  await fail(anew);
  expect(await start(anew)).toEqual({ kind: 'refused', because: 'no-attempts-left' });
  const granted = await grantResit(platform, command, { enrolmentId: anew, assessmentId, reason: 'Ill that day.' });
  expect(granted).toEqual({ kind: 'granted' });
  expect(await start(anew)).toMatchObject({ kind: 'started' });
});

test('a resit is granted once however often it is asked for at once, and the learner is told why', async () => {
  const { learner, enrolmentId, assessmentId, fail, start } = await aParticipant();
  const grant = (reason = 'The power failed.') => grantResit(platform, command, { enrolmentId, assessmentId, reason });
  expect(await grant()).toEqual({ kind: 'refused', because: 'attempts-left' });
  await start();
  expect(await grant()).toEqual({ kind: 'refused', because: 'attempts-left' });
  await fail();
  expect(await grant('  ')).toEqual({ kind: 'refused', because: 'reason-missing' });
  const answers = await Promise.all([grant(), grant(), grant()]);
  expect(answers.map((one) => (one.kind === 'refused' ? one.because : one.kind)).sort()).toEqual([
    'attempts-left',
    'attempts-left',
    'granted',
  ]);
  const to = (await personById(platform, learner.personId))?.email ?? '';
  const mails = await platform.db.selectFrom('mail_message').selectAll().where('to_address', '=', to).execute();
  const told = mails.filter(({ kind }) => kind === 'resit-granted');
  expect(told).toHaveLength(1);
  expect(told[0]?.text_body).toContain('The power failed.');
  expect(await start()).toMatchObject({ kind: 'started' });
  await fail();
  expect(await start()).toEqual({ kind: 'refused', because: 'no-attempts-left' });
});

test('a resit may begin as soon as it is granted, whatever pause is asked for between attempts', async () => {
  const paused = await aTaughtMicrocredential(platform, { attemptLimit: 1, coolDownHours: 24 });
  platform.setTime(noon);
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, paused.offeringId);
  const { assessmentId, questionIds } = paused;
  const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId });
  await handIn(platform, learner, { attemptId, questionIds, option: 'wrong' });
  platform.setTime(minutes(10));
  await grantResit(platform, command, { enrolmentId, assessmentId, reason: 'Ill.' });
  const [shown] = await assessmentsForLearner(platform, learner, enrolmentId);
  expect(shown).toMatchObject({ refusal: null, coolsDownUntil: null });
  expect(await startAttempt(platform, learner, { enrolmentId, assessmentId })).toMatchObject({ kind: 'started' });
});

test('a pass that was superseded gives no attempts back to whoever enrols anew', async () => {
  const { learner, enrolmentId, assessmentId, start } = await aParticipant();
  const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId });
  const responses = answering(course.questionIds, 'right');
  // Passed, and the rule not applied to it yet.
  await platform.db.transaction().execute((trx) => judgeAttempt(platform, trx, learner, { attemptId, responses }));
  const pass = await platform.db
    .selectFrom('judgement')
    .selectAll()
    .where('attempt_id', '=', attemptId)
    .executeTakeFirstOrThrow();
  await platform.db
    .insertInto('judgement')
    .values({
      ...pass,
      id: platform.newId(),
      supersedes: pass.id,
      passed: false,
      outcomes: JSON.stringify(pass.outcomes),
      marks: JSON.stringify(pass.marks),
    })
    .execute();
  await withdraw(platform, learner, { enrolmentId });
  expect(await start(await anEnrolment(platform, learner, course.offeringId))).toEqual({
    kind: 'refused',
    because: 'no-attempts-left',
  });
});

test('what is arranged is for the learner and those who may set it, and goes with the learner', async () => {
  const { learner, enrolmentId, assessmentId, fail } = await aParticipant();
  await fail();
  await accommodate(platform, command, { enrolmentId, extraTimePercent: 50, moreAttempts: 0 });
  await grantResit(platform, command, { enrolmentId, assessmentId, reason: 'Ill.' });
  expect(await arrangementsFor(platform, command, enrolmentId)).toMatchObject({
    accommodation: { extraTimePercent: 50, moreAttempts: 0 },
    assessments: [{ used: 1, limit: 2, mayResit: false }],
    resits: [{ reason: 'Ill.' }],
  });
  await expect(arrangementsFor(platform, learner, enrolmentId)).rejects.toMatchObject({ code: 'permission-denied' });
  await expect(
    accommodate(platform, learner, { enrolmentId, extraTimePercent: 300, moreAttempts: 20 }),
  ).rejects.toMatchObject({ code: 'permission-denied' });
  expect(await exportPersonData(platform, learner.personId)).toMatchObject({
    accommodations: [{ extraTimePercent: 50 }],
    resits: [{ assessment: 'Final quiz', reason: 'Ill.' }],
  });
  const trail = await platform.db
    .selectFrom('audit_entry')
    .select(['action', 'detail'])
    .where('subject_id', '=', enrolmentId)
    .execute();
  expect(trail).toEqual(
    expect.arrayContaining([
      { action: 'accommodation.set', detail: {} },
      { action: 'resit.granted', detail: { assessmentId } },
    ]),
  );
  await erasePerson(platform, learner, []);
  for (const table of ['accommodation', 'resit'] as const)
    expect(
      await platform.db.selectFrom(table).select('person_id').where('person_id', '=', learner.personId).execute(),
    ).toEqual([]);
});
