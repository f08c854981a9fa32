import { sign, verify, createPublicKey } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { aMember, anOrganisation } from '../../../../test/builders/an-organisation.ts';
import { aPlatform } from '../../../../test/platform.ts';
import {
  currentSigningKey,
  issuerByDid,
  issuerDocument,
  keysOf,
  markKeyCompromised,
  rotateKey,
  suspendOrganisation,
} from './api.ts';

const platform = await aPlatform();
afterAll(() => platform.stop());

async function currentKeyId(organisationId: string): Promise<string> {
  const [key] = await keysOf(platform, organisationId);
  return key?.id ?? '';
}

function publicKeyOf(raw: Uint8Array) {
  return createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(raw).toString('base64url') },
    format: 'jwk',
  });
}

test('the current key signs, and its public part in the issuer’s document verifies', async () => {
  const { organisation } = await anOrganisation(platform, { slug: 'signs' });
  const key = await platform.db.transaction().execute((trx) => currentSigningKey(platform, trx, organisation.id));
  expect(key.verificationMethod).toBe(`did:web:localhost%3A3000:issuers:signs#${key.fragment}`);
  const signature = sign(null, Buffer.from('stone'), key.privateKey);
  const [current] = await keysOf(platform, organisation.id);
  expect(current?.id).toBe(key.id);
  expect(verify(null, Buffer.from('stone'), publicKeyOf(current?.publicKey ?? new Uint8Array()), signature)).toBe(true);
});

test('a rotated key stays in the document and vouches for what it signed; its private part is gone', async () => {
  const { organisation, owner } = await anOrganisation(platform, { slug: 'rotates' });
  const former = await platform.db.transaction().execute((trx) => currentSigningKey(platform, trx, organisation.id));
  const rotated = await rotateKey(platform, owner, { organisationId: organisation.id, currentKeyId: former.id });
  const current = await platform.db.transaction().execute((trx) => currentSigningKey(platform, trx, organisation.id));
  expect(rotated).toMatchObject({ kind: 'rotated', key: { id: current.id } });
  expect(current.id).not.toBe(former.id);

  expect(await issuerDocument(platform, 'rotates')).toMatchObject({
    id: 'did:web:localhost%3A3000:issuers:rotates',
    verificationMethod: [
      { id: current.verificationMethod, type: 'Multikey', publicKeyMultibase: current.fragment },
      { id: former.verificationMethod, type: 'Multikey', publicKeyMultibase: former.fragment },
    ],
    assertionMethod: [current.verificationMethod, former.verificationMethod],
  });
  const kept = await platform.db
    .selectFrom('signing_key')
    .select('private_key_sealed')
    .where('id', '=', former.id)
    .executeTakeFirstOrThrow();
  expect(kept.private_key_sealed).toBeNull();
});

test('two rotations at once, as by a double click, make one new key', async () => {
  const { organisation, owner } = await anOrganisation(platform);
  const input = { organisationId: organisation.id, currentKeyId: await currentKeyId(organisation.id) };
  const results = await Promise.all([1, 2, 3, 4].map(() => rotateKey(platform, owner, input)));
  expect(results.map((result) => result.kind).sort()).toEqual(['refused', 'refused', 'refused', 'rotated']);
  const keys = await keysOf(platform, organisation.id);
  expect(keys.map((key) => key.validUntil === null)).toEqual([true, false]);
});

test('a rotation waits for the signing that goes on, and a signing for the rotation', async () => {
  const { organisation, owner } = await anOrganisation(platform);
  const input = { organisationId: organisation.id, currentKeyId: await currentKeyId(organisation.id) };
  let signedAt = new Date(0);
  const order: string[] = [];
  let rotation: Promise<unknown> = Promise.resolve();
  await platform.db.transaction().execute(async (trx) => {
    const key = await currentSigningKey(platform, trx, organisation.id);
    expect(key.id).toBe(input.currentKeyId);
    rotation = rotateKey(platform, owner, input).then(() => order.push('rotated'));
    await new Promise((resume) => setTimeout(resume, 150));
    signedAt = platform.clock();
    order.push('signed');
  });
  await rotation;
  expect(order).toEqual(['signed', 'rotated']);
  const former = (await keysOf(platform, organisation.id)).find((key) => key.id === input.currentKeyId);
  expect(former?.validUntil?.getTime()).toBeGreaterThanOrEqual(signedAt.getTime());

  const next = await currentKeyId(organisation.id);
  const many = await Promise.all([
    rotateKey(platform, owner, { organisationId: organisation.id, currentKeyId: next }),
    ...[1, 2, 3].map(() =>
      platform.db.transaction().execute((trx) => currentSigningKey(platform, trx, organisation.id)),
    ),
  ]);
  expect(many).toHaveLength(4);
});

test('a compromised current key is replaced at once and marked in the document', async () => {
  const { organisation, owner } = await anOrganisation(platform, { slug: 'stolen' });
  const keyId = await currentKeyId(organisation.id);
  const from = new Date('2026-03-01T00:00:00Z');
  const result = await markKeyCompromised(platform, owner, { organisationId: organisation.id, keyId, from });
  const [current, stolen] = await keysOf(platform, organisation.id);
  expect(result).toMatchObject({ kind: 'compromised', replacement: { id: current?.id } });
  expect(stolen).toMatchObject({ id: keyId, compromisedFrom: from });
  const document = await issuerDocument(platform, 'stolen');
  expect(document?.['verificationMethod']).toMatchObject([{}, { revoked: '2026-03-01T00:00:00Z' }]);
});

test('the moment of compromise is never moved later, nor into the future', async () => {
  const { organisation, owner } = await anOrganisation(platform);
  const keyId = await currentKeyId(organisation.id);
  const mark = (from: Date) => markKeyCompromised(platform, owner, { organisationId: organisation.id, keyId, from });
  expect(await mark(new Date(Date.now() + 60_000))).toEqual({ kind: 'refused', because: 'in-the-future' });
  await mark(new Date('2026-03-01'));
  expect(await mark(new Date('2026-04-01'))).toEqual({ kind: 'refused', because: 'already-compromised' });
  expect(await mark(new Date('2026-02-01'))).toMatchObject({ kind: 'compromised', replacement: undefined });
});

test('only an owner rotates keys, and only the organisation’s own', async () => {
  const { organisation } = await anOrganisation(platform);
  const { organisation: other, owner: ownerElsewhere } = await anOrganisation(platform);
  const registrar = await aMember(platform, organisation.id, 'author', 'assessor', 'registrar');
  const key = await currentKeyId(organisation.id);
  for (const actor of [registrar, ownerElsewhere]) {
    const rotation = rotateKey(platform, actor, { organisationId: organisation.id, currentKeyId: key });
    await expect(rotation).rejects.toMatchObject({ code: 'permission-denied' });
  }
  const foreign = rotateKey(platform, ownerElsewhere, { organisationId: other.id, currentKeyId: key });
  await expect(foreign).rejects.toMatchObject({ code: 'not-found' });
});

test('an issuer is found by its did while approved or suspended, and not before', async () => {
  const { organisation } = await anOrganisation(platform, { slug: 'known' });
  await anOrganisation(platform, { slug: 'unknown-yet', approved: false });
  const did = 'did:web:localhost%3A3000:issuers:known';
  expect(await issuerByDid(platform, did)).toMatchObject({ did, organisation: { id: organisation.id } });
  await suspendOrganisation(platform, { kind: 'system' }, { organisationId: organisation.id, reason: 'x' });
  expect(await issuerByDid(platform, did)).toMatchObject({ did });
  expect(await issuerByDid(platform, 'did:web:localhost%3A3000:issuers:unknown-yet')).toBeUndefined();
  expect(await issuerByDid(platform, 'did:web:elsewhere.example:issuers:known')).toBeUndefined();
  expect(await issuerDocument(platform, 'unknown-yet')).toBeUndefined();
});

test('asking for the key of an organisation that does not exist is a fault with a code', async () => {
  const asked = platform.db.transaction().execute((trx) => currentSigningKey(platform, trx, platform.newId()));
  await expect(asked).rejects.toMatchObject({ code: 'signing-key-missing' });
});
