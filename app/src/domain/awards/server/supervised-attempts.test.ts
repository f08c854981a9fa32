import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLearner, anEnrolment } from '../../../../test/builders/a-learner.ts';
import { answering, aTaughtMicrocredential } from '../../../../test/builders/an-award.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import {
  assessmentsForAuthor,
  openSitting,
  openSittings,
  recordDocumentCheck,
  saveQuiz,
  startAttempt,
} from '#domain/assessment/server/api.ts';
import type { AskedSupervision } from '#domain/assessment/supervision.ts';
import type { Role } from '#domain/identity/identity.ts';
import { awardOfEnrolment } from './award-pages.ts';
import { decideAfterFact, submitAttempt } from './submit-attempt.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

const system = { kind: 'system' } as const;

/** Somebody enrolled in what is assessed as asked. */
async function anExaminee(supervision: AskedSupervision | undefined) {
  const taught = await aTaughtMicrocredential(platform, {
    beforePublishing: async (versionId) => {
      const { assessments } = await assessmentsForAuthor(platform, system, versionId);
      for (const { id, title, instructions, settings } of assessments) {
        const asked = supervision === undefined ? settings : { ...settings, supervision };
        await saveQuiz(platform, system, { assessmentId: id, title, instructions, settings: asked });
      }
    },
  });
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, taught.offeringId);
  const start = (code?: string) =>
    startAttempt(platform, learner, { enrolmentId, assessmentId: taught.assessmentId, code });
  const handIn = (attemptId: string) =>
    submitAttempt(platform, learner, { attemptId, responses: answering(taught.questionIds, 'right') });
  const as = (role: Role) => ({ ...learner, memberships: [{ organisationId: taught.provider.id, role }] });
  return { ...taught, learner, enrolmentId, start, handIn, as };
}

const started = (result: Awaited<ReturnType<typeof startAttempt>>): string => {
  if (result.kind === 'refused') throw new Error(result.because);
  return result.attemptId;
};
const supervisionOf = async (enrolmentId: string) =>
  (await awardOfEnrolment(platform, enrolmentId))?.results.supervision;

test('an attempt that asks for the room begins with the code that is shown there, while it is shown', async () => {
  const { offeringId, assessmentId, enrolmentId, start, handIn, as } = await anExaminee('code-in-room');
  expect(await start()).toEqual({ kind: 'refused', because: 'code-needed' });
  const { code } = await openSitting(platform, as('assessor'), { offeringId, assessmentId, minutes: 15 });
  expect(await start('AAAAAA')).toEqual({ kind: 'refused', because: 'code-wrong' });
  const now = platform.clock();
  try {
    platform.setTime(new Date(now.getTime() + 16 * 60_000));
    expect(await start(code)).toEqual({ kind: 'refused', because: 'code-wrong' });
    platform.setTime(now);
    const attemptId = started(await start(` ${code.slice(0, 3)}-${code.slice(3).toLowerCase()} `));
    // On another device the attempt goes on; the code is asked for once.
    expect(started(await start())).toBe(attemptId);
    expect((await handIn(attemptId)).decision.kind).toBe('awarded');
  } finally {
    platform.setTime(now);
  }
  expect(await supervisionOf(enrolmentId)).toBe('supervised');
});

test('the code of another offering opens nothing, and guessing ends', async () => {
  const { start } = await anExaminee('code-in-room');
  const other = await anExaminee('code-in-room');
  const { code } = await openSitting(platform, system, {
    offeringId: other.offeringId,
    assessmentId: other.assessmentId,
    minutes: 15,
  });
  const answers = [];
  for (let guess = 0; guess < 9; guess++) answers.push(await start(code));
  expect(answers.map((one) => one.kind === 'refused' && one.because)).toEqual([
    ...Array.from({ length: 8 }, () => 'code-wrong'),
    'too-many-codes',
  ]);
});

test('where a document has to be checked, a pass counts once a registrar has said so, and is awarded once', async () => {
  const { offeringId, assessmentId, enrolmentId, start, handIn, as, learner } = await anExaminee('document-checked');
  const { code } = await openSitting(platform, system, { offeringId, assessmentId, minutes: 15 });
  const attemptId = started(await start(code));
  expect((await handIn(attemptId)).decision).toMatchObject({ kind: 'not-yet' });
  const elsewhere = await anExaminee(undefined);
  const notTheirs = { enrolmentId: elsewhere.enrolmentId, attemptId };
  await expect(recordDocumentCheck(platform, system, notTheirs)).rejects.toMatchObject({ code: 'not-found' });
  const denied = { code: 'permission-denied' };
  await expect(recordDocumentCheck(platform, as('assessor'), { enrolmentId, attemptId })).rejects.toMatchObject(denied);
  await expect(recordDocumentCheck(platform, learner, { enrolmentId, attemptId })).rejects.toMatchObject(denied);
  await Promise.all([1, 2].map(() => recordDocumentCheck(platform, as('registrar'), { enrolmentId, attemptId })));
  await Promise.all([1, 2].map(() => decideAfterFact(platform, { enrolmentId })));
  const awards = await platform.db.selectFrom('award').select('id').where('enrolment_id', '=', enrolmentId).execute();
  expect(awards).toHaveLength(1);
  expect(await supervisionOf(enrolmentId)).toBe('supervised-with-identity-check');
  const audited = await platform.db
    .selectFrom('audit_entry')
    .select('id')
    .where('subject_id', '=', enrolmentId)
    .where('action', '=', 'attempt.document-checked')
    .execute();
  expect(audited).toHaveLength(1);
});

test('an attempt that nobody supervised is said to be so, whatever its record promises', async () => {
  const { enrolmentId, start, handIn } = await anExaminee(undefined);
  await handIn(started(await start()));
  expect(await supervisionOf(enrolmentId)).toBe('none');
});

test('the codes of a sitting are for the provider’s assessors and registrars', async () => {
  const { offeringId, assessmentId, learner, as } = await anExaminee('code-in-room');
  await openSitting(platform, as('registrar'), { offeringId, assessmentId, minutes: 15 });
  expect(await openSittings(platform, as('assessor'), offeringId)).toHaveLength(1);
  const denied = { code: 'permission-denied' };
  for (const actor of [learner, as('author')])
    await expect(openSittings(platform, actor, offeringId)).rejects.toMatchObject(denied);
});
