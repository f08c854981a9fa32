import { expect, test } from 'vitest';
import { anAward } from '../../../../test/builders/an-award.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import { approveOrganisation, createOrganisation } from '#domain/organisations/server/api.ts';
import { changeStatus, credentialToShow, myAwards, signAnew } from './api.ts';

const system = { kind: 'system' } as const;

async function aDemoAward(platform: TestPlatform) {
  const created = await createOrganisation(platform, system, {
    name: 'Northgate College',
    kind: 'college',
    country: 'GB',
    website: null,
    contactEmail: 'office@northgate.example',
    description: '',
    colour: '#2B6549',
    isDemo: true,
  });
  if (created.kind === 'refused') throw new Error(created.because);
  const approved = await approveOrganisation(platform, system, { organisationId: created.organisation.id });
  if (approved.kind === 'refused') throw new Error(approved.because);
  return anAward(platform, { provider: approved.organisation });
}

const at = (platform: TestPlatform, origin: string) => ({ ...platform, config: { ...platform.config, origin } });

test('an award of the demo gets a credential of the new origin, which takes the place of the old one', async () => {
  await using platform = await aPlatform();
  const { learner, credentialId, microcredential } = await aDemoAward(platform);
  const moved = at(platform, 'http://localhost:4000');
  await signAnew(moved, { organisationId: microcredential.provider.id });
  const [held, ...more] = await myAwards(moved, learner);
  expect(more).toEqual([]);
  expect(held?.state).toBe('valid');
  expect(JSON.parse(held?.credential.signedText ?? '')).toMatchObject({
    id: `http://localhost:4000/credentials/${held?.credential.id}`,
    issuer: { id: 'did:web:localhost%3A4000:issuers:northgate-college' },
  });
  expect((await credentialToShow(moved, learner, credentialId)).state).toBe('superseded');

  await signAnew(moved, { organisationId: microcredential.provider.id });
  expect((await myAwards(moved, learner))[0]?.credential.id).toBe(held?.credential.id);
});

test('one that was suspended or revoked stays so, for the reason given', async () => {
  await using platform = await aPlatform();
  const { learner, credentialId, microcredential } = await aDemoAward(platform);
  const organisationId = microcredential.provider.id;
  await changeStatus(platform, system, { credentialId, act: 'suspend', reason: 'a doubt about the name' });
  const moved = at(platform, 'http://localhost:4000');
  await signAnew(moved, { organisationId });
  const [suspended] = await myAwards(moved, learner);
  expect(suspended?.state).toBe('suspended');

  const next = { credentialId: suspended?.credential.id ?? '', act: 'revoke', reason: 'issued in error' } as const;
  expect(await changeStatus(moved, system, next)).toEqual({ kind: 'changed' });
  const movedAgain = at(platform, 'http://localhost:5000');
  await signAnew(movedAgain, { organisationId });
  const [revoked] = await myAwards(movedAgain, learner);
  expect(revoked?.state).toBe('revoked');
  const { changes } = await credentialToShow(movedAgain, learner, revoked?.credential.id ?? '');
  expect(changes.map(({ reason }) => reason)).toEqual(['a doubt about the name', 'issued in error']);
});

test('a credential that was left unsigned is signed', async () => {
  await using platform = await aPlatform();
  const { learner, microcredential } = await aDemoAward(platform);
  const organisationId = microcredential.provider.id;
  const moved = at(platform, 'http://localhost:4000');
  await signAnew(moved, { organisationId });
  const [held] = await myAwards(moved, learner);
  await platform.db
    .insertInto('credential')
    .values({
      id: platform.newId(),
      award_id: held?.award.id ?? '',
      supersedes: held?.credential.id ?? '',
      created_at: platform.clock(),
    })
    .execute();
  await signAnew(moved, { organisationId });
  expect((await myAwards(moved, learner))[0]?.credential.signedAt).not.toBeNull();
});

test('an organisation outside the demo keeps its origin', async () => {
  await using platform = await aPlatform();
  const { microcredential } = await anAward(platform);
  const moved = at(platform, 'http://localhost:4000');
  await expect(signAnew(moved, { organisationId: microcredential.provider.id })).rejects.toMatchObject({
    code: 'origin-kept',
  });
});
