import { expect, test } from 'vitest';
import {
  addQuestionPicture,
  assessmentsForAuthor,
  attemptForLearner,
  saveAnswers,
  saveQuestion,
  type AttemptPaper,
  type AttemptResult,
} from '#domain/assessment/server/api.ts';
import {
  questionKind,
  questionKindIds,
  type Fields,
  type Question,
  type Response,
} from '#domain/assessment/question-kinds.ts';
import { versionById } from '#domain/catalogue/server/api.ts';
import { aProvider } from '../../../../test/builders/a-microcredential.ts';
import { aLearner, anEnrolment } from '../../../../test/builders/a-learner.ts';
import { anAttempt, answering, aTaughtMicrocredential } from '../../../../test/builders/an-award.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import { submitAttempt } from './api.ts';

const system = { kind: 'system' } as const;
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="70" height="50"/>');
const animals = { 'option-0': 'Owl', 'option-1': 'Bat', 'option-2': 'Eel' };
const asked: readonly (readonly [Question['kind'], Fields, right: Response, partly: Response])[] = [
  ['multiple-choice', { ...animals, 'right-0': 'on', 'right-1': 'on' }, { options: ['o0', 'o1'] }, { options: ['o0'] }],
  [
    'true-false',
    { 'option-0': 'True', 'option-1': 'False', correct: 'false' },
    { option: 'false' },
    { option: 'true' },
  ],
  ['numeric', { value: '37', tolerance: '0.5', unit: '°C' }, { text: '37,4 °C' }, { text: '38' }],
  ['short-text', { accepted: 'Secretword' }, { text: 'secretword' }, { text: 'no idea' }],
  ['ordering', animals, { places: { i0: '2', i1: '3', i2: '1' } }, { places: { i2: '1', i1: '1' } }],
  [
    'matching',
    { 'item-0': 'Cow', 'match-0': 'Calf', 'item-1': 'Dog', 'match-1': 'Pup' },
    { places: { i0: 'm0', i1: 'm1' } },
    { places: { i0: 'm0', i1: 'm0' } },
  ],
  [
    'cloze',
    { 'gap-1': 'Hiddenword', 'gap-2': 'up', 'wrong-2': 'down' },
    { places: { g1: 'hiddenword', g2: 'g2-1' } },
    { places: { g1: 'hiddenword' } },
  ],
  ['formula', { variables: 'a, b', formula: '(a^2 - b^2)/(a - b)' }, { text: 'a + b' }, { text: 'b' }],
  [
    'hotspot',
    {
      alternative: 'A coast',
      'region-0': 'West',
      'coords-0': '10, 50, 5',
      'region-1': 'East',
      'coords-1': '90, 50, 5',
      correct: '1',
    },
    { option: 'o1' },
    { option: 'o0' },
  ],
];

/** A quiz with a question of every kind, four points each beside the single-choice one, begun by a learner. */
async function begun(platform: TestPlatform, attemptLimit = 1) {
  const questions: string[] = [];
  const provider = await aProvider(platform);
  const taught = await aTaughtMicrocredential(platform, {
    attemptLimit,
    provider,
    beforePublishing: async (versionId) => {
      const { slug = '' } = (await versionById(platform, versionId)) ?? {};
      const kept = await addQuestionPicture(platform, system, { organisationSlug: provider.slug, slug, bytes: svg });
      if (kept.kind === 'refused') throw new Error(kept.because);
      const picture = { picture: kept.picture.id, pictureWidth: '70', pictureHeight: '50' };
      const [quiz] = (await assessmentsForAuthor(platform, system, versionId)).assessments;
      for (const [kind, fields] of asked) {
        const saved = await saveQuestion(platform, system, {
          ...({
            kind,
            ...questionKind(kind).fromForm({
              prompt: `${kind} [1] [2]`,
              explanation: 'Secretreason',
              ...picture,
              ...fields,
            }),
          } as Question),
          assessmentId: quiz?.id ?? '',
          questionVersionId: null,
          outcomes: quiz?.items[0]?.outcomes ?? [],
          points: 4,
        });
        if (saved.kind === 'refused') throw new Error(`${kind} refused: ${saved.problems.join(', ')}`);
        questions.push(saved.questionVersionId);
      }
    },
  });
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, taught.offeringId);
  const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId: taught.assessmentId });
  const single = answering(taught.questionIds, 'right');
  const see = () => attemptForLearner(platform, learner, { enrolmentId, attemptId });
  return { learner, attemptId, questions, single, see };
}

const open = (page: AttemptPaper | AttemptResult): AttemptPaper => {
  if (page.kind !== 'open') throw new Error('handed in');
  return page;
};
const handedIn = (page: AttemptPaper | AttemptResult): AttemptResult => {
  if (page.kind !== 'submitted') throw new Error('still open');
  return page;
};

test('the paper of an attempt holds every kind of question and nothing of what is right', async () => {
  await using platform = await aPlatform();
  const { see } = await begun(platform);
  expect(asked.map(([kind]) => kind)).toEqual(questionKindIds.filter((kind) => kind !== 'single-choice'));
  const page = open(await see());
  const seen = JSON.stringify(page).toLowerCase();
  for (const secret of [
    'secretword',
    'hiddenword',
    'secretreason',
    'a^2',
    'correct',
    'accepted',
    'tolerance',
    'explanation',
  ])
    expect(seen).not.toContain(secret);
  expect(open(await see()).questions).toEqual(page.questions);
});

test('every kind of question answered right earns all of its points', async () => {
  await using platform = await aPlatform();
  const { learner, attemptId, questions, single, see } = await begun(platform);
  const responses = new Map([
    ...single,
    ...questions.map((id, index) => [id, asked[index]?.[2] ?? { option: '' }] as const),
  ]);
  const { judged } = await submitAttempt(platform, learner, { attemptId, responses });
  expect(judged.judgement.score).toBe(judged.judgement.outOf);
  const told = handedIn(await see()).questions.slice(-asked.length);
  expect(told.map(({ lines }) => lines.map(({ label, given, right }) => [label, given, right]))).toEqual([
    [[null, 'Owl\nBat', 'Owl\nBat']],
    [[null, 'False', 'False']],
    [[null, '37,4 °C', '37 ± 0.5 °C']],
    [[null, 'secretword', 'Secretword']],
    [
      ['Bat', '2', '2'],
      ['Eel', '3', '3'],
      ['Owl', '1', '1'],
    ],
    [
      ['Cow', 'Calf', 'Calf'],
      ['Dog', 'Pup', 'Pup'],
    ],
    [
      [1, 'hiddenword', 'Hiddenword'],
      [2, 'up', 'up'],
    ],
    [[null, 'a + b', '(a^2 - b^2)/(a - b)']],
    [[null, 'East', 'East']],
  ]);
  expect(told.every(({ answer }) => answer?.explanation === 'Secretreason')).toBe(true);
});

test('while another attempt is left, nothing of what is right is told after handing in either', async () => {
  await using platform = await aPlatform();
  const { learner, attemptId, see } = await begun(platform, 2);
  await submitAttempt(platform, learner, { attemptId, responses: new Map() });
  const { questions } = handedIn(await see());
  expect(questions.flatMap(({ lines }) => lines).every(({ right }) => right === null)).toBe(true);
  expect(questions.every(({ answer }) => answer === null)).toBe(true);
  expect(JSON.stringify(questions).toLowerCase()).not.toMatch(/secretword|hiddenword|secretreason/);
});

test('what is partly right earns its share where the kind has one, and nothing where it has none', async () => {
  await using platform = await aPlatform();
  const { learner, attemptId, questions, single, see } = await begun(platform);
  const responses = new Map([
    ...single,
    ...questions.map((id, index) => [id, asked[index]?.[3] ?? { option: '' }] as const),
  ]);
  await submitAttempt(platform, learner, { attemptId, responses });
  const given = handedIn(await see())
    .questions.slice(-asked.length)
    .map((question) => question.given);
  expect(given).toEqual([2, 0, 0, 0, 1, 2, 2, 0, 0]);
});

test('an answer may be taken back, and one of another kind is not kept', async () => {
  await using platform = await aPlatform();
  const { learner, attemptId, questions, see } = await begun(platform);
  const [several = '', , , words = ''] = questions;
  const keep = async (responses: ReadonlyMap<string, Response>) => {
    await saveAnswers(platform, learner, { attemptId, responses });
    return open(await see()).chosen;
  };
  expect(
    await keep(
      new Map([
        [several, { options: ['o0'] }],
        [words, { text: 'owl' }],
      ]),
    ),
  ).toEqual({
    [several]: { options: ['o0'] },
    [words]: { text: 'owl' },
  });
  expect(await keep(new Map([[words, { option: 'o0' }]]))).toHaveProperty([words], { text: 'owl' });
  expect(
    await keep(
      new Map([
        [several, { options: [] }],
        [words, { text: ' ' }],
      ]),
    ),
  ).toEqual({});
});

test('the database refuses a kind of question that there is none of', async () => {
  await using platform = await aPlatform();
  await begun(platform);
  const copy = platform.db
    .insertInto('question_version')
    .columns(['id', 'question_id', 'number', 'kind', 'body', 'key', 'outcomes', 'created_at'])
    .expression((from) =>
      from
        .selectFrom('question_version')
        .select(({ val, ref }) => [
          val(platform.newId()).$castTo<string>().as('id'),
          'question_id',
          val(2).as('number'),
          val('essay').as('kind'),
          ref('body').as('body'),
          'key',
          'outcomes',
          'created_at',
        ])
        .limit(1),
    );
  await expect(copy.execute()).rejects.toMatchObject({ constraint: 'question_version_kind_check' });
});
