import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLearner } from '../../../../../test/builders/a-learner.ts';
import { aMicrocredential } from '../../../../../test/builders/a-microcredential.ts';
import { aPlatform, type TestPlatform } from '../../../../../test/platform.ts';
import { closeOffering, createOffering, offeringById } from '#domain/catalogue/server/api.ts';
import { visitor, type SignedIn } from '#domain/identity/identity.ts';
import { freeForAll } from '#domain/catalogue/new-offering.ts';
import { enrol, enrolmentById, outline, ownEnrolmentIn, withdraw } from '../api.ts';
import { completeEnrolment } from './enrolments.ts';

const system = { kind: 'system' } as const;
let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

const seats = async (offeringId: string) => (await offeringById(platform, offeringId))?.taken;
async function enrolled(learner: SignedIn, offeringId: string): Promise<string> {
  const result = await enrol(platform, learner, { offeringId });
  if (result.kind === 'refused') throw new Error(result.because);
  return result.enrolmentId;
}

test('an enrolment pins the version, the offering and the route, takes a seat and is announced', async () => {
  const built = await aMicrocredential(platform);
  const learner = await aLearner(platform);
  const result = await enrol(platform, learner, { offeringId: built.offeringId });
  expect(result).toMatchObject({ kind: 'enrolled', already: false });
  const enrolment = await ownEnrolmentIn(platform, learner, built);
  expect(enrolment).toMatchObject({
    versionId: built.versionId,
    offeringId: built.offeringId,
    route: 'taught',
    withdrawnAt: null,
    completedAt: null,
  });
  expect(await seats(built.offeringId)).toBe(1);
  const events = await platform.db.selectFrom('event').selectAll().where('type', '=', 'enrolment.created').execute();
  expect(events.map(({ data }) => data)).toContainEqual({ enrolmentId: enrolment?.id });
});

test('twenty clicks at once make one enrolment, take one seat and announce once', async () => {
  const { offeringId } = await aMicrocredential(platform, { offering: { capacity: 1 } });
  const learner = await aLearner(platform);
  const results = await Promise.all(Array.from({ length: 20 }, () => enrol(platform, learner, { offeringId })));
  expect(
    new Set(results.map((result) => (result.kind === 'enrolled' ? result.enrolmentId : result.because))).size,
  ).toBe(1);
  expect(results.filter((result) => result.kind === 'enrolled' && !result.already)).toHaveLength(1);
  expect(await seats(offeringId)).toBe(1);
});

test('twenty people at once for five seats: five are in, the others are told it is full', async () => {
  const { offeringId } = await aMicrocredential(platform, { offering: { capacity: 5 } });
  const learners = await Promise.all(Array.from({ length: 20 }, () => aLearner(platform)));
  const results = await Promise.all(learners.map((learner) => enrol(platform, learner, { offeringId })));
  expect(results.filter(({ kind }) => kind === 'enrolled')).toHaveLength(5);
  expect(results.filter((result) => result.kind === 'refused' && result.because === 'full')).toHaveLength(15);
  expect(await seats(offeringId)).toBe(5);
});

test('clicks on two offerings of the same microcredential at once still make one enrolment and take one seat', async () => {
  const { offeringId, microcredentialId } = await aMicrocredential(platform);
  const other = await createOffering(platform, system, { ...freeForAll, microcredentialId });
  if (other.kind === 'refused') throw new Error(other.because);
  const learner = await aLearner(platform);
  const offerings = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? offeringId : other.offeringId));
  const results = await Promise.all(offerings.map((id) => enrol(platform, learner, { offeringId: id })));
  expect(
    new Set(results.map((result) => (result.kind === 'enrolled' ? result.enrolmentId : result.because))).size,
  ).toBe(1);
  expect(((await seats(offeringId)) ?? 0) + ((await seats(other.offeringId)) ?? 0)).toBe(1);
});

test('who has not confirmed their address, or has not signed in, is not enrolled', async () => {
  const { offeringId } = await aMicrocredential(platform);
  const learner = await aLearner(platform, { emailConfirmed: false });
  expect(await enrol(platform, learner, { offeringId })).toEqual({ kind: 'refused', because: 'email-not-confirmed' });
  await expect(enrol(platform, visitor, { offeringId })).rejects.toMatchObject({ code: 'sign-in-needed' });
  for (const nowhere of [platform.newId(), 'no-id']) {
    await expect(enrol(platform, learner, { offeringId: nowhere })).rejects.toMatchObject({ code: 'not-found' });
    await expect(outline(platform, learner, nowhere)).rejects.toMatchObject({ code: 'not-found' });
    await expect(withdraw(platform, learner, { enrolmentId: nowhere })).rejects.toMatchObject({ code: 'not-found' });
  }
  expect(await seats(offeringId)).toBe(0);
});

test('a closed or priced offering says so; who is enrolled already stays so', async () => {
  const { offeringId } = await aMicrocredential(platform);
  const learner = await aLearner(platform);
  const enrolmentId = await enrolled(learner, offeringId);
  await closeOffering(platform, system, { offeringId });
  expect(await enrol(platform, await aLearner(platform), { offeringId })).toEqual({
    kind: 'refused',
    because: 'closed',
  });
  expect(await enrol(platform, learner, { offeringId })).toEqual({ kind: 'enrolled', enrolmentId, already: true });
  const priced = await aMicrocredential(platform, { offering: { priceMinor: 4500 } });
  expect(await enrol(platform, learner, priced)).toEqual({ kind: 'refused', because: 'priced' });
});

test('withdrawing gives the seat back once, and one may enrol again', async () => {
  const { offeringId } = await aMicrocredential(platform, { offering: { capacity: 1 } });
  const learner = await aLearner(platform);
  const enrolmentId = await enrolled(learner, offeringId);
  await expect(withdraw(platform, await aLearner(platform), { enrolmentId })).rejects.toMatchObject({
    code: 'not-found',
  });
  await Promise.all([1, 2, 3].map(() => withdraw(platform, learner, { enrolmentId })));
  expect(await seats(offeringId)).toBe(0);
  expect(await enrolled(learner, offeringId)).not.toBe(enrolmentId);
  expect(await seats(offeringId)).toBe(1);
});

test('a completed enrolment is completed once and cannot be withdrawn from', async () => {
  const { offeringId } = await aMicrocredential(platform);
  const learner = await aLearner(platform);
  const enrolmentId = await enrolled(learner, offeringId);
  const complete = () => platform.db.transaction().execute((trx) => completeEnrolment(platform, trx, enrolmentId));
  expect((await Promise.all([complete(), complete()])).sort()).toEqual([false, true]);
  expect((await enrolmentById(platform, enrolmentId))?.completedAt).toBeInstanceOf(Date);
  expect(await withdraw(platform, learner, { enrolmentId })).toEqual({ kind: 'refused', because: 'completed' });
});
