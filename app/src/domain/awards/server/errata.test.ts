import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  attemptForLearner,
  correctKey,
  errataForRegistrar,
  judgeAttempt,
  previewCorrection,
  questionToCorrect,
  saveAnswers,
  startAttempt,
} from '#domain/assessment/server/api.ts';
import { personById } from '#domain/identity/server/api.ts';
import type { Role, SignedIn } from '#domain/identity/identity.ts';
import { aBankQuestion, aPooledDraft, published } from '../../../../test/builders/a-bank.ts';
import { aLearner, anEnrolment } from '../../../../test/builders/a-learner.ts';
import { anAttempt, answering, aTaughtMicrocredential, handIn } from '../../../../test/builders/an-award.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import { applyErratum, awardOfEnrolment } from './api.ts';

const noon = new Date('2026-10-14T12:00:00Z');
const minutes = (count: number) => new Date(noon.getTime() + count * 60_000);
const system = { kind: 'system' } as const;
const signal = new AbortController().signal;

let platform: TestPlatform;
let course: Awaited<ReturnType<typeof aTaughtMicrocredential>>;
let outsider: SignedIn;
beforeAll(async () => {
  platform = await aPlatform();
  outsider = await aLearner(platform);
});
afterAll(() => platform.stop());

/** A quiz of one question for each outcome, all of which must be right, and what is typed to correct its first one. */
async function aQuiz() {
  platform.setTime(noon);
  course = await aTaughtMicrocredential(platform, { passMark: 100, attemptLimit: 3 });
  const { provider, questionIds } = course;
  const first = questionIds[0] ?? '';
  const address = { organisationSlug: provider.slug, slug: course.slug };
  const as = (role: Role): SignedIn => ({ ...outsider, memberships: [{ organisationId: provider.id, role }] });
  const { question } = await questionToCorrect(platform, as('registrar'), { ...address, questionVersionId: first });
  const correction = {
    ...address,
    questionVersionId: first,
    typed: { body: question.body, key: { ...question.key, correct: 'wrong' } } as typeof question,
    reason: 'Haste was right after all.',
    since: null as string | null,
  };
  const correct = async (change: Partial<typeof correction> = {}) => {
    const corrected = await correctKey(platform, as('registrar'), { ...correction, ...change });
    if (corrected.kind === 'refused') throw new Error(corrected.because);
    return corrected.erratumId;
  };
  /** Somebody who has handed in: `old` is all right by the key as it was, `new` by the corrected one. */
  const whoAnswered = async (by: 'old' | 'new') => {
    const learner = await aLearner(platform);
    const enrolmentId = await anEnrolment(platform, learner, course.offeringId);
    const { assessmentId } = course;
    const attempt = () => anAttempt(platform, learner, { enrolmentId, assessmentId });
    const responses = answering(questionIds, 'right');
    const answers = by === 'old' ? responses : new Map([...responses, [first, { option: 'wrong' }]]);
    const answer = (attemptId: string) => saveAnswers(platform, learner, { attemptId, responses: answers });
    const submit = (attemptId: string) => handIn(platform, learner, { attemptId, questionIds: [], option: 'right' });
    const attemptId = await attempt();
    await answer(attemptId);
    const result = async () => {
      const page = await attemptForLearner(platform, learner, { enrolmentId, attemptId });
      if (page.kind === 'open') throw new Error('open');
      return page;
    };
    const mails = async () => {
      const to = (await personById(platform, learner.personId))?.email ?? '';
      const sent = await platform.db.selectFrom('mail_message').selectAll().where('to_address', '=', to).execute();
      return sent.filter(({ kind }) => kind === 'result-corrected');
    };
    const award = () => awardOfEnrolment(platform, enrolmentId);
    return { learner, enrolmentId, attemptId, attempt, answer, submit, result, mails, award };
  };
  return { as, address, correction, correct, whoAnswered, first };
}

const judgements = (attemptId: string) =>
  platform.db.selectFrom('judgement').selectAll().where('attempt_id', '=', attemptId).orderBy('id').execute();

test('a corrected key marks anew what was handed in: one passes and is awarded once, one no longer passes and keeps the award', async () => {
  const { as, address, correction, correct, whoAnswered } = await aQuiz();
  const [loses, gains, open] = [await whoAnswered('old'), await whoAnswered('new'), await whoAnswered('new')];
  await loses.submit(loses.attemptId);
  await gains.submit(gains.attemptId);
  const before = await judgements(loses.attemptId);
  expect(await loses.award()).toBeDefined();

  platform.setTime(minutes(5));
  const preview = await previewCorrection(platform, as('registrar'), correction);
  const who = ({ enrolmentId }: { enrolmentId: string }): unknown[] => [expect.objectContaining({ enrolmentId })];
  expect(preview).toEqual({
    kind: 'preview',
    answers: [
      { text: 'The calm way', right: false },
      { text: 'The hasty way', right: true },
    ],
    effects: {
      judged: 2,
      changed: 2,
      ...{ nowPass: who(gains), noLongerPass: who(loses), awarded: who(gains), inDoubt: who(loses) },
    },
  });
  expect(await judgements(loses.attemptId)).toEqual(before);

  const erratumId = await correct();
  await applyErratum(platform, { erratumId }, signal);
  await applyErratum(platform, { erratumId }, signal);
  expect((await gains.result()).judgement).toMatchObject({ passed: true });
  expect((await loses.result()).judgement).toMatchObject({ passed: false });
  const [kept, added, ...more] = await judgements(loses.attemptId);
  expect(kept).toEqual(before[0]);
  expect(added).toMatchObject({ supersedes: kept?.id, erratum_id: erratumId, made_at: minutes(5) });
  expect(more).toEqual([]);
  expect(await gains.award()).toBeDefined();
  expect(await loses.award()).toBeDefined();
  expect(await errataForRegistrar(platform, as('registrar'), address)).toMatchObject({
    errata: [{ id: erratumId, changed: 2, markedAt: minutes(5) }],
    inDoubt: who(loses),
  });
  for (const [one, words] of [
    [gains, 'you have passed'],
    [loses, 'no pass any more'],
  ] as const) {
    const [mail, ...again] = await one.mails();
    expect(mail?.text_body).toContain(words);
    expect(mail?.text_body).toContain(correction.reason);
    expect(again).toEqual([]);
  }

  // What was begun before and handed in after it is marked by the corrected key at once.
  await open.submit(open.attemptId);
  expect(await judgements(open.attemptId)).toMatchObject([{ passed: true, erratum_id: null }]);
});

test('a result says what was corrected and when, to those whose points stay too, and not to those who came later', async () => {
  const { correction, correct, whoAnswered } = await aQuiz();
  const [changed, later] = [await whoAnswered('old'), await whoAnswered('new')];
  await changed.submit(changed.attemptId);
  platform.setTime(minutes(5));
  const erratumId = await correct();
  const corrections = [{ number: 1, reason: correction.reason, madeAt: minutes(5), markedAt: null }];
  expect(await changed.result()).toMatchObject({ corrections, first: null, judgement: { passed: true } });
  await applyErratum(platform, { erratumId }, signal);
  expect(await changed.result()).toMatchObject({
    corrections: [{ markedAt: minutes(5) }],
    first: { score: 2, outOf: 2 },
  });
  platform.setTime(minutes(10));
  await later.submit(later.attemptId);
  expect(await later.result()).toMatchObject({ corrections: [], first: null, judgement: { passed: true } });
});

test('a key is corrected by registrars and owners, with a reason, and nothing but the key', async () => {
  const { as, correction, correct } = await aQuiz();
  for (const role of ['author', 'assessor', 'reviewer'] as const)
    await expect(correctKey(platform, as(role), correction)).rejects.toMatchObject({ code: 'permission-denied' });
  const because = async (change: Partial<typeof correction>) => {
    const corrected = await correctKey(platform, as('owner'), { ...correction, ...change });
    return corrected.kind === 'refused' ? corrected.because : corrected.kind;
  };
  const { body, key } = correction.typed;
  const typed = (change: object) => ({ ...correction.typed, ...change });
  expect(await because({ reason: ' ' })).toBe('reason-missing');
  expect(await because({ typed: typed({ body: { ...body, prompt: 'Something else?' } }) })).toBe('question-changed');
  expect(await because({ typed: typed({ key: { ...key, correct: 'right' } }) })).toBe('nothing-changed');
  expect(await because({ typed: typed({ key: { ...key, correct: 'none' } }) })).toBe('key-incomplete');
  const erratumId = await correct();
  expect(await because({})).toBe('changed-meanwhile');
  expect(await because({ since: erratumId, typed: typed({ key: { ...key, correct: 'right' } }) })).toBe('corrected');
  await expect(correctKey(platform, outsider, correction)).rejects.toMatchObject({ code: 'permission-denied' });
});

test('a key that is corrected twice is marked by its latest correction, whichever job comes first', async () => {
  const { correction, correct, whoAnswered } = await aQuiz();
  const { key } = correction.typed;
  const keyed = (change: object) => ({ ...correction.typed, key: { ...key, ...change } }) as typeof correction.typed;
  const one = await whoAnswered('old');
  await one.submit(one.attemptId);
  const first = await correct();
  const second = await correct({ since: first, typed: keyed({ explanation: 'So it is.' }), reason: 'Said better.' });
  await applyErratum(platform, { erratumId: first }, signal);
  expect((await one.result()).judgement.passed).toBe(true);
  await applyErratum(platform, { erratumId: second }, signal);
  expect((await judgements(one.attemptId))[1]).toMatchObject({ passed: false, erratum_id: second });
  expect((await one.mails())[0]?.text_body).toContain('Said better.');

  const back = await correct({ since: second, typed: keyed({ correct: 'right' }) });
  await applyErratum(platform, { erratumId: back }, signal);
  await applyErratum(platform, { erratumId: first }, signal);
  expect((await one.result()).judgement.passed).toBe(true);
  expect(await judgements(one.attemptId)).toHaveLength(3);
});

test('who judges and who corrects wait for each other, so that no judgement by the old key is missed', async () => {
  const { correction, as, whoAnswered } = await aQuiz();
  const one = await whoAnswered('old');
  let corrected: ReturnType<typeof correctKey> | undefined;
  await platform.db.transaction().execute(async (trx) => {
    await judgeAttempt(platform, trx, one.learner, { attemptId: one.attemptId, responses: new Map() });
    corrected = correctKey(platform, as('registrar'), correction);
    const waits = async (): Promise<string> => {
      const { rows } = await sql`select from pg_locks where locktype = 'advisory' and not granted`.execute(platform.db);
      return rows.length > 0 ? 'waits' : waits();
    };
    expect(await Promise.race([corrected.then(({ kind }) => kind), waits()])).toBe('waits');
  });
  const done = await corrected;
  if (done?.kind !== 'corrected') throw new Error('not corrected');
  await applyErratum(platform, done, signal);
  expect((await one.result()).judgement.passed).toBe(false);
});

test('a question that was drawn is marked anew for those for whom it was drawn, and for later ones', async () => {
  const draft = await aPooledDraft(platform, {
    bank: async (built) => {
      for (const { id } of built.outcomes)
        for (const prompt of ['This?', 'That?'])
          await aBankQuestion(platform, built, { outcomes: [id], prompt, difficulty: 'easy', tags: [] });
    },
    pools: (built) => built.outcomes.map(({ id }) => ({ outcomeId: id, draws: 1, points: 1 })),
  });
  const offeringId = await published(platform, draft);
  const address = { organisationSlug: draft.provider.slug, slug: draft.slug };
  const people = [];
  for (let count = 0; count < 5; count++) {
    const learner = await aLearner(platform);
    const enrolmentId = await anEnrolment(platform, learner, offeringId);
    const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId: draft.assessmentId });
    const page = await attemptForLearner(platform, learner, { enrolmentId, attemptId });
    const questionIds = page.questions.map(({ questionVersionId }) => questionVersionId);
    people.push({ learner, attemptId, questionIds });
  }
  const later = people.at(-1);
  const drawn = later?.questionIds[0] ?? '';
  for (const one of people.slice(0, -1)) await handIn(platform, one.learner, { ...one, option: 'right' });
  const shown = await questionToCorrect(platform, system, { ...address, questionVersionId: drawn });
  const wrong = { ...shown.question.key, correct: 'wrong' } as typeof shown.question.key;
  const typed = { body: shown.question.body, key: wrong };
  const input = { ...address, questionVersionId: drawn, typed, reason: 'Wrong.', since: null };
  const corrected = await correctKey(platform, system, input);
  if (corrected.kind === 'refused') throw new Error(corrected.because);
  await applyErratum(platform, corrected, signal);
  if (later) await handIn(platform, later.learner, { ...later, option: 'right' });
  for (const { attemptId, questionIds } of people) {
    const [latest] = (await judgements(attemptId)).slice(-1);
    expect(latest?.score).toBe(questionIds.includes(drawn) ? questionIds.length - 1 : questionIds.length);
  }
});

test('whoever hands in while a key is corrected is marked by the corrected key in the end', async () => {
  const { correct, whoAnswered } = await aQuiz();
  const people = await Promise.all(Array.from({ length: 4 }, () => whoAnswered('new')));
  const [erratumId] = await Promise.all([correct(), ...people.map((one) => one.submit(one.attemptId))]);
  await applyErratum(platform, { erratumId }, signal);
  for (const one of people) {
    expect((await one.result()).judgement.passed).toBe(true);
    expect(await one.award()).toBeDefined();
  }
});

test('further attempts are marked by the corrected key', async () => {
  const { correct, whoAnswered } = await aQuiz();
  const one = await whoAnswered('new');
  await one.submit(one.attemptId);
  await correct();
  const { assessmentId } = course;
  const again = await startAttempt(platform, one.learner, { enrolmentId: one.enrolmentId, assessmentId });
  if (again.kind === 'refused') throw new Error(again.because);
  await one.answer(again.attemptId);
  await one.submit(again.attemptId);
  expect(await one.award()).toBeDefined();
});
