import { afterAll, beforeAll, expect, test } from 'vitest';
import { aTaughtMicrocredential } from '../../../../test/builders/an-award.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import { assessmentsForAuthor, copyAssessment } from '../../assessment/server/api.ts';
import { draftOutcomes } from '../../catalogue/record.ts';
import {
  duplicateMicrocredential,
  partsOf,
  publishVersion,
  saveDraft,
  startNewVersion,
  versionById,
} from '../../catalogue/server/api.ts';
import { contentInFull, copyContent } from '../../learning/server/api.ts';

const system = { kind: 'system' } as const;
const copies = [copyContent, copyAssessment];
let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

async function duplicated(title = 'Knots at sea') {
  const original = await aTaughtMicrocredential(platform, {
    record: { title: 'Knots', registerIdentifiers: [{ register: 'National register', identifier: 'NR-1' }] },
  });
  const { microcredentialId } = original;
  const copy = await duplicateMicrocredential(platform, system, { microcredentialId, title }, copies);
  if (copy.kind === 'refused') throw new Error(copy.because);
  return { original, copy };
}

test('a copy begins with record, lessons, quiz and rule, and can be published as it is', async () => {
  const { original, copy } = await duplicated();
  expect(copy.slug).toBe('knots-at-sea');
  const { lessons } = await contentInFull(platform, system, copy.versionId);
  expect(lessons.map(({ title }) => title)).toEqual(
    (await contentInFull(platform, system, original.versionId)).lessons.map(({ title }) => title),
  );
  expect(await publishVersion(platform, system, { versionId: copy.versionId })).toMatchObject({ kind: 'published' });
});

test('its outcomes, questions and register identifiers are its own: nothing earned in one counts in the other', async () => {
  const { original, copy } = await duplicated();
  const draft = await versionById(platform, copy.versionId);
  const own = draftOutcomes(draft?.record ?? {});
  const others = original.outcomes.map(({ id }) => id);
  expect(own.map(({ text }) => text)).toEqual(original.outcomes.map(({ text }) => text));
  expect(own.filter(({ id }) => others.includes(id))).toEqual([]);
  expect(draft?.record).toMatchObject({ title: 'Knots at sea', registerIdentifiers: [] });
  for (const part of await partsOf(platform, copy.versionId)) {
    expect(part.coveredOutcomes.toSorted()).toEqual(own.map(({ id }) => id).toSorted());
  }
  const questionsOf = async (versionId: string) =>
    (await assessmentsForAuthor(platform, system, versionId)).assessments.flatMap(({ items }) =>
      items.map(({ questionId }) => questionId),
    );
  const questions = await questionsOf(original.versionId);
  expect((await questionsOf(copy.versionId)).filter((id) => questions.includes(id))).toEqual([]);
});

test('the draft is copied where there is one, and the original stays as it was', async () => {
  const { original } = await duplicated();
  const { microcredentialId } = original;
  const started = await startNewVersion(platform, system, { microcredentialId }, copies);
  if (started.kind === 'refused') throw new Error(started.because);
  await saveDraft(platform, system, { versionId: started.toVersionId, record: { summary: 'The next version.' } });
  const copy = await duplicateMicrocredential(platform, system, { microcredentialId, title: 'Knots' }, copies);
  if (copy.kind === 'refused') throw new Error(copy.because);
  expect((await versionById(platform, copy.versionId))?.record.summary).toBe('The next version.');
  expect(copy.slug).toMatch(/^knots-\d+$/);
  expect((await versionById(platform, original.versionId))?.record.title).toBe('Knots');
  expect(await duplicateMicrocredential(platform, system, { microcredentialId, title: ' ' }, copies)).toMatchObject({
    because: 'title-missing',
  });
});
