import { afterAll, beforeAll, expect, test } from 'vitest';
import { aMicrocredential } from '../../../../test/builders/a-microcredential.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import { suspendOrganisation } from '#domain/organisations/server/api.ts';
import { changeCapacity, closeOffering, createOffering, offeringById, returnSeat, takeSeat } from './api.ts';
import { aDraft } from '../../../../test/builders/a-microcredential.ts';
import { freeForAll } from '../new-offering.ts';

const system = { kind: 'system' } as const;
let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

const take = (offeringId: string) => platform.db.transaction().execute((trx) => takeSeat(platform, trx, offeringId));
const outcomesOf = async (takers: Promise<{ kind: string; because?: string }>[]) =>
  (await Promise.all(takers)).map(({ kind, because }) => because ?? kind);

test('of fifty who come at once for ten seats, ten are let in', async () => {
  const { offeringId } = await aMicrocredential(platform, { offering: { capacity: 10 } });
  const outcomes = await outcomesOf(Array.from({ length: 50 }, () => take(offeringId)));
  expect(outcomes.filter((outcome) => outcome === 'ok')).toHaveLength(10);
  expect(outcomes.filter((outcome) => outcome === 'full')).toHaveLength(40);
  expect((await offeringById(platform, offeringId))?.taken).toBe(10);
});

test('a seat that was given back is given to the next', async () => {
  const { offeringId } = await aMicrocredential(platform, { offering: { capacity: 1 } });
  expect(await outcomesOf([take(offeringId), take(offeringId)])).toEqual(expect.arrayContaining(['ok', 'full']));
  await platform.db.transaction().execute((trx) => returnSeat(platform, trx, offeringId));
  expect(await take(offeringId)).toMatchObject({ kind: 'ok' });
  for (let times = 0; times < 3; times += 1)
    await platform.db.transaction().execute((trx) => returnSeat(platform, trx, offeringId));
  expect((await offeringById(platform, offeringId))?.taken).toBe(0);
});

test('an enrolment that fails takes no seat', async () => {
  const { offeringId } = await aMicrocredential(platform, { offering: { capacity: 1 } });
  const failed = platform.db.transaction().execute(async (trx) => {
    await takeSeat(platform, trx, offeringId);
    throw new Error('no enrolment');
  });
  await expect(failed).rejects.toThrow('no enrolment');
  expect(await take(offeringId)).toMatchObject({ kind: 'ok' });
});

test('a seat names the version and microcredential that it is in', async () => {
  const built = await aMicrocredential(platform);
  expect(await take(built.offeringId)).toEqual({
    kind: 'ok',
    microcredentialId: built.microcredentialId,
    versionId: built.versionId,
  });
});

test('whoever comes while an offering closes is either in before or refused', async () => {
  const { offeringId } = await aMicrocredential(platform);
  const comers = Array.from({ length: 20 }, () => take(offeringId));
  await closeOffering(platform, system, { offeringId });
  const outcomes = await outcomesOf(comers);
  expect(await take(offeringId)).toEqual({ kind: 'refused', because: 'closed' });
  expect((await offeringById(platform, offeringId))?.taken).toBe(outcomes.filter((outcome) => outcome === 'ok').length);
});

test('an offering that is priced, not open yet or of a suspended provider lets nobody in, and says why', async () => {
  const priced = await aMicrocredential(platform, { offering: { priceMinor: 4500, currency: 'GBP' } });
  expect(await take(priced.offeringId)).toEqual({ kind: 'refused', because: 'priced' });
  const later = await aMicrocredential(platform, { offering: { enrolFrom: new Date(Date.now() + 60_000) } });
  expect(await take(later.offeringId)).toEqual({ kind: 'refused', because: 'not-open' });
  const suspended = await aMicrocredential(platform);
  await suspendOrganisation(platform, system, { organisationId: suspended.provider.id, reason: 'Under review' });
  expect(await take(suspended.offeringId)).toEqual({ kind: 'refused', because: 'provider-may-not-offer' });
});

test('the capacity can be raised, and not be set below the seats taken', async () => {
  const { offeringId } = await aMicrocredential(platform, { offering: { capacity: 2 } });
  await take(offeringId);
  await take(offeringId);
  expect(await changeCapacity(platform, system, { offeringId, capacity: 1 })).toEqual({
    kind: 'refused',
    because: 'below-taken',
    taken: 2,
  });
  expect(await changeCapacity(platform, system, { offeringId, capacity: 3 })).toEqual({ kind: 'changed' });
  expect(await take(offeringId)).toMatchObject({ kind: 'ok' });
});

test('nothing can be offered before something is published', async () => {
  const { microcredentialId } = await aDraft(platform);
  expect(await createOffering(platform, system, { ...freeForAll, microcredentialId })).toEqual({
    kind: 'refused',
    because: 'nothing-published',
  });
});
