import { afterAll, beforeAll, expect, test } from 'vitest';
import { aJudgedTask, aMember } from '../../../../test/builders/a-judged-task.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import type { SignedIn } from '#domain/identity/identity.ts';
import { actorOf, personById } from '#domain/identity/server/api.ts';
import { addMember } from '#domain/organisations/server/api.ts';
import {
  askSecondMarking,
  claimSecondMarking,
  exportPersonData,
  releaseSecondMarking,
  secondMarkingPage,
  secondMarkingsOf,
  secondMarkingsToMark,
  submissionForAssessor,
  submissionsJudgedLately,
  taskForLearner,
} from '#domain/assessment/server/api.ts';
import { markTaskSecond, myAwards, settleSecondMarking } from './api.ts';

const system = { kind: 'system' } as const;
let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

/** Work judged with a level, for which a registrar has asked for a second marking. */
async function anAskedFor(level: number) {
  const judged = await aJudgedTask(platform, level);
  const { organisationId, submissionId } = judged;
  const second = await aMember(platform, organisationId, 'assessor', 'Sol Second');
  const registrar = await aMember(platform, organisationId, 'registrar', 'Rio Registrar');
  const reason = 'The learner asks why it was 0 points.';
  expect(await askSecondMarking(platform, registrar, { submissionId, reason })).toEqual({ kind: 'asked' });
  return { ...judged, second, registrar, reason };
}

async function marked(by: SignedIn, { submissionId, choices }: Awaited<ReturnType<typeof anAskedFor>>, level: number) {
  return markTaskSecond(platform, by, { submissionId, choices: choices(level, 'Two.'), feedback: 'Second.' });
}

async function mailsTo({ personId }: SignedIn, kind: string) {
  return platform.db
    .selectFrom('mail_message')
    .select('text_body')
    .where('kind', '=', kind)
    .where('to_address', '=', (await personById(platform, personId))?.email ?? '')
    .execute();
}

test('a second marker finds the work in the queue and sees neither first marks nor the reason before marking', async () => {
  const asked = await anAskedFor(0);
  const { organisationId, submissionId, second, first, registrar, reason } = asked;
  expect(await secondMarkingsToMark(platform, second, organisationId)).toMatchObject([{ submissionId }]);
  expect(await secondMarkingsToMark(platform, first, organisationId)).toEqual([]);
  for (const seen of [
    await submissionForAssessor(platform, second, submissionId),
    (await secondMarkingPage(platform, second, submissionId)).page,
  ]) {
    expect(seen).toMatchObject({ state: 'judged', judgement: null });
  }
  const blind = await secondMarkingPage(platform, second, submissionId);
  expect(blind).toMatchObject({ marks: null, marking: { reason: null, first: null, second: null } });
  expect(JSON.stringify(blind)).not.toContain('First.');
  expect(await submissionsJudgedLately(platform, second, { organisationId })).toEqual([]);
  expect(await secondMarkingPage(platform, registrar, submissionId)).toMatchObject({ marking: { reason } });

  expect(await marked(second, asked, 2)).toEqual({ kind: 'marked' });
  expect(await secondMarkingPage(platform, second, submissionId)).toMatchObject({
    marking: { state: 'to-settle', first: { feedback: 'First.' }, second: { assessor: 'Sol Second' } },
  });
  expect(await submissionsJudgedLately(platform, second, { organisationId })).toHaveLength(1);
});

test('neither the first marker, nor the learner, nor who asked and knows the marks, is the second marker', async () => {
  const asked = await anAskedFor(0);
  const { organisationId, learner, first, registrar } = asked;
  for (const { personId } of [learner, registrar]) {
    await addMember(platform, system, { organisationId, personId, role: 'assessor' });
  }
  expect(await marked(first, asked, 2)).toMatchObject({ because: 'first-marker' });
  expect(await marked(await actorOf(platform, learner.personId), asked, 2)).toMatchObject({ because: 'own-work' });
  expect(await marked(await actorOf(platform, registrar.personId), asked, 2)).toMatchObject({
    because: 'asked-for-it',
  });
  await expect(marked(learner, asked, 2)).rejects.toMatchObject({ status: 403 });
});

test('it is asked for with a reason, for judged work, once', async () => {
  const { submissionId, organisationId, first, learner } = await aJudgedTask(platform, 1);
  expect(await askSecondMarking(platform, first, { submissionId, reason: ' ' })).toMatchObject({
    because: 'reason-missing',
  });
  await addMember(platform, system, { organisationId, personId: learner.personId, role: 'assessor' });
  const own = await actorOf(platform, learner.personId);
  expect(await askSecondMarking(platform, own, { submissionId, reason: 'Mine.' })).toMatchObject({
    because: 'own-work',
  });
  const asks = await Promise.all(
    Array.from({ length: 4 }, () => askSecondMarking(platform, first, { submissionId, reason: 'Unsure.' })),
  );
  expect(asks.filter(({ kind }) => kind === 'asked')).toHaveLength(1);
});

test('two assessors who choose the same levels settle it: the learner gets the words of both, and no mail', async () => {
  const asked = await anAskedFor(1);
  const { place, learner, second, submissionId, registrar } = asked;
  expect(await marked(second, asked, 1)).toEqual({ kind: 'settled' });
  expect(await taskForLearner(platform, learner, place)).toMatchObject({
    judgement: { passed: true, madeBy: second.personId, feedback: 'First.\n\nSecond.' },
  });
  expect(await mailsTo(learner, 'second-marking-settled')).toEqual([]);
  expect(await myAwards(platform, learner)).toHaveLength(1);
  expect(
    await settleSecondMarking(platform, registrar, {
      submissionId,
      as: 'first',
      reason: 'x',
      choices: [],
      feedback: '',
    }),
  ).toMatchObject({ because: 'settled' });
});

test('settled for the second marks, the first judgement is superseded and the award made, once however often pressed', async () => {
  const asked = await anAskedFor(0);
  const { learner, place, second, registrar, submissionId } = asked;
  await marked(second, asked, 2);
  expect(await myAwards(platform, learner)).toEqual([]);
  const input = { submissionId, as: 'second', reason: 'Both criteria are met.', choices: [], feedback: '' } as const;
  const settled = await Promise.all(Array.from({ length: 4 }, () => settleSecondMarking(platform, registrar, input)));
  expect(settled.filter(({ kind }) => kind === 'settled')).toHaveLength(1);
  expect(await myAwards(platform, learner)).toHaveLength(1);
  const judgements = await platform.db
    .selectFrom('judgement')
    .innerJoin('attempt', 'attempt.id', 'judgement.attempt_id')
    .select(['judgement.id', 'judgement.supersedes', 'judgement.made_by', 'judgement.passed'])
    .where('attempt.enrolment_id', '=', place.enrolmentId)
    .where('attempt.assessment_id', '=', place.assessmentId)
    .orderBy('judgement.made_at')
    .execute();
  expect(judgements).toMatchObject([
    { supersedes: null, passed: false },
    { supersedes: judgements[0]?.id, passed: true, made_by: second.personId },
  ]);
  const [mail] = await mailsTo(learner, 'second-marking-settled');
  expect(mail?.text_body).toContain('Your result was 0% and is 100% now.');
  expect(mail?.text_body).toContain('Both criteria are met.');
});

test('an award that the settled marks would not grant stands, and is listed to decide on', async () => {
  const asked = await anAskedFor(2);
  const { learner, place, second, registrar, submissionId, organisationId, choices } = asked;
  expect(await myAwards(platform, learner)).toHaveLength(1);
  await marked(second, asked, 1);
  expect((await secondMarkingsOf(platform, registrar, organisationId)).open).toMatchObject([{ state: 'to-settle' }]);
  const own = { submissionId, as: 'own', reason: 'Neither criterion is met.', feedback: 'Mine.' } as const;
  expect(await settleSecondMarking(platform, registrar, { ...own, choices: [] })).toMatchObject({
    because: 'incomplete',
  });
  expect(await settleSecondMarking(platform, registrar, { ...own, choices: choices(0), reason: ' ' })).toMatchObject({
    because: 'reason-missing',
  });
  await settleSecondMarking(platform, registrar, { ...own, choices: choices(0) });
  expect(await taskForLearner(platform, learner, place)).toMatchObject({
    judgement: { passed: false, madeBy: registrar.personId, feedback: 'Mine.' },
  });
  expect(await myAwards(platform, learner)).toMatchObject([{ award: { enrolmentId: place.enrolmentId } }]);
  const { open, settled, inDoubt } = await secondMarkingsOf(platform, registrar, organisationId);
  expect([open, settled, inDoubt]).toMatchObject([[], [{ settledAs: 'own' }], [{ enrolmentId: place.enrolmentId }]]);
  const [mail] = await mailsTo(learner, 'second-marking-settled');
  expect(mail?.text_body).toContain('the award stands');
});

test('only a registrar or owner who marked neither settles, and only what was marked', async () => {
  const asked = await anAskedFor(0);
  const { second, first, registrar, submissionId, organisationId } = asked;
  const input = { submissionId, as: 'first', reason: 'It is right.', choices: [], feedback: '' } as const;
  expect(await settleSecondMarking(platform, registrar, input)).toMatchObject({ because: 'not-marked' });
  await marked(second, asked, 2);
  await expect(settleSecondMarking(platform, second, input)).rejects.toMatchObject({ status: 403 });
  await addMember(platform, system, { organisationId, personId: first.personId, role: 'owner' });
  const both = await actorOf(platform, first.personId);
  expect(await settleSecondMarking(platform, both, input)).toMatchObject({ because: 'own-marks' });
  expect(await settleSecondMarking(platform, registrar, input)).toEqual({ kind: 'settled' });
});

test('while one assessor holds a second marking nobody else marks it; its learner’s copy tells all of it', async () => {
  const asked = await anAskedFor(0);
  const { second, organisationId, submissionId, learner, reason } = asked;
  const third = await aMember(platform, organisationId, 'assessor', 'Thi Third');
  expect(await claimSecondMarking(platform, third, submissionId)).toEqual({ kind: 'claimed' });
  expect(await claimSecondMarking(platform, second, submissionId)).toMatchObject({ because: 'claimed-by-another' });
  expect(await marked(second, asked, 2)).toMatchObject({ because: 'claimed-by-another' });
  await releaseSecondMarking(platform, second, submissionId);
  expect(await secondMarkingsToMark(platform, second, organisationId)).toEqual([]);
  await releaseSecondMarking(platform, third, submissionId);
  expect(await marked(second, asked, 2)).toEqual({ kind: 'marked' });
  const { attempts } = await exportPersonData(platform, learner.personId);
  expect(attempts.flatMap(({ secondMarkings }) => secondMarkings)).toMatchObject([
    { reason, feedback: 'Second.', settledAt: null },
  ]);
});
