import { expect, test } from 'vitest';
import {
  aCredential,
  aDidDocument,
  anAward,
  aStatusList,
  awarded,
  aWorld,
  did,
  listUrls,
  methodOf,
  now,
  otherSeed,
  seed,
  signed,
  theWorld,
} from '../../test/example.ts';
import { publicKeyOf } from '../crypto/node-crypto.ts';
import { signDocument } from '../data-integrity/sign.ts';
import { didKeyOf, didKeyVerificationMethod } from '../did/did-key.ts';
import type { Json, JsonObject } from '../json/json.ts';
import { buildAchievementCredential } from '../open-badges/build.ts';
import { createStatusList, setStatus } from '../status-list/bitstring.ts';
import { buildStatusListCredential } from '../status-list/credential.ts';
import type { VerifyOptions } from './options.ts';
import { verifyCredential } from './verify.ts';
import type { CheckName, Verdict } from './verification.ts';
import { checkNames } from './verification.ts';

/** The verdict, and the code of each check by name. */
async function found(
  input: unknown,
  options?: VerifyOptions,
): Promise<{ verdict: Verdict } & Record<CheckName, string>> {
  const { verdict, checks } = await verifyCredential(input, options ?? (await theWorld()));
  expect(checks.map(({ name }) => name)).toEqual([...checkNames]);
  for (const { detail } of checks) expect(detail).toMatch(/^[A-Z“][^{}]+\.$/);
  const codes = Object.fromEntries(checks.map(({ name, code }) => [name, code])) as Record<CheckName, string>;
  return { verdict, ...codes };
}

const sound = {
  verdict: 'valid',
  format: 'format-sound',
  schema: 'schema-followed',
  integrity: 'unchanged',
  'issuer-key': 'key-listed',
  'issuer-identity': 'issuer-known',
  dates: 'dates-within',
  revocation: 'not-revoked',
  suspension: 'not-suspended',
  superseded: 'supersession-unknown',
  subject: 'subject-not-asked',
};

test('a credential is found valid, as text, as bytes and as parsed JSON', async () => {
  const { text, document } = await aCredential();
  expect(await found(text)).toEqual(sound);
  expect(await found(new TextEncoder().encode(text))).toEqual(sound);
  expect(await found(document)).toEqual(sound);
  expect(await found(JSON.stringify(document, null, 2))).toEqual(sound);
});

test('the answer names the credential and the proof', async () => {
  const { credential, proof, document } = await verifyCredential((await aCredential()).text, await theWorld());
  expect(credential).toMatchObject({ name: 'Reading tides', issuer: { name: 'Northgate College' } });
  expect(proof).toEqual({ cryptosuite: 'eddsa-rdfc-2022', verificationMethod: methodOf(seed), created: awarded });
  expect(document).toMatchObject({ type: ['VerifiableCredential', 'OpenBadgeCredential'] });
});

test('sentences name days as people write them', async () => {
  const { checks } = await verifyCredential((await aCredential()).text, await theWorld());
  expect(checks.find(({ name }) => name === 'dates')?.detail).toBe(
    'In date: valid from 1 November 2026, 09:00 UTC until 1 November 2031, 09:00 UTC.',
  );
});

// Signature and key

test('a did:key issuer needs nobody to ask', async () => {
  const issuer = { ...anAward().issuer, id: didKeyOf(publicKeyOf(seed)) };
  const { text } = await signDocument(buildAchievementCredential(anAward({ issuer, status: [] })), {
    privateKey: seed,
    verificationMethod: didKeyVerificationMethod(publicKeyOf(seed)),
    created: awarded,
  });
  expect(await found(text, aWorld({}))).toEqual({
    ...sound,
    'issuer-identity': 'issuer-unknown',
    revocation: 'status-none',
    suspension: 'status-none',
  });
});

test('without a signature it is invalid', async () => {
  expect(await found(buildAchievementCredential(anAward()))).toMatchObject({
    verdict: 'invalid',
    integrity: 'proof-missing',
    'issuer-key': 'key-unproven',
  });
});

test('a key that the issuer does not list is refused, although the signature is good', async () => {
  const { document } = await signed(buildAchievementCredential(anAward()), awarded, otherSeed);
  expect(await found(document)).toMatchObject({
    verdict: 'invalid',
    integrity: 'unchanged',
    'issuer-key': 'key-not-listed',
  });
});

test('somebody else’s key under the issuer’s name is refused', async () => {
  const { text } = await signDocument(buildAchievementCredential(anAward()), {
    privateKey: otherSeed,
    verificationMethod: didKeyVerificationMethod(publicKeyOf(otherSeed)),
    created: awarded,
  });
  expect(await found(text)).toMatchObject({
    verdict: 'invalid',
    integrity: 'unchanged',
    'issuer-key': 'key-of-another',
    'issuer-identity': 'issuer-unknown',
  });
});

test('a proof taken from another credential does not fit', async () => {
  const other = await aCredential({ subject: { name: 'Eve' } });
  expect(await found({ ...(await aCredential()).document, proof: other.document['proof'] })).toMatchObject({
    verdict: 'invalid',
    integrity: 'changed',
    'issuer-identity': 'issuer-unproven',
  });
});

test('a signature for another purpose is refused', async () => {
  const { document } = await aCredential();
  const proof = { ...(document['proof'] as JsonObject), proofPurpose: 'authentication' };
  expect(await found({ ...document, proof })).toMatchObject({ verdict: 'invalid', integrity: 'proof-purpose-wrong' });
});

test('a damaged signature is told from a missing and from a wrong one', async () => {
  const { document } = await aCredential();
  const proof = document['proof'] as JsonObject;
  const damaged: readonly JsonObject[] = [
    { proofValue: 'z0OIl' },
    { proofValue: 'uABC' },
    { proofValue: 5 },
    { created: 'yesterday' },
    { expires: '2026-11-22' },
    { verificationMethod: { id: methodOf(seed) } },
    { proofPurpose: ['assertionMethod'] },
    { cryptosuite: 5 },
    { type: null },
  ];
  for (const change of damaged) {
    const changed = { ...document, proof: { ...proof, ...change } };
    expect(await found(changed), JSON.stringify(change)).toMatchObject({
      verdict: 'invalid',
      integrity: 'proof-malformed',
    });
  }
  expect(await found({ ...document, proof: Array.from({ length: 9 }, () => proof) })).toMatchObject({
    integrity: 'proof-malformed',
  });
});

test('a suite that we cannot check leaves it unconfirmed, and never valid', async () => {
  const { document } = await aCredential();
  const proof = document['proof'] as JsonObject;
  for (const change of [{ cryptosuite: 'ecdsa-sd-2023' }, { type: 'Ed25519Signature2020' }]) {
    expect(await found({ ...document, proof: { ...proof, ...change } })).toMatchObject({
      verdict: 'unconfirmed',
      integrity: 'suite-unsupported',
      'issuer-key': 'key-unproven',
      'issuer-identity': 'issuer-unproven',
    });
  }
});

test('in a set of proofs each one that we can check must hold', async () => {
  const { document } = await aCredential();
  const proof = document['proof'] as JsonObject;
  const foreign: Json = { type: 'DataIntegrityProof', cryptosuite: 'xyz-2030' };
  expect(await found({ ...document, proof: [foreign, proof] })).toEqual(sound);
  const wrong = { ...proof, created: '2026-11-02T09:00:00Z' };
  expect(await found({ ...document, proof: [proof, wrong] })).toMatchObject({
    verdict: 'invalid',
    integrity: 'changed',
  });
});

test('a signature with an end in the past is out of date', async () => {
  const { document } = await aCredential();
  const proof = { ...(document['proof'] as JsonObject), expires: '2026-11-10T00:00:00Z' };
  expect(await found({ ...document, proof })).toMatchObject({ dates: 'proof-expired', integrity: 'changed' });
});

// The issuer's document

test('an issuer whose keys cannot be fetched stays unconfirmed, while a change is still noticed', async () => {
  const { text } = await aCredential({ status: [] });
  expect(await found(text, aWorld({}))).toMatchObject({
    verdict: 'unconfirmed',
    integrity: 'unchanged',
    'issuer-key': 'issuer-document-unavailable',
  });
  expect(await found(text.replace('Ada Lovelace', 'Eve'), aWorld({}))).toMatchObject({
    verdict: 'invalid',
    integrity: 'changed',
  });
});

test('a document of another issuer, or no document at all, is no proof', async () => {
  const { text } = await aCredential({ status: [] });
  const cases: readonly (readonly [unknown, string])[] = [
    [{ ...aDidDocument(), id: 'did:web:evil.example' }, 'issuer-document-of-another'],
    ['<html>Not found</html>', 'issuer-document-malformed'],
    ['{"id":1,"id":2}', 'issuer-document-malformed'],
    [undefined, 'issuer-document-malformed'],
  ];
  for (const [document, code] of cases)
    expect((await found(text, aWorld({ [did]: document })))['issuer-key']).toBe(code);
});

test('a key counts only where the issuer lists it for credentials, and controls it', async () => {
  const { text } = await aCredential({ status: [] });
  const [method] = aDidDocument()['verificationMethod'] as readonly JsonObject[];
  const withMethod = (change: JsonObject, document: JsonObject = {}): JsonObject => ({
    ...aDidDocument(),
    verificationMethod: [{ ...method, ...change }],
    ...document,
  });
  const keyOf = async (document: JsonObject): Promise<string> =>
    (await found(text, aWorld({ [did]: document })))['issuer-key'];
  expect(await keyOf(withMethod({}))).toBe('key-listed');
  expect(await keyOf(withMethod({}, { assertionMethod: [] }))).toBe('key-not-listed');
  expect(await keyOf(withMethod({}, { assertionMethod: [], authentication: [methodOf(seed)] }))).toBe('key-not-listed');
  expect(await keyOf(withMethod({ controller: 'did:web:evil.example' }))).toBe('key-not-listed');
  expect(await keyOf(withMethod({}, { verificationMethod: [], assertionMethod: [method as JsonObject] }))).toBe(
    'key-listed',
  );
  expect(
    await keyOf(
      withMethod({ id: methodOf(seed).slice(did.length) }, { assertionMethod: [methodOf(seed).slice(did.length)] }),
    ),
  ).toBe('key-listed');
  expect(await keyOf(withMethod({ type: 'EcdsaSecp256k1VerificationKey2019' }))).toBe('key-kind-unsupported');
  expect(await keyOf(withMethod({ expires: 'soon' }))).toBe('key-kind-unsupported');
});

test('a key written as JWK or in the older Ed25519 form is read', async () => {
  const { text } = await aCredential({ status: [] });
  const [method] = aDidDocument()['verificationMethod'] as readonly JsonObject[];
  const x = Buffer.from(publicKeyOf(seed)).toString('base64url');
  const jwk = { kty: 'OKP', crv: 'Ed25519', x };
  for (const form of [
    { ...method, type: 'Ed25519VerificationKey2020' },
    { id: methodOf(seed), controller: did, type: 'JsonWebKey', publicKeyJwk: jwk },
  ]) {
    const document = { ...aDidDocument(), verificationMethod: [form] };
    expect(await found(text, aWorld({ [did]: document }))).toMatchObject({
      integrity: 'unchanged',
      'issuer-key': 'key-listed',
    });
  }
  for (const wrong of [
    { ...jwk, crv: 'X25519' },
    { ...jwk, x: 'AA' },
    { ...jwk, kty: 'EC' },
  ]) {
    const document = {
      ...aDidDocument(),
      verificationMethod: [{ id: methodOf(seed), controller: did, type: 'JsonWebKey', publicKeyJwk: wrong }],
    };
    expect(await found(text, aWorld({ [did]: document }))).toMatchObject({ 'issuer-key': 'key-kind-unsupported' });
  }
});

test('the key in the issuer’s document decides, not the one in the name of the method', async () => {
  const { text } = await aCredential({ status: [] });
  const lying = aDidDocument([{ publicKey: publicKeyOf(otherSeed), id: methodOf(seed) }]);
  expect(await found(text, aWorld({ [did]: lying }))).toMatchObject({ verdict: 'invalid', integrity: 'changed' });
});

test('after a rotation the old credential stays valid and the old key signs no more', async () => {
  const rotated = aDidDocument([
    { publicKey: publicKeyOf(otherSeed) },
    { publicKey: publicKeyOf(seed), until: new Date('2026-11-10T00:00:00Z') },
  ]);
  const award = buildAchievementCredential(anAward({ status: [] }));
  const world = aWorld({ [did]: rotated });
  expect(await found((await signed(award)).text, world)).toMatchObject({
    verdict: 'valid',
    'issuer-key': 'key-listed-formerly',
  });
  const late = await signed(award, new Date('2026-11-10T00:00:00Z'));
  expect(await found(late.text, world)).toMatchObject({ verdict: 'invalid', 'issuer-key': 'key-ended' });
  const fresh = await signed(award, new Date('2026-11-11T00:00:00Z'), otherSeed);
  expect(await found(fresh.text, world)).toMatchObject({ verdict: 'valid', 'issuer-key': 'key-listed' });
});

test('a compromised key vouches for what was signed before, and for nothing after', async () => {
  const compromised = aDidDocument([
    { publicKey: publicKeyOf(seed), compromisedFrom: new Date('2026-11-10T00:00:00Z') },
  ]);
  const award = buildAchievementCredential(anAward({ status: [] }));
  const world = aWorld({ [did]: compromised });
  expect(await found((await signed(award)).text, world)).toMatchObject({
    verdict: 'valid',
    'issuer-key': 'key-listed-formerly',
  });
  const late = await signed(award, new Date('2026-11-12T00:00:00Z'));
  expect(await found(late.text, world)).toMatchObject({ verdict: 'invalid', 'issuer-key': 'key-compromised' });
  const elsewhere = { ...compromised, authentication: [methodOf(seed)] };
  expect(await found((await signed(award)).text, aWorld({ [did]: elsewhere }))).toMatchObject({
    'issuer-key': 'key-not-listed',
  });
});

test('an identifier that leads nowhere is never handed to the loader', async () => {
  for (const id of ['did:web:a.org%2Fevil', 'did:ion:abc', 'https://example.org/issuer', 'did:key:zNot']) {
    const { text } = await signDocument(
      buildAchievementCredential(anAward({ status: [], issuer: { id, name: 'X' } })),
      {
        privateKey: seed,
        verificationMethod: `${id}#key`,
        created: awarded,
      },
    );
    const world = aWorld(
      {},
      {
        documents: {
          loadDidDocument: () => Promise.reject(new Error('asked')),
          loadStatusList: () => Promise.reject(new Error('asked')),
        },
      },
    );
    expect(await found(text, world)).toMatchObject({
      verdict: 'unconfirmed',
      'issuer-key': 'issuer-kind-unsupported',
      integrity: 'key-unavailable',
    });
  }
});

// Identity, dates, supersession, subject

test('who the issuer is comes from whoever confirmed it, never from the credential', async () => {
  const { text } = await aCredential();
  const world = await theWorld({ identifyIssuer: async () => ({ kind: 'unknown' }) });
  expect(await found(text, world)).toEqual({ ...sound, 'issuer-identity': 'issuer-unknown' });
});

test('dates are judged at the moment that was asked about', async () => {
  const { text } = await aCredential();
  expect(await found(text, await theWorld({ at: new Date('2026-10-31T00:00:00Z') }))).toMatchObject({
    verdict: 'invalid',
    dates: 'dates-early',
  });
  expect(await found(text, await theWorld({ at: new Date('2032-01-01T00:00:00Z') }))).toMatchObject({
    verdict: 'invalid',
    dates: 'dates-expired',
  });
});

test('a credential that a newer one stands in for is invalid', async () => {
  const { text } = await aCredential();
  const newer = await theWorld({
    findSuperseding: async () => ({ kind: 'superseded', by: 'https://cairn.example/credentials/2' }),
  });
  expect(await found(text, newer)).toMatchObject({ verdict: 'invalid', superseded: 'superseded-by' });
  expect(await found(text, await theWorld({ findSuperseding: async () => ({ kind: 'newest' }) }))).toEqual({
    ...sound,
    superseded: 'newest',
  });
});

test('the recipient is compared when given', async () => {
  const { text } = await aCredential();
  expect(await found(text, await theWorld({ recipient: { email: 'ada@example.org' } }))).toEqual({
    ...sound,
    subject: 'subject-matches',
  });
  expect(await found(text, await theWorld({ recipient: { email: 'eve@example.org' } }))).toMatchObject({
    verdict: 'invalid',
    subject: 'subject-differs',
  });
});

// Status

async function withList(purpose: 'revocation' | 'suspension', list: unknown): Promise<VerifyOptions> {
  const [revocation, suspension] = await Promise.all([aStatusList('revocation'), aStatusList('suspension')]);
  const lists = {
    [listUrls.revocation]: revocation.text,
    [listUrls.suspension]: suspension.text,
    [listUrls[purpose]]: list,
  };
  return aWorld({ [did]: aDidDocument(), ...lists });
}

test('a revoked and a suspended credential are told apart', async () => {
  const { text } = await aCredential();
  const revoked = createStatusList();
  setStatus(revoked, 94567, true);
  expect(
    await found(text, await withList('revocation', (await aStatusList('revocation', revoked)).text)),
  ).toMatchObject({
    verdict: 'invalid',
    revocation: 'revoked',
    suspension: 'not-suspended',
  });
  const suspended = createStatusList();
  setStatus(suspended, 23452, true);
  expect(
    await found(text, await withList('suspension', (await aStatusList('suspension', suspended)).text)),
  ).toMatchObject({
    verdict: 'invalid',
    revocation: 'not-revoked',
    suspension: 'suspended',
  });
});

test('the neighbours of an entry say nothing about it', async () => {
  const list = createStatusList();
  for (const index of [94566, 94568, 23452]) setStatus(list, index, true);
  expect(
    await found((await aCredential()).text, await withList('revocation', (await aStatusList('revocation', list)).text)),
  ).toMatchObject({
    verdict: 'valid',
  });
});

test('both entries under credentialStatus are read as well, and the schema check lets them pass', async () => {
  const { text } = await signed(buildAchievementCredential(anAward(), 'several'));
  expect(await found(text, await theWorld())).toEqual(sound);
});

test('a list that cannot be relied on leaves the credential unconfirmed, and says why', async () => {
  const list = createStatusList();
  const base = { id: listUrls.revocation, issuer: did, purpose: 'revocation', list, validFrom: awarded } as const;
  const document = await buildStatusListCredential(base);
  const sign = async (changed: JsonObject): Promise<string> => (await signed(changed, now)).text;
  const subject = document['credentialSubject'] as JsonObject;
  const changedAfterwards = (await sign(document)).replace('2026-11-01', '2026-11-02');
  const byKeyOf = async (id: string): Promise<string> =>
    (
      await signDocument(
        { ...document, issuer: id },
        { privateKey: otherSeed, verificationMethod: didKeyVerificationMethod(publicKeyOf(otherSeed)), created: now },
      )
    ).text;
  const cases: readonly (readonly [string, string])[] = [
    [changedAfterwards, 'status-list-unproven'],
    [JSON.stringify(document), 'status-list-unproven'],
    [await byKeyOf(did), 'status-list-unproven'],
    [await byKeyOf(didKeyOf(publicKeyOf(otherSeed))), 'status-list-of-another'],
    [
      await sign(await buildStatusListCredential({ ...base, validUntil: new Date('2026-11-20T00:00:00Z') })),
      'status-list-out-of-date',
    ],
    [
      await sign(await buildStatusListCredential({ ...base, purpose: 'suspension' })),
      'status-list-for-another-purpose',
    ],
    [await sign({ ...document, id: `${listUrls.revocation}0` }), 'status-list-malformed'],
    [await sign({ ...document, type: ['VerifiableCredential'] }), 'status-list-malformed'],
    [await sign({ ...document, credentialSubject: { ...subject, encodedList: 'uAAAA' } }), 'status-list-malformed'],
    ['not json', 'status-list-malformed'],
  ];
  const { text } = await aCredential();
  for (const [served, code] of cases) {
    expect(await found(text, await withList('revocation', served))).toMatchObject({
      verdict: 'unconfirmed',
      revocation: code,
    });
  }
  const far = await aCredential({ status: [{ purpose: 'revocation', listUrl: listUrls.revocation, index: 131_072 }] });
  expect(await found(far.text)).toMatchObject({ verdict: 'unconfirmed', revocation: 'status-index-out-of-range' });
  const unreachable = await aCredential({
    status: [{ purpose: 'revocation', listUrl: 'https://cairn.example/status/9', index: 1 }],
  });
  expect(await found(unreachable.text)).toMatchObject({ verdict: 'unconfirmed', revocation: 'status-unavailable' });
});

test('a list for several purposes is read for each of them', async () => {
  const document = await buildStatusListCredential({
    id: listUrls.revocation,
    issuer: did,
    purpose: 'revocation',
    list: createStatusList(),
    validFrom: awarded,
  });
  const subject = document['credentialSubject'] as JsonObject;
  const { text: served } = await signed(
    { ...document, credentialSubject: { ...subject, statusPurpose: ['suspension', 'revocation'] } },
    now,
  );
  expect(await found((await aCredential()).text, await withList('revocation', served))).toMatchObject({
    verdict: 'valid',
  });
});

test('an entry of several bits is set when one of its bits is, and its list must be long enough', async () => {
  const list = createStatusList(shortestTwice);
  setStatus(list, 94567 * 2 + 1, true);
  const entry = { ...(buildAchievementCredential(anAward())['credentialStatus'] as JsonObject), statusSize: 2 };
  const { text } = await signed({ ...buildAchievementCredential(anAward({ status: [] })), credentialStatus: entry });
  expect(await found(text, await withList('revocation', (await aStatusList('revocation', list)).text))).toMatchObject({
    revocation: 'revoked',
  });
  expect(await found(text)).toMatchObject({ verdict: 'unconfirmed', revocation: 'status-list-too-short' });
});

const shortestTwice = 262_144;

test('too many entries are not looked up', async () => {
  const one = buildAchievementCredential(anAward())['credentialStatus'] as JsonObject;
  const entries = Array.from({ length: 9 }, (_, index) => ({ ...one, id: `${listUrls.revocation}#${index}` }));
  const { text } = await signed({ ...buildAchievementCredential(anAward({ status: [] })), credentialStatus: entries });
  expect(await found(text)).toMatchObject({ verdict: 'invalid', revocation: 'status-entry-malformed' });
});

// Schema

test('what breaks the official schema is said, although the signature is good', async () => {
  const { awardedDate: _, ...unsigned } = buildAchievementCredential(anAward());
  const { text } = await signed({ ...unsigned, awardedDate: '2026' });
  expect(await found(text)).toMatchObject({ verdict: 'invalid', integrity: 'unchanged', schema: 'schema-broken' });
});

test('a schema that we do not carry is unknown, and never fetched', async () => {
  const schema = [{ id: 'https://example.org/schema.json', type: '1EdTechJsonSchemaValidator2019' }];
  const { text } = await signed({ ...buildAchievementCredential(anAward()), credentialSchema: schema });
  expect(await found(text)).toEqual({ ...sound, schema: 'schema-unknown' });
});
