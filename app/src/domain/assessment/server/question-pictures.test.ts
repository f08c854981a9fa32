import { afterAll, beforeAll, expect, test } from 'vitest';
import { addressOf } from '../../../../test/builders/a-bank.ts';
import { aLearner, anEnrolment } from '../../../../test/builders/a-learner.ts';
import { aTaughtMicrocredential } from '../../../../test/builders/an-award.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import { questionKind, type Question } from '../question-kinds.ts';
import { addQuestionPicture, bankForAuthor, questionPicture, saveBankQuestion } from './api.ts';

const system = { kind: 'system' } as const;
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="700" height="550"/>');
let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

async function kept(address: ReturnType<typeof addressOf>, bytes: Uint8Array = svg) {
  const added = await addQuestionPicture(platform, system, { ...address, bytes });
  if (added.kind === 'refused') throw new Error(added.because);
  return added.picture;
}
const hotspot = (picture: string) =>
  ({
    kind: 'hotspot',
    ...questionKind('hotspot').fromForm({
      prompt: 'Where?',
      picture,
      pictureWidth: '700',
      pictureHeight: '550',
      alternative: 'A coast',
      'region-0': 'West',
      'coords-0': '10 10 5',
      'region-1': 'East',
      'coords-1': '90 10 5',
      correct: '1',
    }),
  }) as Question;

test('a picture is seen by those who take its microcredential and by the provider, and is not there for others', async () => {
  const taught = await aTaughtMicrocredential(platform);
  const picture = await kept(addressOf(taught));
  expect(picture).toMatchObject({ width: 700, height: 550, mediaType: 'image/svg+xml' });
  const learner = await aLearner(platform);
  await expect(questionPicture(platform, learner, picture.id)).rejects.toMatchObject({ code: 'not-found' });
  await anEnrolment(platform, learner, taught.offeringId);
  expect(await questionPicture(platform, learner, picture.id)).toEqual(picture);
  expect(await platform.files.get(picture.fileKey)).toEqual(svg);
});

test('the same picture is kept once; what is none, or says no size, is refused', async () => {
  const address = addressOf(await aTaughtMicrocredential(platform));
  expect(await kept(address)).toEqual(await kept(address));
  const refusal = async (text: string) =>
    addQuestionPicture(platform, system, { ...address, bytes: Buffer.from(text) });
  expect(await refusal('<html></html>')).toEqual({ kind: 'refused', because: 'not-a-picture' });
  expect(await refusal('<svg width="100%"/>')).toEqual({ kind: 'refused', because: 'size-unknown' });
});

test('a question shows a picture of its own microcredential alone', async () => {
  const [own, other] = [await aTaughtMicrocredential(platform), await aTaughtMicrocredential(platform)];
  const save = async (picture: string) =>
    saveBankQuestion(platform, system, addressOf(own), {
      ...hotspot(picture),
      questionId: null,
      outcomes: own.outcomes.map(({ id }) => id),
      difficulty: null,
      tags: [],
    });
  const foreign = await kept(addressOf(other));
  expect(await save(foreign.id)).toMatchObject({ kind: 'refused', problems: ['picture-missing'] });
  expect((await save((await kept(addressOf(own))).id)).kind).toBe('saved');
  expect((await bankForAuthor(platform, system, addressOf(own))).questions).toMatchObject([{ kind: 'hotspot' }]);
});
