/** Others verify what we sign, and reject it when anything in it is changed; we verify what others sign. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import achievementCredentialSchema from '../standards/schemas/ob_v3p0_achievementcredential_schema.json' with { type: 'json' };
import type { JsonObject } from '../src/index.ts';
import {
  buildAchievementCredential,
  createStatusList,
  didWebDocumentUrl,
  publicKeyOf,
  setStatus,
  verifyCredential,
} from '../src/index.ts';
import { bundledContexts } from '../src/json-ld/contexts.ts';
import {
  aCredential,
  aDidDocument,
  anAward,
  aStatusList,
  awarded,
  did,
  listUrls,
  methodOf,
  now,
  otherSeed,
  seed,
  signed,
  textOf,
  theWorld,
} from './example.ts';
import { tamperedCopies } from './tampering.ts';
import { issueByDigitalBazaar, verifyByDigitalBazaar, verifyByVerifierCore } from './third-parties.js';

/** verifier-core reads the machine's clock, so its credentials are good for as long as this test shall run. */
const lasting = { validFrom: new Date('2020-01-01T00:00:00Z'), validUntil: new Date('2120-01-01T00:00:00Z') };
const signedLongAgo = new Date('2020-01-01T00:00:00Z');

let documents: Map<string, JsonObject>;
let asked: string[];

beforeEach(async () => {
  documents = new Map(bundledContexts);
  documents.set(achievementCredentialSchema.$id, achievementCredentialSchema);
  serveDidDocument(aDidDocument());
  for (const purpose of ['revocation', 'suspension'] as const) {
    documents.set(listUrls[purpose], (await aStatusList(purpose)).document);
  }
  asked = [];
  vi.stubGlobal('fetch', async (input: string | URL | Request) => {
    const url = input instanceof Request ? input.url : String(input);
    asked.push(url);
    const document = documents.get(url);
    return document === undefined ? new Response('', { status: 404 }) : Response.json(document);
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Puts the issuer's document, and each of its keys, where others look for them. */
function serveDidDocument(document: JsonObject): void {
  documents.set(did, document);
  documents.set(didWebDocumentUrl(did), document);
  for (const method of document['verificationMethod'] as readonly JsonObject[]) {
    documents.set(textOf(method, 'id'), { '@context': 'https://w3id.org/security/multikey/v1', ...method });
  }
}

function load(url: string): JsonObject {
  const document = documents.get(url);
  if (document === undefined) throw new Error(`Nothing at ${url}`);
  return document;
}

async function acceptedByVerifierCore(document: JsonObject): Promise<boolean> {
  const { errors, signature, expiration, revocation } = await verifyByVerifierCore(document);
  return errors.length === 0 && signature && expiration === true && revocation === true;
}

test('@digitalbazaar/vc verifies what we sign', async () => {
  const { document } = await aCredential();
  expect(await verifyByDigitalBazaar(document, load, now)).toEqual({ verified: true, error: undefined });
});

test('@digitalcredentials/verifier-core verifies what we sign: signature, dates, status and schema', async () => {
  const { document } = await aCredential(lasting);
  const found = await verifyByVerifierCore(document);
  expect(found).toMatchObject({ errors: [], signature: true, expiration: true, revocation: true, schema: true });
  expect(asked).toEqual(
    expect.arrayContaining([didWebDocumentUrl(did), listUrls.revocation, achievementCredentialSchema.$id]),
  );
});

test('@digitalcredentials/verifier-core sees a revocation', async () => {
  const list = createStatusList();
  setStatus(list, 94567, true);
  documents.set(listUrls.revocation, (await aStatusList('revocation', list)).document);
  expect(await verifyByVerifierCore((await aCredential(lasting)).document)).toMatchObject({ revocation: false });
});

test('@digitalcredentials/verifier-core sees a suspension where all entries stand under credentialStatus, and then the schema is broken', async () => {
  const list = createStatusList();
  setStatus(list, 23452, true);
  documents.set(listUrls.suspension, (await aStatusList('suspension', list)).document);
  const { document } = await signed(buildAchievementCredential(anAward(lasting), 'several'));
  expect(await verifyByVerifierCore(document)).toMatchObject({ suspension: false, schema: false });
});

test(
  'every copy with one thing changed is rejected by us, @digitalbazaar/vc and verifier-core',
  { timeout: 300_000 },
  async () => {
    const { document } = await aCredential(lasting);
    const world = await theWorld();
    expect(await verifyCredential(document, world)).toMatchObject({ verdict: 'valid' });
    expect(await acceptedByVerifierCore(document)).toBe(true);
    const copies = tamperedCopies(document);
    expect(copies.length).toBeGreaterThan(350);
    const accepted: string[] = [];
    for (const { what, document: copy } of copies) {
      if ((await verifyCredential(copy, world)).verdict === 'valid') accepted.push(`by us: ${what}`);
      if ((await verifyByDigitalBazaar(copy, load, now)).verified) accepted.push(`by @digitalbazaar/vc: ${what}`);
      if (await acceptedByVerifierCore(copy)) accepted.push(`by verifier-core: ${what}`);
    }
    expect(accepted).toEqual([]);
  },
);

test('others still verify what a replaced key signed, and refuse what a compromised key signed', async () => {
  const { document } = await aCredential(lasting);
  const current = { publicKey: publicKeyOf(otherSeed) };
  serveDidDocument(aDidDocument([current, { publicKey: publicKeyOf(seed), until: new Date('2026-11-10T00:00:00Z') }]));
  expect(await verifyByDigitalBazaar(document, load, now)).toMatchObject({ verified: true });
  serveDidDocument(aDidDocument([current, { publicKey: publicKeyOf(seed), compromisedFrom: awarded }]));
  expect(await verifyByDigitalBazaar(document, load, now)).toMatchObject({ verified: false });
});

test('we verify what @digitalbazaar/vc issues, to the same signature', async () => {
  const unsigned = buildAchievementCredential(anAward());
  const theirs = await issueByDigitalBazaar(unsigned, load, {
    seed,
    id: methodOf(seed),
    controller: did,
    date: awarded,
  });
  expect(await verifyCredential(theirs, await theWorld())).toMatchObject({ verdict: 'valid' });
  const ours = await aCredential();
  expect((theirs['proof'] as JsonObject)['proofValue']).toBe((ours.document['proof'] as JsonObject)['proofValue']);
});

test('signed long ago by the key of today is fine with everybody', async () => {
  const { document } = await aCredential({ ...lasting, awardedAt: signedLongAgo });
  expect(await acceptedByVerifierCore(document)).toBe(true);
});
