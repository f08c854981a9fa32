import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aBankQuestion, addressOf } from '../../../../test/builders/a-bank.ts';
import { aDraft } from '../../../../test/builders/a-microcredential.ts';
import { aLearner } from '../../../../test/builders/a-learner.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import { sharedData, testOnSharedData } from '../../../../test/shared-data.ts';
import { bankForAuthor, exportBank, importQti, previewQti, type QtiPreview } from './api.ts';

const system = { kind: 'system' } as const;
let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

async function previewed(address: ReturnType<typeof addressOf>, bytes: Uint8Array): Promise<QtiPreview> {
  const preview = await previewQti(platform, system, address, { bytes, name: 'items.zip' });
  if (preview.kind === 'refused') throw new Error(preview.because);
  return preview;
}
const samples = join(sharedData, 'courses/qti-3.0');
const sample = (name: string): Uint8Array => readFileSync(join(samples, name));

testOnSharedData('of a package, each item that has a kind here is taken and each other is named with why', async () => {
  const draft = await aDraft(platform);
  const bytes = zipSync({
    'Example01-modalFeedback.xml': sample('Example01-modalFeedback.xml'),
    'QTI3-hotspot.xml': sample('QTI3-hotspot.xml'),
    'QTI3-inline-choice.xml': sample('QTI3-inline-choice.xml'),
    'QTI3-match.xml': sample('QTI3-match.xml'),
    'QTI3-order.xml': sample('QTI3-order.xml'),
    'QTI3multiplechoice2.xml': sample('QTI3multiplechoice2.xml'),
    'essay.xml': sample('essay.xml'),
    'images/map_cape_cod.svg': strToU8('<svg xmlns="http://www.w3.org/2000/svg" width="700" height="550"/>'),
  });
  const { rows, upload } = await previewed(addressOf(draft), bytes);
  expect(rows.map((row) => (row.kind === 'refused' ? [row.because, row.detail] : [row.as, ...row.notes]))).toEqual([
    ['true-false', 'feedback-left-out'],
    ['hotspot', 'regions-unnamed'],
    ['cloze'],
    ['matching', 'weights-left-out'],
    ['ordering', 'marked-in-shares'],
    ['multiple-choice', 'marked-in-shares'],
    ['interaction-unknown', 'qti-extended-text-interaction'],
  ]);
  expect((await bankForAuthor(platform, system, addressOf(draft))).questions).toEqual([]);

  const take = { upload, name: 'items.zip', outcomes: draft.outcomes.map(({ id }) => id), tags: 'imported' };
  expect(await importQti(platform, system, addressOf(draft), { ...take, outcomes: [] })).toEqual({
    kind: 'refused',
    because: 'no-outcome',
  });
  expect(await importQti(platform, system, addressOf(draft), take)).toEqual({
    kind: 'imported',
    added: 6,
    known: 0,
    refused: 1,
  });
  const { questions } = await bankForAuthor(platform, system, addressOf(draft));
  expect(questions.map(({ kind, tags }) => [kind, tags[0]])).toContainEqual(['hotspot', 'imported']);
  const order = questions.find(({ kind }) => kind === 'ordering');
  expect(order).toMatchObject({
    body: { items: [{ text: 'Jenson Button' }, { text: 'Michael Schumacher' }, { text: 'Rubens Barrichello' }] },
    key: { order: ['i1', 'i2', 'i0'] },
  });
  // Again, and twice at once: nothing is doubled.
  const again = await Promise.all([1, 2].map(() => importQti(platform, system, addressOf(draft), take)));
  expect(again.map((one) => one.kind === 'imported' && [one.added, one.known])).toEqual([
    [0, 6],
    [0, 6],
  ]);
});

testOnSharedData('an item alone is read too; a picture that does not come with it is named', async () => {
  const address = addressOf(await aDraft(platform));
  const { rows } = await previewed(address, sample('QTI3-hotspot.xml'));
  expect(rows).toMatchObject([{ kind: 'refused', because: 'picture-missing', detail: 'images/map_cape_cod.svg' }]);
});

test('a bank that was exported comes in again with outcomes, difficulty and tags, and is known where it is already', async () => {
  const draft = await aDraft(platform);
  const [first, second] = draft.outcomes.map(({ id }) => id);
  await aBankQuestion(platform, draft, {
    outcomes: [first ?? ''],
    prompt: 'One?',
    difficulty: 'hard',
    tags: ['a', 'b'],
  });
  await aBankQuestion(platform, draft, { outcomes: [second ?? ''], prompt: 'Two?' });
  const bytes = await exportBank(platform, system, addressOf(draft));
  const known = await previewed(addressOf(draft), bytes);
  expect(known.rows.map((row) => row.kind === 'question' && [row.prompt, row.known, row.hasOutcomes])).toEqual([
    ['One?', false, true],
    ['Two?', false, true],
  ]);
  const { upload } = known;
  const take = { upload, name: 'bank.zip', outcomes: [], tags: '' };
  await importQti(platform, system, addressOf(draft), take);
  const { questions } = await bankForAuthor(platform, system, addressOf(draft));
  // The questions of the builder name their options otherwise than the editor does; those of the import are the editor's.
  expect(questions.slice(2)).toMatchObject([
    { body: { prompt: 'One?' }, outcomes: [first], difficulty: 'hard', tags: ['a', 'b'] },
    { body: { prompt: 'Two?' }, outcomes: [second], difficulty: null, tags: [] },
  ]);
  const { rows } = await previewed(addressOf(draft), await exportBank(platform, system, addressOf(draft)));
  expect(rows.slice(2).every((row) => row.kind === 'question' && row.known)).toBe(true);
});

test('only what was shown is taken, and only by authors', async () => {
  const draft = await aDraft(platform);
  await aBankQuestion(platform, draft, { outcomes: draft.outcomes.map(({ id }) => id) });
  const bytes = await exportBank(platform, system, addressOf(draft));
  await previewed(addressOf(draft), bytes);
  const other = { upload: '0'.repeat(64), name: '', outcomes: [], tags: '' };
  expect(await importQti(platform, system, addressOf(draft), other)).toEqual({
    kind: 'refused',
    because: 'upload-gone',
  });
  const stranger = await aLearner(platform);
  await expect(exportBank(platform, stranger, addressOf(draft))).rejects.toThrow();
  await expect(previewQti(platform, stranger, addressOf(draft), { bytes, name: '' })).rejects.toThrow();
});
