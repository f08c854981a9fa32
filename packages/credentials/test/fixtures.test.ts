/** The Open Badges 3.0 documents of 1EdTech's public validator: the verdict that we give each, and why. */
import { expect } from 'vitest';
import type { Verdict } from '../src/index.ts';
import { verifyCredential } from '../src/index.ts';
import { aWorld } from './example.ts';
import { readDataBytes, testWithData } from './shared-data.ts';

interface Expected {
  readonly verdict: Verdict;
  /** The checks that did not pass, with the codes that say why; those that follow from an unread format left out. */
  readonly because: Readonly<Record<string, string>>;
  readonly passed?: readonly string[];
}

/** Issuers named by an https address lead to no DID document, so whose key it is stays unknown. */
const httpsIssuer = {
  'issuer-key': 'issuer-kind-unsupported',
  'issuer-identity': 'issuer-unknown',
  superseded: 'supersession-unknown',
  subject: 'subject-not-asked',
};

const unread = { format: 'form-unsupported' };
const oldModel = { format: 'data-model-unsupported' };
const soundButForIssuer = ['format', 'schema', 'integrity', 'dates', 'revocation', 'suspension'];

const fixtures: Readonly<Record<string, Expected>> = {
  // Its signature is good; its status is kept in 1EdTech's own kind of list.
  'complete.json': {
    verdict: 'unconfirmed',
    because: { ...httpsIssuer, revocation: 'status-kind-unsupported', suspension: 'status-kind-unsupported' },
    passed: ['format', 'schema', 'integrity', 'dates'],
  },
  'simple.json': { verdict: 'unconfirmed', because: httpsIssuer, passed: soundButForIssuer },
  'endorsement-valid.json': { verdict: 'unconfirmed', because: httpsIssuer, passed: soundButForIssuer },
  // One of its two proofs is of a type that nobody knows; the other holds.
  'simple-multiple-proofs.json': { verdict: 'unconfirmed', because: httpsIssuer, passed: soundButForIssuer },
  'simple-err-expired.json': {
    verdict: 'invalid',
    because: { ...httpsIssuer, dates: 'dates-expired' },
    passed: ['integrity'],
  },
  'simple-err-proof-value.json': {
    verdict: 'invalid',
    because: { ...httpsIssuer, integrity: 'changed', 'issuer-identity': 'issuer-unproven' },
  },
  'simple-err-issuer.json': { verdict: 'invalid', because: { format: 'issuer-missing' } },
  // "OtherCredential" is defined nowhere, so it would have fallen out of what was signed.
  'simple-err-type.json': { verdict: 'invalid', because: { format: 'term-undefined' } },
  'simple-noproof.json': { verdict: 'invalid', because: { ...oldModel, integrity: 'proof-missing' } },
  // VC data model 1.1, and suites that were superseded: not checked yet, so neither confirmed nor called false.
  'simple-eddsa-2022.json': { verdict: 'unconfirmed', because: oldModel },
  'simple_v1.json': { verdict: 'unconfirmed', because: oldModel },
  // Other forms of a credential: not checked yet.
  'simple.jwt': { verdict: 'unconfirmed', because: unread },
  'simple-json.png': { verdict: 'unconfirmed', because: unread },
  'simple-jwt.png': { verdict: 'unconfirmed', because: unread },
  'simple-json.svg': { verdict: 'unconfirmed', because: unread },
  'simple-jwt.svg': { verdict: 'unconfirmed', because: unread },
};

for (const [file, { verdict, because, passed = [] }] of Object.entries(fixtures)) {
  testWithData(`${file} is ${verdict}`, async () => {
    const found = await verifyCredential(readDataBytes(`credentials/open-badges-3.0/${file}`), aWorld({}));
    const open = found.checks.filter(({ result, code }) => result !== 'passed' && code !== 'not-checked');
    expect(Object.fromEntries(open.map(({ name, code }) => [name, code]))).toEqual(because);
    expect(found.verdict).toBe(verdict);
    const names = found.checks.filter(({ result }) => result === 'passed').map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([...passed]));
  });
}
