import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyContent } from '#domain/learning/server/api.ts';
import { createOffering, publishVersion, startNewVersion } from '#domain/catalogue/server/api.ts';
import { freeForAll } from '#domain/catalogue/new-offering.ts';
import { PermissionDenied } from '#domain/identity/server/api.ts';
import { aBankQuestion, addressOf, aPooledDraft, choiceQuestion, published } from '../../../../test/builders/a-bank.ts';
import { aLearner, anEnrolment } from '../../../../test/builders/a-learner.ts';
import {
  anAttempt,
  handInAnswers,
  aTaughtMicrocredential,
  type TaughtMicrocredential,
} from '../../../../test/builders/an-award.ts';
import type { BuiltDraft } from '../../../../test/builders/a-microcredential.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import { analyseQuiz, analysisCsv, assessmentsForAuthor, copyAssessment, saveQuestion } from './api.ts';

const system = { kind: 'system' } as const;
const noon = new Date('2026-10-14T12:00:00Z');

let platform: TestPlatform;
let course: TaughtMicrocredential;
beforeAll(async () => {
  platform = await aPlatform();
  const outcomes = ['Tie', 'Untie', 'Splice'].map((text) => ({ text }));
  course = await aTaughtMicrocredential(platform, { record: { outcomes }, attemptLimit: null, passMark: 100 });
  for (const [index, paper] of papers.entries()) await handsIn(paper, { minutes: index + 1 });
});
afterAll(() => platform.stop());

/** For each learner: r, w or - for right, wrong or no answer to each question. */
const papers = ['rrr', 'rrw', 'rwr', 'rrw', 'wrr', 'rww', 'wrw', 'wwr', '-ww', 'www', 'www', 'rrw'] as const;

function responsesTo(questionIds: readonly string[], paper: string) {
  const answers = questionIds.map((id, index) => [id, paper[index]] as const).filter(([, given]) => given !== '-');
  return new Map(answers.map(([id, given]) => [id, { option: given === 'r' ? 'right' : 'wrong' }]));
}

async function handsIn(paper: string, { minutes = 5, times = 1 } = {}) {
  const { offeringId, assessmentId } = course;
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, offeringId);
  let attemptId = '';
  for (let time = 0; time < times; time++) {
    platform.setTime(new Date(noon.getTime() + time * 86_400_000));
    attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId });
    platform.setTime(new Date(platform.clock().getTime() + minutes * 60_000));
    const responses = responsesTo(course.questionIds, time === 0 ? paper : 'rrr');
    await handInAnswers(platform, learner, { attemptId, responses });
  }
  return attemptId;
}

const analysisOf = (
  assessmentId: string,
  { everywhere = false, of = course }: { readonly everywhere?: boolean; readonly of?: BuiltDraft } = {},
) => analyseQuiz(platform, system, { ...addressOf(of), assessmentId, everywhere });

async function figures() {
  const { questions } = await analysisOf(course.assessmentId);
  return questions.map(({ analysis }) => {
    if (analysis.kind === 'withheld') throw new Error(`withheld at ${analysis.asked}`);
    return analysis;
  });
}

test('each question of a quiz has the figures of those who handed in', async () => {
  const [first, second, third] = await figures();
  expect([first, second, third].map((found) => [found?.asked, found?.answered])).toEqual([
    [12, 11],
    [12, 12],
    [12, 12],
  ]);
  expect(first?.facility).toBe(0.5);
  expect(second?.facility).toBe(0.5);
  expect(third?.facility).toBeCloseTo(1 / 3, 12);
  // References: statistics.correlation of Python 3, over the papers above.
  expect(first?.discrimination).toBeCloseTo(0.242535625, 9);
  expect(second?.discrimination).toBeCloseTo(0.242535625, 9);
  expect(third?.discrimination).toBeCloseTo(0, 9);
  // By the other two questions: four got neither right; the fourth best got one right, and so did others, tied with them.
  expect(first?.extremes).toMatchObject({ upper: { learners: 8, share: 5 / 8 }, lower: { learners: 4, share: 1 / 4 } });
  expect(first?.places).toEqual([
    {
      id: '',
      label: null,
      isTyped: false,
      answers: [
        { text: 'The calm way', isRight: true, learners: 6, upper: 5, lower: 1 },
        { text: 'The hasty way', isRight: false, learners: 5, upper: 3, lower: 2 },
      ],
    },
  ]);
});

test('an open attempt, a second attempt and a superseded judgement count for nothing', async () => {
  const before = await figures();
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, course.offeringId);
  await anAttempt(platform, learner, { enrolmentId, assessmentId: course.assessmentId });
  expect(await figures()).toEqual(before);

  const attemptId = await handsIn('www', { times: 2 });
  const [twice] = await figures();
  expect(twice).toMatchObject({ asked: 13, facility: 6 / 13 });

  const first = await platform.db
    .selectFrom('judgement')
    .innerJoin('attempt as last', 'last.id', 'judgement.attempt_id')
    .innerJoin('attempt', 'attempt.enrolment_id', 'last.enrolment_id')
    .innerJoin('judgement as of', 'of.attempt_id', 'attempt.id')
    .selectAll('of')
    .where('last.id', '=', attemptId)
    .where('attempt.number', '=', 1)
    .executeTakeFirstOrThrow();
  const marks = (first.marks as readonly object[]).map((mark) => ({ ...mark, points: 1 }));
  await platform.db
    .insertInto('judgement')
    .values({
      ...first,
      id: platform.newId(),
      supersedes: first.id,
      score: 3,
      marks: JSON.stringify(marks),
      outcomes: JSON.stringify(first.outcomes),
    })
    .execute();
  const [corrected] = await figures();
  expect(corrected).toMatchObject({ asked: 13, facility: 7 / 13 });
});

test('the time from starting to handing in is told by its quartiles, from ten learners on', async () => {
  const { time } = await analysisOf(course.assessmentId);
  expect(time?.learners).toBeGreaterThanOrEqual(12);
  expect([time?.lowerQuartile, time?.median, time?.upperQuartile].every((value) => value && value % 15 === 0)).toBe(
    true,
  );
  expect(time?.median).toBeGreaterThanOrEqual(5 * 60);
});

test('another version that asks the same counts along where that is asked for, and not otherwise', async () => {
  const { microcredentialId } = course;
  const draft = await startNewVersion(platform, system, { microcredentialId }, [copyContent, copyAssessment]);
  if (draft.kind === 'refused') throw new Error(draft.because);
  const [quiz] = (await assessmentsForAuthor(platform, system, draft.toVersionId)).assessments;
  const [, changed] = quiz?.items ?? [];
  if (!quiz || !changed) throw new Error('nothing was copied');
  await saveQuestion(platform, system, {
    ...choiceQuestion('Asked in other words?'),
    assessmentId: quiz.id,
    questionVersionId: changed.questionVersionId,
    outcomes: changed.outcomes,
    points: 1,
  });
  await publishVersion(platform, system, { versionId: draft.toVersionId });
  await createOffering(platform, system, { ...freeForAll, microcredentialId });

  const alone = await analysisOf(quiz.id);
  expect(alone.questions.map(({ analysis }) => analysis)).toEqual(
    [0, 0, 0].map((asked) => ({ kind: 'withheld', asked })),
  );
  expect(alone.time).toBeNull();
  const everywhere = await analysisOf(quiz.id, { everywhere: true });
  expect(everywhere.questions.map(({ analysis }) => analysis.kind)).toEqual(['figures', 'withheld', 'figures']);
  expect(everywhere.all.map(({ versionNumber }) => versionNumber)).toEqual([2, 1]);
});

test('a question that is drawn counts those to whom it was put, and its rest is the rest of their own papers', async () => {
  const draft = await aPooledDraft(platform, {
    bank: async (built) => {
      const outcomes = built.outcomes.map(({ id }) => id);
      for (const prompt of ['One?', 'Two?', 'Three?']) await aBankQuestion(platform, built, { outcomes, prompt });
    },
    pools: () => [{ draws: 2, points: 5 }],
  });
  const offeringId = await published(platform, draft);
  for (let index = 0; index < 20; index++) {
    const learner = await aLearner(platform);
    const enrolmentId = await anEnrolment(platform, learner, offeringId);
    const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId: draft.assessmentId });
    const drawn = await platform.db
      .selectFrom('attempt_draw')
      .selectAll()
      .where('attempt_id', '=', attemptId)
      .execute();
    const ids = drawn.map((row) => row.question_version_id);
    await handInAnswers(platform, learner, {
      attemptId,
      // Both right or both wrong: each question goes along with the rest entirely.
      responses: new Map(ids.map((id) => [id, { option: index % 2 === 0 ? 'right' : 'wrong' }])),
    });
  }
  const { questions } = await analysisOf(draft.assessmentId, { of: draft });
  expect(questions.map(({ isDrawn }) => isDrawn)).toEqual([true, true, true]);
  const asked = questions.map(({ analysis }) => analysis.asked);
  expect(asked.reduce((sum, count) => sum + count, 0)).toBe(40);
  for (const { analysis } of questions)
    if (analysis.kind === 'figures') expect(analysis.discrimination).toBeCloseTo(1, 9);
});

test('only authors and owners of the provider see it', async () => {
  const address = { ...addressOf(course), assessmentId: course.assessmentId, everywhere: false };
  const learner = await aLearner(platform);
  const member = (role: 'assessor' | 'author' | 'owner') => ({
    ...learner,
    memberships: [{ organisationId: course.provider.id, role }],
  });
  await expect(analyseQuiz(platform, learner, address)).rejects.toThrow();
  await expect(analyseQuiz(platform, member('assessor'), address)).rejects.toThrow(PermissionDenied);
  await expect(analyseQuiz(platform, member('author'), address)).resolves.toMatchObject({ versionNumber: 1 });
  await expect(analyseQuiz(platform, member('owner'), address)).resolves.toMatchObject({ versionNumber: 1 });
});

test('what is right is told by the key in force', async () => {
  const rightOf = async () => (await figures())[2]?.places[0]?.answers.map(({ isRight }) => isRight);
  expect(await rightOf()).toEqual([true, false]);
  await platform.db
    .insertInto('erratum')
    .values({
      id: platform.newId(),
      question_version_id: course.questionIds[2] ?? '',
      key: JSON.stringify({ correct: 'wrong', explanation: '' }),
      reason: 'The hasty way is meant.',
      made_at: noon,
    })
    .execute();
  expect(await rightOf()).toEqual([false, true]);
});

test('a download has a line for each question, and runs nothing in a spreadsheet', async () => {
  const draft = await aDraftAsking('=HYPERLINK("http://evil.example")');
  const { questions } = await analysisOf(draft.assessmentId, { of: draft });
  const [, ...withheld] = [...analysisCsv(questions)];
  expect(withheld).toEqual([`1,"'=HYPERLINK(""http://evil.example"")",single-choice,1,no,,,,,,,,,\r\n`]);
  const [head, first] = [...analysisCsv((await analysisOf(course.assessmentId)).questions)];
  expect(head).toBe(
    'number,question,kind,points,drawn,asked,answered,facility,discrimination,upper_learners,upper_share,lower_learners,lower_share,to_look_at\r\n',
  );
  expect(first).toMatch(/^1,Which shows this: Tie\?,single-choice,1,no,\d+,\d+,0\.\d{3},-?0\.\d{3},/);
});

async function aDraftAsking(prompt: string) {
  const draft = await aPooledDraft(platform, { bank: () => Promise.resolve(), pools: () => [] });
  await saveQuestion(platform, system, {
    ...choiceQuestion(prompt),
    assessmentId: draft.assessmentId,
    questionVersionId: null,
    outcomes: draft.outcomes.map(({ id }) => id),
    points: 1,
  });
  return draft;
}
