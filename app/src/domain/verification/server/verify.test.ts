import { expect, test } from 'vitest';
import {
  buildAchievementCredential,
  buildIssuerDidDocument,
  didKeyOf,
  didKeyVerificationMethod,
  generateKeyPair,
  signCredential,
  verificationMethodOf,
  type Verification,
} from '@cairn/credentials';
import { anAward } from '../../../../test/builders/an-award.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import { changeStatus, credentialToShow, revokeShare, shareAward } from '#domain/awards/server/api.ts';
import { visitor } from '#domain/identity/identity.ts';
import { keysOf, rotateKey } from '#domain/organisations/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { verify, verifyUrl } from './api.ts';

const system = { kind: 'system' } as const;
const resultOf = ({ checks }: Verification, name: string) => checks.find((check) => check.name === name)?.result;

async function textOf(platform: TestPlatform, credentialId: string): Promise<string> {
  return (await credentialToShow(platform, system, credentialId)).credential.signedText ?? '';
}

test('a credential from here is valid, and what was found is kept without what was shown', async () => {
  await using platform = await aPlatform();
  const { credentialId } = await anAward(platform);
  const found = await verify(platform, { credential: await textOf(platform, credentialId), source: 'text' });
  expect(found.checks.filter(({ result }) => result === 'failed')).toEqual([]);
  expect(found.verdict).toBe('valid');
  const rows = await platform.db.selectFrom('verification').selectAll().execute();
  expect(rows).toMatchObject([{ credential_id: credentialId, verdict: 'valid', source: 'text' }]);
  expect(JSON.stringify(rows)).not.toContain('Amina');
});

test('one changed letter makes it invalid, and it is not counted as a check of ours', async () => {
  await using platform = await aPlatform();
  const { credentialId } = await anAward(platform);
  const tampered = (await textOf(platform, credentialId)).replace('Amina Osei', 'Amina Osai');
  const found = await verify(platform, { credential: tampered, source: 'text' });
  expect(found.verdict).toBe('invalid');
  expect(resultOf(found, 'integrity')).toBe('failed');
  const row = await platform.db.selectFrom('verification').select('credential_id').executeTakeFirstOrThrow();
  expect(row.credential_id).toBeNull();
});

test('a revocation is seen by the very next check', async () => {
  await using platform = await aPlatform();
  const { credentialId } = await anAward(platform);
  const text = await textOf(platform, credentialId);
  await changeStatus(platform, system, { credentialId, act: 'revoke', reason: 'issued in error' });
  const found = await verify(platform, { credential: text, source: 'text' });
  expect(found.verdict).toBe('invalid');
  expect(resultOf(found, 'revocation')).toBe('failed');
});

test('a suspension fails the check while it lasts', async () => {
  await using platform = await aPlatform();
  const { credentialId } = await anAward(platform);
  const text = await textOf(platform, credentialId);
  await changeStatus(platform, system, { credentialId, act: 'suspend', reason: 'appeal pending' });
  const suspended = await verify(platform, { credential: text, source: 'text' });
  expect([suspended.verdict, resultOf(suspended, 'suspension')]).toEqual(['invalid', 'failed']);
  await changeStatus(platform, system, { credentialId, act: 'reinstate', reason: 'appeal decided' });
  expect((await verify(platform, { credential: text, source: 'text' })).verdict).toBe('valid');
});

test('what a former key signed stays valid after the key is rotated', async () => {
  await using platform = await aPlatform();
  const { credentialId, microcredential } = await anAward(platform);
  const text = await textOf(platform, credentialId);
  const organisationId = microcredential.provider.id;
  const [current] = await keysOf(platform, organisationId);
  await rotateKey(platform, system, { organisationId, currentKeyId: current?.id ?? '' });
  const found = await verify(platform, { credential: text, source: 'text' });
  expect([found.verdict, resultOf(found, 'issuer-key')]).toEqual(['valid', 'passed']);
});

test('an unconfirmed issuer never hides behind its name', async () => {
  await using platform = await aPlatform();
  const { credentialId } = await anAward(platform);
  const found = await verify(platform, { credential: await textOf(platform, credentialId), source: 'text' });
  expect(resultOf(found, 'issuer-identity')).toBe('unknown');
});

test('a share link opens the credential to anyone until it is closed; the id alone opens nothing', async () => {
  await using platform = await aPlatform();
  const { awardId, credentialId, learner } = await anAward(platform);
  const share = await shareAward(platform, learner, { awardId, label: 'Harbour Clinic', expiresAt: null });
  const verified = await verifyUrl(platform, { url: share.url, source: 'url' });
  expect(verified).toMatchObject({ kind: 'verified', verification: { verdict: 'valid' } });

  const byId = `${platform.config.origin}/credentials/${credentialId}`;
  expect(await verifyUrl(platform, { url: byId, source: 'url' })).toEqual({
    kind: 'refused',
    because: 'nothing-there',
  });
  await expect(credentialToShow(platform, visitor, credentialId)).rejects.toMatchObject({ code: 'not-found' });

  await revokeShare(platform, learner, share.id);
  expect(await verifyUrl(platform, { url: share.url, source: 'url' })).toEqual({
    kind: 'refused',
    because: 'nothing-there',
  });
});

test('a link with an end closes by itself', async () => {
  await using platform = await aPlatform({ at: new Date('2026-11-23T10:00:00Z') });
  const { awardId, learner } = await anAward(platform);
  const share = await shareAward(platform, learner, {
    awardId,
    label: '',
    expiresAt: new Date('2026-11-24T10:00:00Z'),
  });
  platform.setTime(new Date('2026-11-24T10:00:01Z'));
  expect(await verifyUrl(platform, { url: share.url, source: 'url' })).toEqual({
    kind: 'refused',
    because: 'nothing-there',
  });
});

test('an address of a private network is not asked', async () => {
  await using platform = await aPlatform();
  const refused = await verifyUrl(platform, { url: 'https://127.0.0.1:5432/credential.json', source: 'url' });
  expect(refused).toEqual({ kind: 'refused', because: 'not-reachable' });
});

/** A credential that somebody else's software made, of an issuer that this installation does not know. */
async function theirs(issuer: string, verificationMethod: string, privateKey: Uint8Array): Promise<string> {
  const unsigned = buildAchievementCredential({
    id: 'https://college.example/credentials/1',
    issuer: { id: issuer, name: 'A college elsewhere' },
    subject: { name: 'Ada Lovelace' },
    achievement: {
      id: 'https://college.example/tides',
      name: 'Reading tides',
      description: 'Predict tides for small harbours.',
      criteria: { narrative: 'Pass the quiz.' },
      language: 'en',
      outcomes: [],
      assurance: { assessmentTypes: [], participation: { name: 'Online' }, qualityAssurance: [] },
    },
    validFrom: new Date('2026-01-01T00:00:00Z'),
  });
  return (await signCredential(unsigned, { privateKey, verificationMethod, created: new Date('2026-01-01T00:00:00Z') }))
    .text;
}

test('a credential of another issuer’s did:web is checked with the key in the document that it fetches', async () => {
  await using platform = await aPlatform();
  const did = 'did:web:college.example';
  const { publicKey, privateKey } = generateKeyPair();
  const text = await theirs(did, verificationMethodOf(did, publicKey), privateKey);
  const asked: string[] = [];
  const reached = (document: object): Platform => ({
    ...platform,
    http: {
      get: async (url) => {
        asked.push(url);
        return { kind: 'ok', status: 200, headers: {}, body: Buffer.from(JSON.stringify(document)), url };
      },
    },
  });
  const listing = (key: Uint8Array) => buildIssuerDidDocument({ did, keys: [{ publicKey: key }] });

  const found = await verify(reached(listing(publicKey)), { credential: text, source: 'text' });
  expect(asked).toEqual(['https://college.example/.well-known/did.json']);
  expect([found.verdict, resultOf(found, 'issuer-key'), resultOf(found, 'issuer-identity')]).toEqual([
    'valid',
    'passed',
    'unknown',
  ]);
  const other = reached(listing(generateKeyPair().publicKey));
  expect((await verify(other, { credential: text, source: 'text' })).verdict).toBe('invalid');
});

test('a credential of a did:key is checked without asking anybody', async () => {
  await using platform = await aPlatform();
  const { publicKey, privateKey } = generateKeyPair();
  const text = await theirs(didKeyOf(publicKey), didKeyVerificationMethod(publicKey), privateKey);
  const alone: Platform = { ...platform, http: { get: () => Promise.reject(new Error('somebody was asked')) } };
  const found = await verify(alone, { credential: text, source: 'text' });
  expect([found.verdict, resultOf(found, 'issuer-key')]).toEqual(['valid', 'passed']);
});
