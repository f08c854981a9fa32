import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLearner, anEnrolment } from '../../../../../test/builders/a-learner.ts';
import { aMicrocredential } from '../../../../../test/builders/a-microcredential.ts';
import { aRun } from '../../../../../test/builders/a-run.ts';
import { aPlatform, type TestPlatform } from '../../../../../test/platform.ts';
import { enrolmentById } from '../enrolment/enrolments.ts';
import {
  addSession,
  attendanceOf,
  cancelSession,
  exportPersonData,
  makePlan,
  markRoll,
  openCalendar,
  planCalendar,
  planOf,
  publicSessions,
  rollOf,
  sessionsOfEnrolment,
} from '../api.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

const system = { kind: 'system' } as const;

/** A run of two meetings with its assessor and somebody enrolled. */
async function aTaughtRun() {
  const built = await aMicrocredential(platform);
  const run = await aRun(platform, {
    microcredentialId: built.microcredentialId,
    sessions: [{ link: 'https://meet.example/one' }, {}],
  });
  const learner = await aLearner(platform, { displayName: 'Zoë Quinn' });
  const enrolmentId = await anEnrolment(platform, learner, run.offeringId);
  const [first = '', second = ''] = run.sessionIds;
  const assessor = {
    ...(await aLearner(platform)),
    memberships: [{ organisationId: built.provider.id, role: 'assessor' as const }],
  };
  const author = { ...assessor, memberships: [{ organisationId: built.provider.id, role: 'author' as const }] };
  return { ...run, first, second, learner, enrolmentId, assessor, author };
}

const marked = (enrolmentId: string, state: 'present' | 'late' | 'absent' | 'excused') =>
  new Map([[enrolmentId, state]]);
const attendance = async (enrolmentId: string) => {
  const enrolment = await enrolmentById(platform, enrolmentId);
  if (enrolment === undefined) throw new Error('no enrolment');
  return (await attendanceOf(platform.db, [enrolment])).get(enrolmentId);
};
const events = (enrolmentId: string) =>
  platform.db
    .selectFrom('event')
    .select('data')
    .where('type', '=', 'attendance.marked')
    .execute()
    .then((rows) => rows.filter(({ data }) => JSON.stringify(data).includes(enrolmentId)));
const audited = (subjectId: string) =>
  platform.db
    .selectFrom('audit_entry')
    .select(['action', 'detail'])
    .where('subject_id', '=', subjectId)
    .where('action', '=', 'attendance.marked')
    .orderBy('id')
    .execute();

test('a roll that is sent again writes, audits and announces nothing more; a correction does', async () => {
  const { first, enrolmentId, assessor } = await aTaughtRun();
  const send = (state: 'present' | 'absent') =>
    markRoll(platform, assessor, { sessionId: first, marks: marked(enrolmentId, state) });
  expect(await send('absent')).toEqual({ kind: 'marked', changed: 1 });
  expect(await send('absent')).toEqual({ kind: 'marked', changed: 0 });
  expect(await send('present')).toEqual({ kind: 'marked', changed: 1 });
  expect((await audited(enrolmentId)).map(({ detail }) => detail)).toEqual([
    { sessionId: first, state: 'absent' },
    { sessionId: first, state: 'present' },
  ]);
  expect(await events(enrolmentId)).toHaveLength(2);
  expect((await rollOf(platform, assessor, first)).entries).toEqual([
    { enrolmentId, name: 'Zoë Quinn', state: 'present' },
  ]);
  expect(await attendance(enrolmentId)).toEqual({ of: 2, attended: 1, required: { of: 0, attended: 0 } });
});

test('two who mark one roll at the same moment leave one mark each learner', async () => {
  const { first, enrolmentId, assessor } = await aTaughtRun();
  const send = (state: 'present' | 'absent') =>
    markRoll(platform, assessor, { sessionId: first, marks: marked(enrolmentId, state) });
  await Promise.all([send('present'), send('absent'), send('present')]);
  const rows = await platform.db.selectFrom('attendance').select('state').where('session_id', '=', first).execute();
  expect(rows).toHaveLength(1);
});

test('nobody is marked who is not enrolled in the run, nor in a session that was cancelled', async () => {
  const { first, second, enrolmentId, assessor } = await aTaughtRun();
  const elsewhere = await aTaughtRun();
  const strange = { sessionId: first, marks: marked(elsewhere.enrolmentId, 'present') };
  expect(await markRoll(platform, assessor, strange)).toEqual({ kind: 'marked', changed: 0 });
  await markRoll(platform, assessor, { sessionId: second, marks: marked(enrolmentId, 'present') });
  await cancelSession(platform, system, { sessionId: second });
  expect(await markRoll(platform, assessor, { sessionId: second, marks: marked(enrolmentId, 'absent') })).toEqual({
    kind: 'refused',
    because: 'cancelled',
  });
  expect(await attendance(enrolmentId)).toMatchObject({ of: 1, attended: 0 });
});

test('authors plan sessions and assessors call the roll; neither does the other’s, nor anyone else', async () => {
  const { offeringId, first, enrolmentId, learner, assessor, author } = await aTaughtRun();
  const fields = {
    title: 'Another',
    startsAt: new Date('2027-01-12T18:00:00Z'),
    endsAt: new Date('2027-01-12T20:00:00Z'),
    place: '',
    link: '',
    required: false,
  };
  expect(await addSession(platform, author, { offeringId, fields })).toMatchObject({ kind: 'added' });
  const denied = { code: 'permission-denied' };
  await expect(addSession(platform, assessor, { offeringId, fields })).rejects.toMatchObject(denied);
  await expect(rollOf(platform, author, first)).rejects.toMatchObject(denied);
  const marks = { sessionId: first, marks: marked(enrolmentId, 'present') };
  await expect(markRoll(platform, learner, marks)).rejects.toMatchObject(denied);
});

test('what is self-paced has no sessions', async () => {
  const { offeringId } = await aMicrocredential(platform);
  const { first: _, ...rest } = { first: 0, title: 'None', place: '', link: '', required: false };
  const fields = { ...rest, startsAt: new Date('2027-01-12T18:00:00Z'), endsAt: new Date('2027-01-12T20:00:00Z') };
  expect(await addSession(platform, system, { offeringId, fields })).toEqual({
    kind: 'refused',
    because: 'not-a-run',
  });
});

test('the address at which a session is joined is for those who are enrolled, never in public', async () => {
  const { offeringId, enrolmentId } = await aTaughtRun();
  const open = (await publicSessions(platform, [offeringId])).get(offeringId);
  expect(open).toHaveLength(2);
  expect(JSON.stringify(open)).not.toContain('meet.example');
  const own = await sessionsOfEnrolment(platform.db, { id: enrolmentId, offeringId });
  expect(own.map(({ link, state }) => [link, state])).toEqual([
    ['https://meet.example/one', null],
    ['', null],
  ]);
});

test('a learner’s calendar has the sessions as appointments, without those that were cancelled', async () => {
  const { learner, enrolmentId, second } = await aTaughtRun();
  const wishes = { minutesAWeek: 60, weekdays: [1 as const], finishBy: null };
  await makePlan(platform, learner, { enrolmentId, wishes, zone: 'UTC', reminds: false });
  await openCalendar(platform, learner, enrolmentId);
  const further = () => Promise.resolve([]);
  const { plan } = await planOf(platform, learner, { enrolmentId, further });
  const token = /calendars\/(.+)\.ics$/.exec(plan?.calendarUrl ?? '')?.[1] ?? '';
  const calendar = await planCalendar(platform, { token, further });
  expect(calendar).toMatch(/DTSTART:\d{8}T\d{6}Z\r\nDTEND:\d{8}T\d{6}Z\r\nSUMMARY:Meeting 1/);
  expect(calendar).toContain('Room 12\\nhttps://meet.example/one');
  await cancelSession(platform, system, { sessionId: second });
  expect(await planCalendar(platform, { token, further })).not.toContain('Meeting 2');
});

test('a learner’s copy of their data has their attendance', async () => {
  const { learner, enrolmentId, first, assessor } = await aTaughtRun();
  await markRoll(platform, assessor, { sessionId: first, marks: marked(enrolmentId, 'late') });
  const { attendance } = await exportPersonData(platform, learner.personId);
  expect(attendance).toMatchObject([{ session: 'Meeting 1', state: 'late' }]);
});
