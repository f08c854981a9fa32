import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  aDraft,
  aMicrocredential,
  aProvider,
  aPublishedVersion,
  completeRecord,
  writeCoveringParts,
} from '../../../../test/builders/a-microcredential.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import { createPerson } from '#domain/identity/server/api.ts';
import { suspendOrganisation } from '#domain/organisations/server/api.ts';
import { draftOutcomes } from '../record.ts';
import {
  createMicrocredential,
  draftOf,
  offeringById,
  publicMicrocredential,
  publishVersion,
  retireMicrocredential,
  saveDraft,
  startNewVersion,
  takeSeat,
  versionById,
  writePart,
} from './api.ts';

const system = { kind: 'system' } as const;
let platform: TestPlatform;
let personId: string;
beforeAll(async () => {
  platform = await aPlatform();
  personId = (await createPerson(platform, { email: 'author@northgate.example', displayName: 'Author' })).id;
});
afterAll(() => platform.stop());

const author = (organisationId: string) =>
  ({
    kind: 'person',
    personId,
    isOperator: false,
    emailConfirmed: true,
    memberships: [{ organisationId, role: 'author' }],
  }) as const;

test('two microcredentials of one title get two addresses', async () => {
  const provider = await aProvider(platform);
  const input = { organisationId: provider.id, title: 'Working at heights' };
  const created = await Promise.all([1, 2, 3].map(() => createMicrocredential(platform, author(provider.id), input)));
  const slugs = created.map((result) => (result.kind === 'created' ? result.microcredential.slug : result.because));
  expect(slugs.toSorted()).toEqual(['working-at-heights', 'working-at-heights-2', 'working-at-heights-3']);
});

test('a draft keeps whatever was typed, and says what of it cannot be published', async () => {
  const { versionId, provider } = await aDraft(platform);
  const saved = await saveDraft(platform, author(provider.id), {
    versionId,
    record: { workloadHours: 'about twelve', title: '' },
  });
  expect(saved).toMatchObject({ kind: 'saved', problems: [{ element: 'workloadHours', because: 'not-a-number' }] });
  const draft = await draftOf(platform, author(provider.id), { versionId });
  expect(draft.record).toMatchObject({ workloadHours: 'about twelve', title: '', summary: completeRecord.summary });
});

test('who saves over a colleague is told, and the colleague keeps what they saved', async () => {
  const { versionId, provider } = await aDraft(platform);
  const { updatedAt } = await draftOf(platform, author(provider.id), { versionId });
  platform.setTime(new Date(Date.now() + 1000));
  await saveDraft(platform, author(provider.id), {
    versionId,
    record: { summary: 'By the first' },
    basedOn: updatedAt,
  });
  const second = await saveDraft(platform, author(provider.id), {
    versionId,
    record: { summary: 'By the second' },
    basedOn: updatedAt,
  });
  expect(second).toEqual({ kind: 'refused', because: 'changed-meanwhile' });
  expect((await draftOf(platform, author(provider.id), { versionId })).record.summary).toBe('By the first');
});

test('an outcome keeps its id through saves and versions, and cannot take one of another microcredential', async () => {
  const other = await aDraft(platform);
  const own = await aDraft(platform, { provider: other.provider });
  const [first, second] = own.outcomes;
  const record = {
    outcomes: [
      { id: second?.id, text: 'Second, now first' },
      { id: other.outcomes[0]?.id, text: 'Borrowed' },
    ],
  };
  const saved = await saveDraft(platform, system, { versionId: own.versionId, record });
  const outcomes = saved.kind === 'saved' ? draftOutcomes(saved.record) : [];
  expect(outcomes.map(({ text }) => text)).toEqual(['Second, now first', 'Borrowed']);
  expect(outcomes[0]?.id).toBe(second?.id);
  expect([first?.id, second?.id, other.outcomes[0]?.id]).not.toContain(outcomes[1]?.id);
});

test('an incomplete draft is refused with everything that it lacks, and stays a draft', async () => {
  const draft = await aDraft(platform, { record: { summary: '', workloadHours: '' }, withParts: false });
  const refused = await publishVersion(platform, system, draft);
  expect(refused).toMatchObject({ kind: 'refused', because: 'incomplete' });
  const missing = refused.kind === 'refused' && refused.because === 'incomplete' ? refused.missing : [];
  expect(
    missing.map((thing) => ('element' in thing ? thing.element : 'part' in thing ? thing.part : thing.kind)),
  ).toEqual(['workloadHours', 'summary', 'content', 'assessment', 'award-rule']);
  expect((await versionById(platform, draft.versionId))?.status).toBe('draft');
  await expect(publicMicrocredential(platform, draft.slug)).rejects.toMatchObject({ code: 'not-found' });
});

test('an organisation that may not offer cannot publish', async () => {
  const draft = await aDraft(platform);
  await suspendOrganisation(platform, system, { organisationId: draft.provider.id, reason: 'Under review' });
  expect(await publishVersion(platform, system, draft)).toEqual({ kind: 'refused', because: 'provider-may-not-offer' });
});

test('publishing numbers, dates, hashes and announces the version, once', async () => {
  platform.setTime(new Date('2026-11-23T12:00:00Z'));
  const draft = await aDraft(platform);
  const results = await Promise.all([1, 2, 3].map(() => publishVersion(platform, author(draft.provider.id), draft)));
  expect(results.map((result) => (result.kind === 'published' ? result.kind : result.because)).toSorted()).toEqual([
    'already-published',
    'already-published',
    'published',
  ]);
  const { version } = await publicMicrocredential(platform, draft.slug);
  expect(version).toMatchObject({
    number: 1,
    publishedAt: new Date('2026-11-23T12:00:00Z'),
    contentHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
  expect(version.record).toMatchObject({ ects: 0.5, prerequisites: '', supportLinks: [], expiresAfterMonths: null });

  const events = await platform.db.selectFrom('event').selectAll().where('type', '=', 'version.published').execute();
  expect(events.filter(({ data }) => JSON.stringify(data).includes(draft.versionId))).toHaveLength(1);
  const audited = await platform.db
    .selectFrom('audit_entry')
    .selectAll()
    .where('subject_id', '=', draft.versionId)
    .execute();
  expect(audited).toMatchObject([{ action: 'version.published', organisation_id: draft.provider.id }]);
  const documents = await platform.db
    .selectFrom('search_document')
    .selectAll()
    .where('version_id', '=', draft.versionId)
    .execute();
  expect(documents).toMatchObject([{ title: 'Psychological first aid', provider_name: 'Northgate College' }]);
});

test('the hash differs when the record or a part differs, and not otherwise', async () => {
  const provider = await aProvider(platform);
  const hashOf = async (change: { title?: string; part?: string }) => {
    const draft = await aDraft(platform, {
      provider,
      record: {
        title: change.title ?? 'One title',
        outcomes: [{ id: '01900000-0000-7000-8000-00000000000a', text: 'x' }],
      },
    });
    // Outcomes of another microcredential get new ids, so that only the first of these keeps it.
    if (change.part !== undefined) {
      const content = {
        versionId: draft.versionId,
        part: 'content',
        hash: change.part,
        coveredOutcomes: [],
        problems: [],
      } as const;
      await platform.db.transaction().execute((trx) => writePart(platform, trx, content));
    }
    const published = await publishVersion(platform, system, draft);
    return published.kind === 'published' ? published.contentHash : published.because;
  };
  const hashes = [await hashOf({}), await hashOf({ title: 'Another title' }), await hashOf({ part: 'another' })];
  expect(new Set(hashes).size).toBe(3);
});

test('a published version never changes, by any door', async () => {
  const { versionId, outcomes, provider } = await aPublishedVersion(platform);
  await expect(
    saveDraft(platform, author(provider.id), { versionId, record: { title: 'Another' } }),
  ).rejects.toMatchObject({ code: 'version-published' });
  await expect(writeCoveringParts(platform, versionId, outcomes)).rejects.toMatchObject({ code: 'version-published' });
  await expect(draftOf(platform, author(provider.id), { versionId })).rejects.toMatchObject({ code: 'not-found' });

  const { db } = platform;
  const frozen = /never changes/;
  await expect(
    db.updateTable('microcredential_version').set({ record: '{}' }).where('id', '=', versionId).execute(),
  ).rejects.toThrow(frozen);
  await expect(
    db.updateTable('microcredential_version').set({ published_at: null }).where('id', '=', versionId).execute(),
  ).rejects.toThrow(frozen);
  await expect(db.deleteFrom('microcredential_version').where('id', '=', versionId).execute()).rejects.toThrow(frozen);
  await expect(
    db.updateTable('version_part').set({ hash: 'x' }).where('version_id', '=', versionId).execute(),
  ).rejects.toThrow(frozen);
  await expect(db.deleteFrom('version_part').where('version_id', '=', versionId).execute()).rejects.toThrow(frozen);
  await expect(db.updateTable('microcredential').set({ slug: 'elsewhere' }).execute()).rejects.toThrow(/never changes/);
});

test('a part that is written while the version is published is either in it or refused', async () => {
  const draft = await aDraft(platform);
  const part = {
    versionId: draft.versionId,
    part: 'content',
    hash: 'written late',
    coveredOutcomes: [],
    problems: [],
  } as const;
  const written = platform.db
    .transaction()
    .execute((trx) => writePart(platform, trx, part))
    .then(
      () => 'written',
      () => 'refused',
    );
  const [outcome] = await Promise.all([written, publishVersion(platform, system, draft)]);
  const stored = await platform.db
    .selectFrom('version_part')
    .select('hash')
    .where('version_id', '=', draft.versionId)
    .where('part', '=', 'content')
    .executeTakeFirst();
  expect(stored?.hash === 'written late').toBe(outcome === 'written');
});

test('the next version starts as the published one, is copied in one transaction, and moves open offerings when published', async () => {
  const built = await aMicrocredential(platform);
  const input = { microcredentialId: built.microcredentialId };
  const failing = startNewVersion(platform, system, input, [() => Promise.reject(new Error('no copy'))]);
  await expect(failing).rejects.toThrow('no copy');

  const copied: unknown[] = [];
  const started = await startNewVersion(platform, author(built.provider.id), input, [
    async (_platform, _trx, versions) => void copied.push(versions),
  ]);
  if (started.kind === 'refused') throw new Error(started.because);
  expect(copied).toEqual([{ fromVersionId: built.versionId, toVersionId: started.toVersionId }]);
  expect(await startNewVersion(platform, system, input, [])).toEqual({ kind: 'refused', because: 'draft-exists' });

  const draft = await draftOf(platform, system, input);
  expect(draft).toMatchObject({ number: 2, status: 'draft' });
  expect(draftOutcomes(draft.record)).toEqual(built.outcomes);
  await writeCoveringParts(platform, started.toVersionId, built.outcomes);
  expect((await offeringById(platform, built.offeringId))?.versionId).toBe(built.versionId);
  expect(await publishVersion(platform, system, { versionId: started.toVersionId })).toMatchObject({
    kind: 'published',
    number: 2,
  });
  expect((await offeringById(platform, built.offeringId))?.versionId).toBe(started.toVersionId);
  expect((await versionById(platform, built.versionId))?.status).toBe('published');
});

test('a retired microcredential stays readable and takes nobody in', async () => {
  const built = await aMicrocredential(platform);
  await retireMicrocredential(platform, author(built.provider.id), built);
  expect((await publicMicrocredential(platform, built.slug)).microcredential.retiredAt).not.toBeNull();
  const seat = await platform.db.transaction().execute((trx) => takeSeat(platform, trx, built.offeringId));
  expect(seat).toEqual({ kind: 'refused', because: 'retired' });
  expect(await startNewVersion(platform, system, built, [])).toEqual({ kind: 'refused', because: 'retired' });
});

test('only authors and owners of its organisation create, change, publish and retire', async () => {
  const draft = await aDraft(platform);
  const elsewhere = author(platform.newId());
  const assessor = { ...elsewhere, memberships: [{ organisationId: draft.provider.id, role: 'assessor' }] } as const;
  for (const actor of [elsewhere, assessor]) {
    await expect(
      createMicrocredential(platform, actor, { organisationId: draft.provider.id, title: 'x' }),
    ).rejects.toMatchObject({ status: 403 });
    await expect(saveDraft(platform, actor, { versionId: draft.versionId, record: {} })).rejects.toMatchObject({
      status: 403,
    });
    await expect(publishVersion(platform, actor, draft)).rejects.toMatchObject({ status: 403 });
    await expect(retireMicrocredential(platform, actor, draft)).rejects.toMatchObject({ status: 403 });
    await expect(startNewVersion(platform, actor, draft, [])).rejects.toMatchObject({ status: 403 });
  }
  await expect(publishVersion(platform, { kind: 'visitor' }, draft)).rejects.toMatchObject({ status: 401 });
});
