import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLearner, anEnrolment } from '../../../../test/builders/a-learner.ts';
import { anAttempt, answering, aTaughtMicrocredential } from '../../../../test/builders/an-award.ts';
import { openRoutes } from '../../../../test/builders/open-routes.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import type { SignedIn } from '#domain/identity/identity.ts';
import { actorOf, erasePerson } from '#domain/identity/server/api.ts';
import { publishVersion, startNewVersion } from '#domain/catalogue/server/api.ts';
import { addMember } from '#domain/organisations/server/api.ts';
import { assessmentsToPlan } from '#domain/assessment/server/api.ts';
import { copyContent, markDone, openLesson, outline, planOf, withdraw } from '#domain/learning/server/api.ts';
import type { FurtherRoute } from '#domain/assessment/award-rule.ts';
import {
  assessmentsForLearner,
  claimNextSubmission,
  claimSubmission,
  confirmLearner,
  copyAssessment,
  enrolByRoute,
  exportPersonData,
  handInEvidence,
  newerVersionOffered,
  participantResults,
  priorLearningFor,
  returnSubmission,
  saveEvidence,
  startAttempt,
  submissionForAssessor,
  submissionsToJudge,
  takeNewerVersion,
} from '#domain/assessment/server/api.ts';
import { credentialToShow, decideAfterFact, judgeTask, myAwards, signCredential, submitAttempt } from './api.ts';

const system = { kind: 'system' } as const;
let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

async function aMicrocredential(routes: readonly FurtherRoute[], more: { readonly confirmed?: boolean } = {}) {
  return aTaughtMicrocredential(platform, {
    beforePublishing: (versionId) => openRoutes(platform, versionId, { routes, ...more }),
  });
}

async function anAssessor(organisationId: string): Promise<SignedIn> {
  const { personId } = await aLearner(platform, { displayName: 'Ana Assessor' });
  await addMember(platform, system, { organisationId, personId, role: 'assessor' });
  return actorOf(platform, personId);
}

async function anEnrolmentBy(route: FurtherRoute, learner: SignedIn, offeringId: string): Promise<string> {
  const enrolled = await enrolByRoute(platform, learner, { offeringId, route });
  if (enrolled.kind === 'refused') throw new Error(`not enrolled: ${enrolled.because}`);
  return enrolled.enrolmentId;
}

/** A microcredential that recognises prior learning, a learner who asks for it, and an assessor. */
async function anAsking(more: { readonly confirmed?: boolean } = {}) {
  const taught = await aMicrocredential(['prior-learning'], more);
  const learner = await aLearner(platform, { displayName: 'Rosa Lindqvist' });
  const enrolmentId = await anEnrolmentBy('prior-learning', learner, taught.offeringId);
  const assessor = await anAssessor(taught.provider.id);
  const evidence = taught.outcomes.map(({ id }) => ({
    outcomeId: id,
    text: 'Nine years on a helpline.',
    links: ['https://reference.example/rosa'],
  }));
  const work = { enrolmentId, evidence, ownWork: true, aiUse: 'none' };
  const choices = (level: number, feedback = 'Well shown.') =>
    taught.outcomes.map(({ id }) => ({ criterionId: id, level, feedback }));
  return { taught, learner, enrolmentId, assessor, work, choices };
}

async function submissionOf(enrolmentId: string): Promise<string> {
  const { id } = await platform.db
    .selectFrom('submission')
    .innerJoin('attempt', 'attempt.id', 'submission.attempt_id')
    .select('submission.id')
    .where('attempt.enrolment_id', '=', enrolmentId)
    .orderBy('submission.number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return id;
}

test('a version that names no other route is taken with its lessons alone, and the seat is given back', async () => {
  const { offeringId } = await aMicrocredential([]);
  const learner = await aLearner(platform);
  for (const route of ['assessment-only', 'prior-learning'] as const) {
    expect(await enrolByRoute(platform, learner, { offeringId, route })).toEqual({
      kind: 'refused',
      because: 'route-not-open',
    });
  }
  const { taken } = await platform.db
    .selectFrom('offering_seats')
    .select('taken')
    .where('offering_id', '=', offeringId)
    .executeTakeFirstOrThrow();
  expect(taken).toBe(0);
});

test('who takes the assessment alone has no lessons, passes, and holds a credential that says how', async () => {
  const taught = await aMicrocredential(['assessment-only']);
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolmentBy('assessment-only', learner, taught.offeringId);
  const page = await outline(platform, learner, enrolmentId);
  expect(page).toMatchObject({ modules: [], progress: { done: 0, of: 0 } });
  const [lesson] = await platform.db
    .selectFrom('lesson')
    .select('slug')
    .where('version_id', '=', taught.versionId)
    .execute();
  const place = { enrolmentId, slug: lesson?.slug ?? '' };
  await expect(openLesson(platform, learner, place)).rejects.toThrow();
  await expect(markDone(platform, learner, place)).rejects.toThrow();
  const { plan } = await planOf(platform, learner, { enrolmentId, further: assessmentsToPlan });
  expect(plan).toBeUndefined();

  const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId: taught.assessmentId });
  const { decision } = await submitAttempt(platform, learner, {
    attemptId,
    responses: answering(taught.questionIds, 'right'),
  });
  // The rule asks for the lessons too; that is for those who are taught.
  expect(decision).toMatchObject({ kind: 'awarded' });
  const [held] = await myAwards(platform, learner);
  expect(held?.award.results).toMatchObject({ route: 'assessment-only', assessments: [{ title: 'Final quiz' }] });
  await signCredential(platform, { credentialId: held?.credential.id ?? '' });
  const shown = await credentialToShow(platform, learner, held?.credential.id ?? '');
  expect(JSON.stringify(shown)).toContain('Earned by the assessment alone, without the lessons.');
});

test('who is taught is still asked for the lessons where the assessment alone is open to others', async () => {
  const taught = await aMicrocredential(['assessment-only']);
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, taught.offeringId);
  const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId: taught.assessmentId });
  const { decision } = await submitAttempt(platform, learner, {
    attemptId,
    responses: answering(taught.questionIds, 'right'),
  });
  expect(decision).toMatchObject({ kind: 'not-yet', missing: [{ kind: 'lessons-done' }] });
});

test('evidence of every outcome that an assessor finds shown makes one award, and its credential says so', async () => {
  const { taught, learner, enrolmentId, assessor, work, choices } = await anAsking();
  await Promise.all(Array.from({ length: 5 }, () => handInEvidence(platform, learner, work)));
  const waiting = await submissionsToJudge(platform, assessor, { organisationId: taught.provider.id });
  expect(waiting).toMatchObject([
    { learner: 'Rosa Lindqvist', submission: { assessment: 'Recognition of prior learning' } },
  ]);
  const submissionId = (await claimNextSubmission(platform, assessor, taught.provider.id)) ?? '';
  const page = await submissionForAssessor(platform, assessor, submissionId);
  expect(page.evidence.get(submissionId)).toEqual(work.evidence);
  expect(page.task.criteria.map(({ id }) => id)).toEqual(taught.outcomes.map(({ id }) => id));

  const judged = await Promise.all(
    Array.from({ length: 5 }, () => judgeTask(platform, assessor, { submissionId, choices: choices(1), feedback: '' })),
  );
  expect(judged.filter(({ kind }) => kind === 'judged')).toMatchObject([{ decision: { kind: 'awarded' } }]);
  const awards = await myAwards(platform, learner);
  expect(awards).toHaveLength(1);
  expect(awards[0]?.award.results).toMatchObject({
    route: 'prior-learning',
    assessments: [],
    supervision: 'none',
    outcomes: taught.outcomes.map(() => ({ points: 1, outOf: 1 })),
  });
  await signCredential(platform, { credentialId: awards[0]?.credential.id ?? '' });
  const shown = await credentialToShow(platform, learner, awards[0]?.credential.id ?? '');
  expect(JSON.stringify(shown)).toContain('Earned by recognition of prior learning');

  const enrolment = (await outline(platform, learner, enrolmentId)).enrolment;
  const progress = { done: 0, of: 0, percent: 0 };
  const results = await participantResults(platform, [{ enrolment, name: '', progress }]);
  expect(results.get(enrolmentId)?.mastery).toMatchObject(taught.outcomes.map(() => ({ points: 1, outOf: 1 })));
  expect(await priorLearningFor(platform, learner, enrolmentId)).toMatchObject({
    state: 'judged',
    isOpen: false,
    judgement: { passed: true, madeBy: assessor.personId },
  });
  const kept = await exportPersonData(platform, learner.personId);
  expect(kept.attempts).toMatchObject([
    { assessment: null, submissions: [{ evidence: work.evidence, ownWork: true, aiUse: 'none' }] },
  ]);
  const mails = await platform.db.selectFrom('mail_message').select('subject').execute();
  expect(mails.map(({ subject }) => subject)).toEqual(
    expect.arrayContaining(['Your evidence was handed in', 'Your evidence was judged']),
  );
});

test('one outcome that is not shown keeps the award, needs a reason, and tells the learner', async () => {
  const { learner, enrolmentId, assessor, work, choices } = await anAsking();
  await handInEvidence(platform, learner, work);
  const submissionId = await submissionOf(enrolmentId);
  const [first, ...others] = choices(1);
  const but = (feedback: string) => [{ criterionId: first?.criterionId ?? '', level: 0, feedback }, ...others];
  expect(await judgeTask(platform, assessor, { submissionId, choices: but(' '), feedback: '' })).toEqual({
    kind: 'refused',
    because: 'incomplete',
  });
  expect(
    await judgeTask(platform, assessor, { submissionId, choices: but('Nothing since 2010.'), feedback: '' }),
  ).toMatchObject({ decision: { kind: 'not-yet', missing: [{ kind: 'prior-learning-recognised' }] } });
  expect(await myAwards(platform, learner)).toEqual([]);
  const page = await priorLearningFor(platform, learner, enrolmentId);
  expect(page.judgement?.choices[0]).toMatchObject({ level: 0, feedback: 'Nothing since 2010.' });
  expect(await handInEvidence(platform, learner, work)).toMatchObject({ because: 'handed-in' });
});

test('evidence is whole, declared and the learner’s own before it is handed in, and a draft is kept', async () => {
  const { taught, learner, enrolmentId, work } = await anAsking();
  const some = work.evidence.slice(0, 1);
  expect(await saveEvidence(platform, learner, { enrolmentId, evidence: some })).toEqual({ kind: 'saved' });
  expect(await priorLearningFor(platform, learner, enrolmentId)).toMatchObject({ state: 'drafted', evidence: some });
  expect(await handInEvidence(platform, learner, { ...work, evidence: some })).toMatchObject({ because: 'unfit' });
  expect(await handInEvidence(platform, learner, { ...work, ownWork: false })).toMatchObject({
    because: 'not-declared',
  });
  expect(await handInEvidence(platform, learner, { ...work, aiUse: ' ' })).toMatchObject({ because: 'ai-use-missing' });
  const other = await aLearner(platform);
  await expect(handInEvidence(platform, other, work)).rejects.toThrow();
  await expect(priorLearningFor(platform, other, enrolmentId)).rejects.toThrow();
  // The assessments are no part of this route.
  expect(await assessmentsForLearner(platform, learner, enrolmentId)).toEqual([]);
  await expect(startAttempt(platform, learner, { enrolmentId, assessmentId: taught.assessmentId })).rejects.toThrow();
});

test('evidence that is returned is worked on where it was left, and handed in again', async () => {
  const { learner, enrolmentId, assessor, work, choices } = await anAsking();
  await handInEvidence(platform, learner, work);
  const first = await submissionOf(enrolmentId);
  await returnSubmission(platform, assessor, { submissionId: first, reason: 'Say when.' });
  expect(await priorLearningFor(platform, learner, enrolmentId)).toMatchObject({
    state: 'returned',
    isOpen: true,
    evidence: work.evidence,
    submission: { returnReason: 'Say when.' },
  });
  const better = work.evidence.map((one) => ({ ...one, text: 'From 2012 to 2021.' }));
  await handInEvidence(platform, learner, { ...work, evidence: better });
  const second = await submissionOf(enrolmentId);
  const page = await submissionForAssessor(platform, assessor, second);
  expect(page.earlier.map(({ id }) => page.evidence.get(id)?.[0]?.text)).toEqual(['Nine years on a helpline.']);
  await judgeTask(platform, assessor, { submissionId: second, choices: choices(1), feedback: '' });
  expect(await myAwards(platform, learner)).toHaveLength(1);
});

test('nobody judges their own evidence, nor what another assessor has claimed', async () => {
  const { taught, learner, enrolmentId, assessor, work, choices } = await anAsking();
  await handInEvidence(platform, learner, work);
  const submissionId = await submissionOf(enrolmentId);
  await addMember(platform, system, {
    organisationId: taught.provider.id,
    personId: learner.personId,
    role: 'assessor',
  });
  const both = await actorOf(platform, learner.personId);
  expect(await claimSubmission(platform, both, submissionId)).toMatchObject({ because: 'own-work' });
  await claimSubmission(platform, assessor, submissionId);
  const other = await anAssessor(taught.provider.id);
  expect(await judgeTask(platform, other, { submissionId, choices: choices(1), feedback: '' })).toMatchObject({
    because: 'claimed-by-another',
  });
});

test('where a registrar must confirm, recognition alone is no award', async () => {
  const { learner, enrolmentId, assessor, work, choices } = await anAsking({ confirmed: true });
  await handInEvidence(platform, learner, work);
  const submissionId = await submissionOf(enrolmentId);
  const judged = await judgeTask(platform, assessor, { submissionId, choices: choices(1), feedback: '' });
  expect(judged).toMatchObject({ decision: { kind: 'not-yet', missing: [{ kind: 'confirmed' }] } });
  expect(await confirmLearner(platform, system, { enrolmentId })).toEqual({ kind: 'confirmed' });
  await decideAfterFact(platform, { enrolmentId });
  expect(await myAwards(platform, learner)).toHaveLength(1);
});

test('who takes another route keeps the version that opened it', async () => {
  const { taught, learner, enrolmentId } = await anAsking();
  const { microcredentialId } = taught;
  const draft = await startNewVersion(platform, system, { microcredentialId }, [copyContent, copyAssessment]);
  if (draft.kind === 'refused') throw new Error(draft.because);
  await publishVersion(platform, system, { versionId: draft.toVersionId });
  expect(await newerVersionOffered(platform, learner, enrolmentId)).toBeUndefined();
  expect(await takeNewerVersion(platform, learner, { enrolmentId })).toMatchObject({ because: 'nothing-newer' });
  // The next version opens what the former did.
  const other = await aLearner(platform);
  expect(await anEnrolmentBy('prior-learning', other, taught.offeringId)).toBeDefined();
});

test('whoever erases their account takes their evidence with them', async () => {
  const { learner, enrolmentId, work } = await anAsking();
  await handInEvidence(platform, learner, work);
  const submissionId = await submissionOf(enrolmentId);
  expect(await erasePerson(platform, learner, [])).toEqual({ kind: 'erased' });
  const left = await platform.db.selectFrom('submission').select('id').where('id', '=', submissionId).execute();
  expect(left).toEqual([]);
});

test('whatever routes one person takes in whatever order, there is never a second award', async () => {
  const taught = await aMicrocredential(['assessment-only', 'prior-learning']);
  const assessor = await anAssessor(taught.provider.id);
  let awards = 0;
  const step = fc.constantFrom('assessment-only', 'prior-learning', 'pass', 'recognise', 'leave', 'both' as const);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
      const learner = await aLearner(platform);
      let enrolmentId = await anEnrolmentBy('assessment-only', learner, taught.offeringId);
      const pass = async () => {
        const started = await startAttempt(platform, learner, { enrolmentId, assessmentId: taught.assessmentId });
        if (started.kind === 'refused') return;
        const responses = answering(taught.questionIds, 'right');
        await submitAttempt(platform, learner, { attemptId: started.attemptId, responses });
      };
      const recognise = async () => {
        const evidence = taught.outcomes.map(({ id }) => ({ outcomeId: id, text: 'Years.', links: [] }));
        await handInEvidence(platform, learner, { enrolmentId, evidence, ownWork: true, aiUse: 'none' });
        const submissionId = await submissionOf(enrolmentId);
        const choices = taught.outcomes.map(({ id }) => ({ criterionId: id, level: 1, feedback: '' }));
        await judgeTask(platform, assessor, { submissionId, choices, feedback: '' });
      };
      for (const one of steps) {
        if (one === 'pass') await pass().catch(() => undefined);
        else if (one === 'recognise') await recognise().catch(() => undefined);
        else if (one === 'both') await Promise.allSettled([pass(), recognise()]);
        else if (one === 'leave') await withdraw(platform, learner, { enrolmentId });
        else {
          const enrolled = await enrolByRoute(platform, learner, { offeringId: taught.offeringId, route: one });
          if (enrolled.kind === 'enrolled') ({ enrolmentId } = enrolled);
        }
      }
      const held = await myAwards(platform, learner);
      expect(held.length).toBeLessThanOrEqual(1);
      awards += held.length;
    }),
    {
      numRuns: 12,
      examples: [
        [['pass', 'leave', 'prior-learning', 'recognise']],
        [['leave', 'prior-learning', 'both', 'leave', 'assessment-only', 'both']],
      ],
    },
  );
  // Each example earns one: what is held to one is not nothing.
  expect(awards).toBeGreaterThanOrEqual(2);
});
