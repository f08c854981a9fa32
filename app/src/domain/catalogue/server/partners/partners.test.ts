import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDraft } from '../../../../../test/builders/a-microcredential.ts';
import { aMember, anOrganisation, type TestOrganisation } from '../../../../../test/builders/an-organisation.ts';
import { aPlatform, type TestPlatform } from '../../../../../test/platform.ts';
import { freeForAll } from '../../new-offering.ts';
import type { PartnerRole } from '../../partners.ts';
import {
  answerPartner,
  askPartner,
  createMicrocredential,
  createOffering,
  endPartnership,
  offeringById,
  partnershipsAsked,
  partnershipsWaiting,
  publishVersion,
  saveDraft,
  takeSeat,
  versionById,
  writePart,
} from '../api.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

/** A provider with a draft, and another organisation that it can ask. */
async function aPair() {
  const [provider, partner] = [await anOrganisation(platform), await anOrganisation(platform)];
  const { versionId, microcredentialId } = await aDraft(platform, { provider: provider.organisation });
  return { provider, partner, versionId, microcredentialId };
}
type Pair = Awaited<ReturnType<typeof aPair>>;

const ask = ({ provider, partner, microcredentialId }: Pair, role: PartnerRole, by = provider.owner) =>
  askPartner(platform, by, { microcredentialId, slug: partner.organisation.slug, role, note: 'Would you?' });

async function partnershipOf({ partner }: Pair): Promise<string> {
  const [newest] = await partnershipsAsked(platform, partner.owner, partner.organisation.id);
  return newest?.partnership.id ?? '';
}

const nameAsAwardingBody = ({ provider, partner, versionId }: Pair) =>
  saveDraft(platform, provider.owner, { versionId, record: { awardingBodyId: partner.organisation.id } });

const mailsTo = async ({ ownerPerson }: TestOrganisation, kind: string) =>
  platform.db
    .selectFrom('mail_message')
    .select('subject')
    .where('to_address', '=', ownerPerson.email)
    .where('kind', '=', kind)
    .execute();

test('a version that names another awarding body is published once that body has agreed, and both are told', async () => {
  const pair = await aPair();
  const publish = () => publishVersion(platform, pair.provider.owner, { versionId: pair.versionId });
  await nameAsAwardingBody(pair);
  expect(await publish()).toMatchObject({ missing: [{ element: 'awardingBodyId', because: 'not-agreed' }] });

  expect(await ask(pair, 'awards')).toEqual({ kind: 'asked' });
  expect(await mailsTo(pair.partner, 'partner-asked')).toHaveLength(1);
  expect(await partnershipsWaiting(platform, pair.partner.owner, pair.partner.organisation.id)).toBe(1);
  expect(await publish()).toMatchObject({ kind: 'refused', because: 'incomplete' });

  const partnershipId = await partnershipOf(pair);
  await answerPartner(platform, pair.partner.owner, { partnershipId, answer: 'agreed' });
  expect(await mailsTo(pair.provider, 'partner-answered')).toHaveLength(1);
  expect(await publish()).toMatchObject({ kind: 'published' });
});

test('only an owner of the organisation that is asked can answer, and only once', async () => {
  const pair = await aPair();
  await ask(pair, 'delivers');
  const partnershipId = await partnershipOf(pair);
  const author = await aMember(platform, pair.partner.organisation.id, 'author');
  for (const someone of [author, pair.provider.owner]) {
    await expect(answerPartner(platform, someone, { partnershipId, answer: 'agreed' })).rejects.toThrow();
  }
  const owner = pair.partner.owner;
  expect(await answerPartner(platform, owner, { partnershipId, answer: 'declined' })).toEqual({ kind: 'answered' });
  expect(await answerPartner(platform, owner, { partnershipId, answer: 'agreed' })).toEqual({ kind: 'too-late' });
  expect(await answerPartner(platform, owner, { partnershipId, answer: 'declined' })).toEqual({ kind: 'answered' });
  expect(await mailsTo(pair.provider, 'partner-answered')).toHaveLength(1);
});

test('an organisation is asked the same once at a time, by authors, and never itself', async () => {
  const pair = await aPair();
  const { provider, microcredentialId } = pair;
  const assessor = await aMember(platform, provider.organisation.id, 'assessor');
  await expect(ask(pair, 'awards', assessor)).rejects.toThrow();
  const both = await Promise.all([ask(pair, 'awards'), ask(pair, 'awards')]);
  expect(both.map(({ kind }) => kind).toSorted()).toEqual(['asked', 'refused']);
  const to = (slug: string) =>
    askPartner(platform, provider.owner, { microcredentialId, slug, role: 'awards', note: '' });
  expect(await to(provider.organisation.slug)).toMatchObject({ because: 'own-organisation' });
  expect(await to('nobody-here')).toMatchObject({ because: 'no-such-organisation' });
  const waiting = await anOrganisation(platform, { approved: false });
  expect(await to(waiting.organisation.slug)).toMatchObject({ because: 'no-such-organisation' });
});

test('whoever declined, or left, no longer reads what the provider writes', async () => {
  const pair = await aPair();
  await ask(pair, 'delivers');
  const { partner } = pair;
  const seen = async () => (await partnershipsAsked(platform, partner.owner, partner.organisation.id))[0];
  expect((await seen())?.record).toMatchObject({ title: 'Psychological first aid' });
  const partnershipId = await partnershipOf(pair);
  await answerPartner(platform, partner.owner, { partnershipId, answer: 'agreed' });
  expect((await seen())?.record).not.toBeNull();
  await endPartnership(platform, partner.owner, { partnershipId });
  expect((await seen())?.record).toBeNull();
});

test('a provider asks twenty times a day at most', async () => {
  const pair = await aPair();
  for (let round = 0; round < 20; round += 1) {
    await ask(pair, 'delivers');
    await endPartnership(platform, pair.provider.owner, { partnershipId: await partnershipOf(pair) });
  }
  expect(await ask(pair, 'delivers')).toEqual({ kind: 'refused', because: 'too-often' });
});

test('when the awarding body leaves, its offerings close and no other opens; what it agreed to before stays published', async () => {
  const pair = await aPair();
  const { provider, partner, versionId, microcredentialId } = pair;
  await ask(pair, 'awards');
  const partnershipId = await partnershipOf(pair);
  await answerPartner(platform, partner.owner, { partnershipId, answer: 'agreed' });
  await nameAsAwardingBody(pair);
  await publishVersion(platform, provider.owner, { versionId });
  const open = () => createOffering(platform, provider.owner, { ...freeForAll, microcredentialId });
  const opened = await open();
  const offeringId = opened.kind === 'created' ? opened.offeringId : '';

  const stranger = await anOrganisation(platform);
  await expect(endPartnership(platform, stranger.owner, { partnershipId })).rejects.toThrow();
  await endPartnership(platform, partner.owner, { partnershipId });
  await endPartnership(platform, partner.owner, { partnershipId });
  expect((await offeringById(platform, offeringId))?.closedAt).not.toBeNull();
  expect(await open()).toEqual({ kind: 'refused', because: 'partner-left' });
  expect((await versionById(platform, versionId))?.status).toBe('published');
  expect(await ask(pair, 'awards')).toEqual({ kind: 'asked' });
});

test('what is taught elsewhere is published with a link, has no lessons here, and nobody enrols in it here', async () => {
  const { organisation, owner } = await anOrganisation(platform);
  const created = await createMicrocredential(platform, owner, {
    organisationId: organisation.id,
    title: 'Knots',
    teaching: 'listed',
  });
  if (created.kind === 'refused') throw new Error(created.because);
  const { versionId, microcredential } = created;
  const { versionId: other } = await aDraft(platform, { provider: organisation });
  const complete = (await versionById(platform, other))?.record ?? {};
  await saveDraft(platform, owner, { versionId, record: { ...complete, outcomes: [{ text: 'Tie a bowline' }] } });
  const part = { versionId, part: 'content', hash: 'x', coveredOutcomes: [], problems: [] } as const;
  await expect(platform.db.transaction().execute((trx) => writePart(platform, trx, part))).rejects.toThrow();
  expect(await publishVersion(platform, owner, { versionId })).toMatchObject({ missing: [{ element: 'courseUrl' }] });
  await saveDraft(platform, owner, { versionId, record: { courseUrl: 'https://northgate.example/knots' } });
  expect(await publishVersion(platform, owner, { versionId })).toMatchObject({ kind: 'published' });
  const opened = await createOffering(platform, owner, { ...freeForAll, microcredentialId: microcredential.id });
  const offeringId = opened.kind === 'created' ? opened.offeringId : '';
  const seat = await platform.db.transaction().execute((trx) => takeSeat(platform, trx, offeringId));
  expect(seat).toEqual({ kind: 'refused', because: 'taught-elsewhere' });
});
