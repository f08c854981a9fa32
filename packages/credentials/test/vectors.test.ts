/** The W3C test vectors of https://www.w3.org/TR/vc-di-eddsa/#test-vectors, byte for byte. */
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { createProofValue, hashData, joinHashes } from '../src/data-integrity/eddsa-rdfc-2022.ts';
import type { JsonObject } from '../src/index.ts';
import { decodeMultikey, encodeMultikey, publicKeyOf, signDocument, verifyCredential } from '../src/index.ts';
import { canonizeDocument } from '../src/json-ld/canonize.ts';
import { decodeBase58 } from '../src/multibase/base58.ts';
import { aWorld, textOf } from './example.ts';
import { readData, readDataJson, testWithData } from './shared-data.ts';

const vectors = 'vectors/vc-di-eddsa';
const plain = `${vectors}/eddsa-rdfc-2022`;

function contexts(): Record<string, JsonObject> {
  return { 'https://www.w3.org/ns/credentials/examples/v2': readDataJson('contexts/credentials-examples-v2.jsonld') };
}

/** Secret Multikeys carry two bytes of prefix before the seed. */
function seedOfVectors(): Uint8Array {
  const secret = textOf(readDataJson(`${vectors}/keyPair.json`), 'privateKeyMultibase');
  return decodeBase58(secret.slice(1)).slice(2);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

testWithData('the key pair of the vectors is one', async () => {
  const publicKeyMultibase = textOf(readDataJson(`${vectors}/keyPair.json`), 'publicKeyMultibase');
  expect(encodeMultikey(publicKeyOf(seedOfVectors()))).toBe(publicKeyMultibase);
  expect(decodeMultikey(publicKeyMultibase)).toEqual(publicKeyOf(seedOfVectors()));
});

testWithData('canonical document, canonical proof and both hashes are those of the vectors', async () => {
  const unsigned = readDataJson(`${vectors}/unsigned.json`);
  const { '@context': context, ...options } = readDataJson(`${plain}/proofConfigDataInt.json`);
  const document = await canonizeDocument(unsigned, contexts());
  const proof = await canonizeDocument({ '@context': context, ...options }, contexts());
  expect(document).toBe(readData(`${plain}/canonDocDataInt.txt`));
  expect(sha256Hex(document)).toBe(readData(`${plain}/docHashDataInt.txt`));
  expect(proof).toBe(readData(`${plain}/proofCanonDataInt.txt`));
  expect(sha256Hex(proof)).toBe(readData(`${plain}/proofHashDataInt.txt`));
  expect(hex(await hashData(unsigned, options, contexts()))).toBe(readData(`${plain}/combinedHashDataInt.txt`));
});

testWithData('the signature is that of the vectors, in every form', async () => {
  const unsigned = readDataJson(`${vectors}/unsigned.json`);
  const options = readDataJson(`${plain}/proofConfigDataInt.json`);
  const signed = await signDocument(unsigned, {
    privateKey: seedOfVectors(),
    verificationMethod: textOf(options, 'verificationMethod'),
    created: new Date(textOf(options, 'created')),
    contexts: contexts(),
  });
  expect(signed.document).toEqual(readDataJson(`${plain}/signedDataInt.json`));
  const proofValue = textOf(signed.document['proof'], 'proofValue');
  expect(proofValue).toBe(readData(`${plain}/sigBTC58DataInt.txt`));
  expect(hex(decodeBase58(proofValue.slice(1)))).toBe(readData(`${plain}/sigHexDataInt.txt`));
});

testWithData(
  'the employment vector is reproduced from its canonical forms: its context is not ours to have',
  async () => {
    const folder = `${plain}/employ`;
    const hashed = joinHashes(readData(`${folder}/proofCanonDataInt.txt`), readData(`${folder}/canonDocDataInt.txt`));
    expect(hex(hashed)).toBe(readData(`${folder}/combinedHashDataInt.txt`));
    const proofValue = createProofValue(hashed, seedOfVectors());
    expect(proofValue).toBe(readData(`${folder}/sigBTC58DataInt.txt`));
    expect((readDataJson(`${folder}/signedDataInt.json`)['proof'] as JsonObject)['proofValue']).toBe(proofValue);
  },
);

testWithData('signed vectors are unchanged, and one changed word is noticed', async () => {
  for (const path of [`${plain}/signedDataInt.json`, `${vectors}/proof-set-chain/signedProofSet2.json`]) {
    expect(await integrityOf(readData(path))).toBe('unchanged');
    expect(await integrityOf(readData(path).replace('School of Examples', 'School of Samples'))).toBe('changed');
  }
});

testWithData('other suites and chains are named, and never taken as checked', async () => {
  expect(await integrityOf(readData(`${vectors}/eddsa-jcs-2022/signedJCS.json`))).toBe('suite-unsupported');
  const chain = readDataJson(`${vectors}/proof-set-chain/signedProofChain2.json`);
  const proofs = chain['proof'] as readonly JsonObject[];
  const chained = proofs.filter((proof) => proof['previousProof'] !== undefined);
  expect(chained.length).toBeGreaterThan(0);
  expect(await integrityOf(JSON.stringify({ ...chain, proof: chained }))).toBe('proof-chain-unsupported');
});

async function integrityOf(text: string): Promise<string | undefined> {
  const { checks } = await verifyCredential(text, aWorld({}, { contexts: contexts() }));
  return checks.find(({ name }) => name === 'integrity')?.code;
}
