import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  assessmentsForAuthor,
  beginSession,
  endInvigilatedSession,
  erasePersonData,
  exportPersonData,
  invigilationPage,
  invigilationsOf,
  inviteInvigilator,
  invigilatorsOf,
  isWatchedNow,
  openSitting,
  saveQuiz,
  startAttempt,
  takeUpInvigilation,
  withdrawInvigilator,
} from '#domain/assessment/server/api.ts';
import type { AskedSupervision } from '#domain/assessment/supervision.ts';
import { closeOffering } from '#domain/catalogue/server/api.ts';
import type { Role, SignedIn } from '#domain/identity/identity.ts';
import { personById } from '#domain/identity/server/api.ts';
import { lastMail } from '../../../../test/builders/a-browser.ts';
import { aLearner, anEnrolment } from '../../../../test/builders/a-learner.ts';
import { aRun } from '../../../../test/builders/a-run.ts';
import { answering, aTaughtMicrocredential, type TaughtMicrocredential } from '../../../../test/builders/an-award.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import { awardOfEnrolment } from './award-pages.ts';
import { decideAfterFact, submitAttempt } from './submit-attempt.ts';

const system = { kind: 'system' } as const;
const noon = new Date('2026-10-14T12:00:00Z');
const notFound = { code: 'not-found' };

let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
  platform.setTime(noon);
  for (const asked of ['code-in-room', 'document-checked'] as const) courses.set(asked, await aCourse(asked));
});
beforeEach(() => platform.setTime(noon));
afterAll(() => platform.stop());

const courses = new Map<AskedSupervision, TaughtMicrocredential>();
const later = (minutes: number) => platform.setTime(new Date(platform.clock().getTime() + minutes * 60_000));

function aCourse(supervision: AskedSupervision): Promise<TaughtMicrocredential> {
  return aTaughtMicrocredential(platform, {
    attemptLimit: null,
    beforePublishing: async (versionId) => {
      const { assessments } = await assessmentsForAuthor(platform, system, versionId);
      for (const { id, title, instructions, settings } of assessments)
        await saveQuiz(platform, system, {
          assessmentId: id,
          title,
          instructions,
          settings: { ...settings, supervision },
        });
    },
  });
}

async function invite(person: SignedIn, offeringId: string): Promise<string> {
  const email = (await personById(platform, person.personId))?.email ?? '';
  const invited = await inviteInvigilator(platform, system, { offeringId, email });
  if (invited.kind === 'refused') throw new Error(invited.because);
  return (await lastMail(platform, email))?.token ?? '';
}

async function anInvigilator(offeringId: string): Promise<SignedIn> {
  const person = await aLearner(platform, { displayName: 'Iris Watcher' });
  const taken = await takeUpInvigilation(platform, person, await invite(person, offeringId));
  if (taken.kind === 'refused') throw new Error(taken.because);
  return person;
}

/** A learner of what asks to be supervised, and an invigilator of the same offering. */
async function aPair(supervision: AskedSupervision = 'code-in-room') {
  const course = courses.get(supervision);
  if (!course) throw new Error('no course');
  const { offeringId, assessmentId, questionIds } = course;
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, offeringId);
  const invigilator = await anInvigilator(offeringId);
  const of = { offeringId, enrolmentId, assessmentId };
  const watched = async () =>
    (await invigilationPage(platform, invigilator, { offeringId, name: '' })).watched.find(
      (one) => one.enrolmentId === enrolmentId,
    );
  const end = async (outcome: 'whole' | 'incident' | 'broken-off' = 'whole', documentChecked = false) =>
    endInvigilatedSession(platform, invigilator, {
      offeringId,
      sessionId: (await watched())?.sessionId ?? '',
      outcome,
      documentChecked,
      note: outcome === 'incident' ? 'Somebody came in.' : '',
    });
  const start = async (code?: string) => {
    const started = await startAttempt(platform, learner, { enrolmentId, assessmentId, code });
    return started.kind === 'started' ? started.attemptId : started.because;
  };
  const handIn = (attemptId: string) =>
    submitAttempt(platform, learner, { attemptId, responses: answering(questionIds, 'right') });
  const begin = () => beginSession(platform, invigilator, of);
  const awarded = async () => {
    await decideAfterFact(platform, { enrolmentId });
    return (await awardOfEnrolment(platform, enrolmentId))?.results.supervision;
  };
  return {
    ...course,
    learner,
    enrolmentId,
    invigilator,
    of,
    watched,
    begin,
    end,
    start,
    handIn,
    awarded,
  };
}

test('whoever is watched begins without a code, and is awarded once the session was watched as a whole', async () => {
  const { learner, of, begin, end, start, handIn, awarded, watched } = await aPair();
  expect(await start()).toBe('code-needed');
  expect(await begin()).toEqual({ kind: 'begun' });
  expect(await begin()).toEqual({ kind: 'begun' });
  expect(await isWatchedNow(platform, learner, of)).toBe(true);
  later(2);
  const attemptId = await start();
  expect(await end()).toMatchObject({ because: 'still-answering' });
  later(20);
  expect((await handIn(attemptId)).decision).toMatchObject({ kind: 'not-yet' });
  expect(await watched()).toMatchObject({ submittedAt: platform.clock() });
  expect(await awarded()).toBeUndefined();
  later(1);
  expect(await end()).toEqual({ kind: 'ended' });
  expect(await isWatchedNow(platform, learner, of)).toBe(false);
  expect(await awarded()).toBe('supervised');
});

test('a document that was compared is said of the award, and is what an assessment asks for that asks for it', async () => {
  const { begin, end, start, handIn, awarded } = await aPair('document-checked');
  await begin();
  await handIn(await start());
  await end('whole', true);
  expect(await awarded()).toBe('supervised-with-identity-check');
  const without = await aPair('document-checked');
  await without.begin();
  await without.handIn(await without.start());
  await without.end('whole', false);
  expect(await without.awarded()).toBeUndefined();
});

test('what was not watched to its end, or in which something happened, doesn’t count; the learner may try again', async () => {
  for (const outcome of ['incident', 'broken-off'] as const) {
    const { begin, end, start, handIn, awarded } = await aPair();
    await begin();
    const attemptId = await start();
    if (outcome === 'broken-off') await end(outcome);
    later(5);
    await handIn(attemptId);
    if (outcome === 'incident') expect(await start()).toBe('already-passed');
    if (outcome === 'incident') await end(outcome, true);
    expect(await awarded()).toBeUndefined();

    await begin();
    later(1);
    await handIn(await start());
    await end();
    expect(await awarded()).toBe('supervised');
  }
});

test('an attempt that began before can’t be watched, and a session begins for one assessment once', async () => {
  const { offeringId, assessmentId, begin, start, handIn } = await aPair();
  const { code } = await openSitting(platform, system, { offeringId, assessmentId, minutes: 15 });
  const attemptId = await start(code);
  expect(await begin()).toMatchObject({ because: 'attempt-open' });
  await handIn(attemptId);

  const other = await aPair();
  const second = await anInvigilator(other.of.offeringId);
  await other.begin();
  expect(await beginSession(platform, second, other.of)).toMatchObject({ because: 'session-open' });
  const sessionId = (await other.watched())?.sessionId ?? '';
  const said = { offeringId, sessionId, outcome: 'broken-off', documentChecked: false, note: '' } as const;
  await expect(endInvigilatedSession(platform, second, said)).rejects.toMatchObject(notFound);
  // Nobody ended it for half a day: nothing begins in it any more, and another one may begin.
  later(12 * 60 + 1);
  expect(await other.start()).toBe('code-needed');
  expect(await beginSession(platform, second, other.of)).toEqual({ kind: 'begun' });
  expect(await endInvigilatedSession(platform, other.invigilator, said)).toMatchObject({ because: 'already-ended' });
});

test('an invigilator sees names and times of their own offering alone, and nothing of answers or marks', async () => {
  const { offeringId, invigilator, learner, begin, end, start, handIn } = await aPair();
  await begin();
  await handIn(await start());
  await end();
  const page = await invigilationPage(platform, invigilator, { offeringId, name: 'ada l' });
  expect(Object.keys(page.watched[0] ?? {}).sort()).toEqual([
    'assessmentId',
    'beganAt',
    'enrolmentId',
    'invigilationId',
    'name',
    'sessionId',
    'startedAt',
    'submittedAt',
    'title',
  ]);
  expect(page.sessions).toMatchObject([{ name: 'Ada Learner', outcome: 'whole' }]);
  expect((await invigilationPage(platform, invigilator, { offeringId, name: '%' })).watched).toEqual([]);
  const elsewhere = courses.get('document-checked')?.offeringId ?? '';
  for (const [actor, id] of [
    [invigilator, elsewhere],
    [learner, offeringId],
    [
      {
        ...learner,
        memberships: [{ organisationId: courses.get('code-in-room')?.provider.id ?? '', role: 'owner' as Role }],
      },
      offeringId,
    ],
  ] as const)
    await expect(invigilationPage(platform, actor, { offeringId: id, name: '' })).rejects.toMatchObject(notFound);
});

test('nobody watches themselves, or who doesn’t take the offering', async () => {
  const { invigilator, of, offeringId, assessmentId } = await aPair();
  const own = await anEnrolment(platform, invigilator, offeringId);
  await expect(beginSession(platform, invigilator, { ...of, enrolmentId: own })).rejects.toMatchObject(notFound);
  const { watched } = await invigilationPage(platform, invigilator, { offeringId, name: 'Iris' });
  expect(watched.map(({ enrolmentId }) => enrolmentId)).not.toContain(own);
  const other = await aPair('document-checked');
  const not = { offeringId, enrolmentId: other.enrolmentId, assessmentId };
  await expect(beginSession(platform, invigilator, not)).rejects.toMatchObject(notFound);
});

test('a withdrawn access ends at once: what was open is broken off, and counts for nothing', async () => {
  const { offeringId, invigilator, begin, start, handIn, awarded, end } = await aPair();
  await begin();
  const attemptId = await start();
  const { invigilations } = await invigilatorsOf(platform, system, offeringId);
  const email = (await personById(platform, invigilator.personId))?.email;
  const invigilationId = invigilations.find((one) => one.email === email)?.id ?? '';
  // Withdrawing twice is withdrawing once.
  for (let time = 0; time < 2; time++) await withdrawInvigilator(platform, system, { offeringId, invigilationId });
  expect(await invigilationsOf(platform, invigilator)).toEqual([]);
  await handIn(attemptId);
  await expect(end()).rejects.toMatchObject(notFound);
  expect(await awarded()).toBeUndefined();
  const { sessions } = await invigilatorsOf(platform, system, offeringId);
  expect(sessions[0]).toMatchObject({ email, outcome: 'broken-off', documentChecked: false });
});

test('an invitation is for one address and one time, and only a registrar or an owner sends it', async () => {
  const course = courses.get('code-in-room');
  const offeringId = course?.offeringId ?? '';
  const person = await aLearner(platform);
  const as = (role: Role) => ({ ...person, memberships: [{ organisationId: course?.provider.id ?? '', role }] });
  const email = 'watcher@people.example';
  for (const role of ['author', 'assessor', 'reviewer'] as const)
    await expect(inviteInvigilator(platform, as(role), { offeringId, email })).rejects.toMatchObject({
      code: 'permission-denied',
    });
  expect(await inviteInvigilator(platform, as('registrar'), { offeringId, email })).toEqual({ kind: 'invited' });

  const first = await invite(person, offeringId);
  const token = await invite(person, offeringId);
  expect(await takeUpInvigilation(platform, person, first)).toMatchObject({ because: 'withdrawn' });
  const stranger = await aLearner(platform);
  expect(await takeUpInvigilation(platform, stranger, token)).toMatchObject({ because: 'another-address' });
  const unconfirmed = { ...person, emailConfirmed: false };
  expect(await takeUpInvigilation(platform, unconfirmed, token)).toMatchObject({ because: 'email-not-confirmed' });
  expect(await takeUpInvigilation(platform, person, token)).toEqual({ kind: 'accepted', offeringId });
  expect(await takeUpInvigilation(platform, person, token)).toMatchObject({ because: 'accepted' });
  const again = (await personById(platform, person.personId))?.email ?? '';
  expect(await inviteInvigilator(platform, system, { offeringId, email: again })).toMatchObject({ because: 'already' });
  const late = await aLearner(platform);
  const lateToken = await invite(late, offeringId);
  later(14 * 24 * 60);
  expect(await takeUpInvigilation(platform, late, lateToken)).toMatchObject({ because: 'expired' });
});

test('access ends with a run, and with what is closed once nobody is under way', async () => {
  const course = await aCourse('code-in-room');
  const { offeringId: run } = await aRun(platform, course);
  const ofRun = await anInvigilator(run);
  const ofOpen = await anInvigilator(course.offeringId);
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, course.offeringId);
  await closeOffering(platform, system, { offeringId: course.offeringId });
  expect(await invigilationsOf(platform, ofOpen)).toHaveLength(1);
  await platform.db.updateTable('enrolment').set({ withdrawn_at: noon }).where('id', '=', enrolmentId).execute();
  expect(await invigilationsOf(platform, ofOpen)).toEqual([]);

  later(28 * 24 * 60);
  expect(await invigilationsOf(platform, ofRun)).toHaveLength(1);
  later(24 * 60);
  expect(await invigilationsOf(platform, ofRun)).toEqual([]);
  const refused = await inviteInvigilator(platform, system, { offeringId: run, email: 'late@people.example' });
  expect(refused).toMatchObject({ because: 'over' });
});

test('what was noted of somebody is in their own copy, and an invitation is forgotten with its address', async () => {
  const { learner, invigilator, offeringId, begin, end, start, handIn } = await aPair();
  await begin();
  await handIn(await start());
  await end('incident');
  const own = await exportPersonData(platform, learner.personId);
  expect(own.watchedIn).toMatchObject([{ outcome: 'incident', note: 'Somebody came in.' }]);
  const theirs = await exportPersonData(platform, invigilator.personId);
  expect(theirs).toMatchObject({ invigilations: [{ acceptedAt: noon }], watched: [{ outcome: 'incident' }] });

  const invited = await aLearner(platform);
  await invite(invited, offeringId);
  const email = (await personById(platform, invited.personId))?.email ?? '';
  await platform.db.transaction().execute((trx) => erasePersonData(platform, trx, { email }));
  const { invigilations } = await invigilatorsOf(platform, system, offeringId);
  expect(invigilations.map((one) => one.email)).not.toContain(email);
});

test('a session is audited, and what was watched as a whole is announced, so that the award follows', async () => {
  const { enrolmentId, begin, end, start, handIn } = await aPair();
  await begin();
  await handIn(await start());
  await end();
  const rows = await platform.db
    .selectFrom('audit_entry')
    .select('action')
    .where('subject_id', '=', enrolmentId)
    .where('action', 'like', 'invigilated-session.%')
    .orderBy('id')
    .execute();
  expect(rows.map(({ action }) => action)).toEqual(['invigilated-session.begun', 'invigilated-session.ended']);
  const announced = await platform.db
    .selectFrom('event')
    .select('data')
    .where('type', '=', 'attempt.supervised')
    .execute();
  expect(announced.map(({ data }) => data)).toContainEqual({ enrolmentId });
});
