import { expect, test } from 'vitest';
import type { JsonObject } from '../json/json.ts';
import { hashIdentity } from '../open-badges/identity.ts';
import { decideDates } from './decide-dates.ts';
import type { ProofOutcome } from './decide-integrity.ts';
import { decideIntegrity } from './decide-integrity.ts';
import type { KeyFacts } from './decide-key.ts';
import { decideIssuerKey } from './decide-key.ts';
import type { StatusOutcome } from './decide-status.ts';
import { decideStatus, readStatusEntries } from './decide-status.ts';
import { decideSubject } from './decide-subject.ts';

const day = (date: string): Date => new Date(`2026-${date}T00:00:00Z`);
const before = (moment: Date): Date => new Date(moment.getTime() - 1);
const after = (moment: Date): Date => new Date(moment.getTime() + 1);

// Issuer key

function keyFacts(changes: Partial<KeyFacts> = {}): KeyFacts {
  return {
    issuerId: 'did:web:a.org',
    proof: { controller: 'did:web:a.org', created: day('06-01') },
    issuerDocument: 'found',
    key: { mayAssert: true, publicKey: new Uint8Array(32), endUnreadable: false },
    ...changes,
  };
}

function aKey(changes: Partial<NonNullable<KeyFacts['key']>>): Partial<KeyFacts> {
  return { key: { mayAssert: true, publicKey: new Uint8Array(32), endUnreadable: false, ...changes } };
}

test('a key that the issuer lists is the issuer’s', () => {
  expect(decideIssuerKey(keyFacts())).toEqual({ code: 'key-listed', params: {} });
});

test('another controller’s key is not the issuer’s, whatever the documents say', () => {
  const proof = { controller: 'did:web:evil.org', created: day('06-01') };
  expect(decideIssuerKey(keyFacts({ proof }))).toEqual({
    code: 'key-of-another',
    params: { controller: 'did:web:evil.org' },
  });
  expect(decideIssuerKey(keyFacts({ proof, issuerDocument: 'unavailable' })).code).toBe('key-of-another');
});

test('what became of the issuer’s document decides, before any key', () => {
  const params = { issuer: 'did:web:a.org' };
  const codes = {
    unsupported: 'issuer-kind-unsupported',
    unavailable: 'issuer-document-unavailable',
    malformed: 'issuer-document-malformed',
    'of-another': 'issuer-document-of-another',
  } as const;
  for (const issuerDocument of ['unsupported', 'unavailable', 'malformed', 'of-another'] as const) {
    expect(decideIssuerKey(keyFacts({ issuerDocument }))).toEqual({ code: codes[issuerDocument], params });
  }
});

test('a key that is absent, or may not sign credentials, is not listed', () => {
  expect(decideIssuerKey(keyFacts({ key: undefined })).code).toBe('key-not-listed');
  expect(decideIssuerKey(keyFacts(aKey({ mayAssert: false }))).code).toBe('key-not-listed');
});

test('a key that cannot be read, or whose end cannot, proves nothing either way', () => {
  expect(decideIssuerKey(keyFacts(aKey({ endUnreadable: true }))).code).toBe('key-kind-unsupported');
  const unreadable = { mayAssert: true, endUnreadable: false };
  expect(decideIssuerKey(keyFacts({ key: unreadable })).code).toBe('key-kind-unsupported');
});

test('a replaced key vouches for what it signed before its end, to the moment', () => {
  const expires = day('06-01');
  const until = expires.toISOString();
  const at = (created: Date | undefined): ReturnType<typeof decideIssuerKey> =>
    decideIssuerKey(
      keyFacts({ ...aKey({ expires }), proof: { controller: 'did:web:a.org', ...(created && { created }) } }),
    );
  expect(at(before(expires))).toEqual({ code: 'key-listed-formerly', params: { until } });
  expect(at(expires)).toEqual({ code: 'key-ended', params: { until } });
  expect(at(after(expires)).code).toBe('key-ended');
  expect(at(undefined)).toEqual({ code: 'key-time-unknown', params: { until } });
});

test('a compromised key vouches only for what was signed before, and never for what has no date', () => {
  const revoked = day('06-01');
  const at = (created: Date | undefined): ReturnType<typeof decideIssuerKey> =>
    decideIssuerKey(
      keyFacts({ ...aKey({ revoked }), proof: { controller: 'did:web:a.org', ...(created && { created }) } }),
    );
  expect(at(before(revoked))).toEqual({ code: 'key-listed-formerly', params: { until: revoked.toISOString() } });
  expect(at(revoked)).toEqual({ code: 'key-compromised', params: { since: revoked.toISOString() } });
  expect(at(undefined).code).toBe('key-compromised');
});

test('of a replacement and a compromise, whichever is broken decides', () => {
  const both = aKey({ expires: day('05-01'), revoked: day('07-01') });
  const at = (created: Date): string =>
    decideIssuerKey(keyFacts({ ...both, proof: { controller: 'did:web:a.org', created } })).code;
  expect(at(day('04-01'))).toBe('key-listed-formerly');
  expect(at(day('06-01'))).toBe('key-ended');
  expect(at(day('08-01'))).toBe('key-compromised');
});

// Dates

const from = '2026-01-01T00:00:00Z';
const until = '2026-02-01T00:00:00Z';
const dates = { validFrom: from, validUntil: until, proofExpires: undefined };

test('the first and the last moment are in date, the ones beside them are not', () => {
  const code = (at: Date): string => decideDates(dates, at).code;
  expect(code(before(day('01-01')))).toBe('dates-early');
  expect(code(day('01-01'))).toBe('dates-within');
  expect(code(day('02-01'))).toBe('dates-within');
  expect(code(after(day('02-01')))).toBe('dates-expired');
});

test('dates are told with the finding', () => {
  const isoFrom = '2026-01-01T00:00:00.000Z';
  const isoUntil = '2026-02-01T00:00:00.000Z';
  expect(decideDates(dates, day('01-15'))).toEqual({
    code: 'dates-within',
    params: { from: isoFrom, until: isoUntil },
  });
  expect(decideDates(dates, day('03-01'))).toEqual({ code: 'dates-expired', params: { until: isoUntil } });
  expect(decideDates({ ...dates, validFrom: '2026-01-20T00:00:00Z' }, day('01-15')).params).toEqual({
    from: '2026-01-20T00:00:00.000Z',
  });
});

test('a missing first or last day leaves that side open', () => {
  const at = day('01-15');
  expect(decideDates({ ...dates, validUntil: undefined }, at)).toMatchObject({
    code: 'dates-open',
    params: { from: expect.anything() as string },
  });
  expect(decideDates({ ...dates, validFrom: undefined }, at)).toMatchObject({
    code: 'dates-until',
    params: { until: expect.anything() as string },
  });
  expect(decideDates({ ...dates, validFrom: undefined, validUntil: undefined }, at)).toEqual({
    code: 'dates-unlimited',
    params: {},
  });
});

test('a date without its zone, or that no calendar has, is malformed', () => {
  const malformed = [
    '2026-01-01',
    '2026-01-01T00:00:00',
    '2026-02-30T00:00:00Z',
    '2026-01-01T25:00:00Z',
    '2026-13-01T00:00:00Z',
    'soon',
    '',
    ['2026-01-01T00:00:00Z'],
    5,
    null,
  ];
  for (const validFrom of malformed)
    expect(decideDates({ ...dates, validFrom }, day('01-15')).code).toBe('dates-malformed');
  for (const validUntil of malformed)
    expect(decideDates({ ...dates, validUntil }, day('01-15')).code).toBe('dates-malformed');
});

test('offsets and fractions of a second count', () => {
  const shifted = { ...dates, validFrom: '2026-01-01T02:00:00.5+02:00' };
  expect(decideDates(shifted, new Date('2026-01-01T00:00:00.499Z')).code).toBe('dates-early');
  expect(decideDates(shifted, new Date('2026-01-01T00:00:00.500Z')).code).toBe('dates-within');
});

test('an end before the start is reversed, an end at the start is not', () => {
  expect(decideDates({ ...dates, validUntil: '2025-12-31T00:00:00Z' }, day('01-15')).code).toBe('dates-reversed');
  expect(decideDates({ ...dates, validUntil: from }, day('01-01')).code).toBe('dates-within');
});

test('a signature with an end is no good after it', () => {
  const facts = { ...dates, proofExpires: day('01-10') };
  expect(decideDates(facts, day('01-10')).code).toBe('dates-within');
  expect(decideDates(facts, after(day('01-10')))).toEqual({
    code: 'proof-expired',
    params: { until: '2026-01-10T00:00:00.000Z' },
  });
});

// Integrity

test('every proof that can be checked must hold, and one must', () => {
  const verified: ProofOutcome = { kind: 'verified' };
  const unsupported: ProofOutcome = { kind: 'unsupported', cryptosuite: 'xyz-2030' };
  const cases: readonly (readonly [readonly ProofOutcome[], string])[] = [
    [[], 'proof-missing'],
    [[verified], 'unchanged'],
    [[verified, verified], 'unchanged'],
    [[verified, { kind: 'broken' }], 'changed'],
    [[{ kind: 'broken' }, { kind: 'malformed' }], 'changed'],
    [[verified, { kind: 'malformed' }], 'proof-malformed'],
    [[{ kind: 'malformed' }, { kind: 'wrong-purpose' }], 'proof-malformed'],
    [[verified, { kind: 'wrong-purpose' }], 'proof-purpose-wrong'],
    [[verified, unsupported], 'unchanged'],
    [[verified, { kind: 'chained' }], 'unchanged'],
    [[verified, { kind: 'key-unavailable' }], 'unchanged'],
    [[{ kind: 'chained' }, unsupported], 'proof-chain-unsupported'],
    [[unsupported, { kind: 'key-unavailable' }], 'suite-unsupported'],
    [[{ kind: 'key-unavailable' }], 'key-unavailable'],
  ];
  for (const [outcomes, code] of cases) expect(decideIntegrity(outcomes).code, JSON.stringify(outcomes)).toBe(code);
  expect(decideIntegrity([unsupported]).params).toEqual({ cryptosuite: 'xyz-2030' });
});

// Status

function entry(changes: JsonObject = {}): JsonObject {
  return {
    id: 'https://a.org/status/1#5',
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: '5',
    statusListCredential: 'https://a.org/status/1',
    ...changes,
  };
}

test('an entry is read, whether alone, in a list or among the terms of use', () => {
  const read = { kind: 'entry', purpose: 'revocation', listUrl: 'https://a.org/status/1', index: 5, size: 1 };
  expect(readStatusEntries({ credentialStatus: entry() })).toEqual([read]);
  expect(readStatusEntries({ credentialStatus: [entry(), entry({ statusPurpose: 'suspension' })] })).toEqual([
    read,
    { ...read, purpose: 'suspension' },
  ]);
  expect(readStatusEntries({ termsOfUse: [{ type: 'Policy' }, entry()] })).toEqual([read]);
  expect(readStatusEntries({ credentialStatus: entry({ type: ['BitstringStatusListEntry'], statusSize: 2 }) })).toEqual(
    [{ ...read, size: 2 }],
  );
  expect(readStatusEntries({})).toEqual([]);
});

test('an index of many digits is read whole, and an entry of another kind by all its types', () => {
  expect(readStatusEntries({ credentialStatus: entry({ statusListIndex: '94567' }) })).toMatchObject([
    { index: 94567 },
  ]);
  expect(readStatusEntries({ credentialStatus: entry({ type: ['One', 'Two'] }) })).toEqual([
    { kind: 'unsupported', type: 'One, Two' },
  ]);
});

test('a value that breaks a MUST of BITSTRING-STATUS-LIST 2.1 makes the entry malformed', () => {
  const broken: readonly JsonObject[] = [
    { statusListIndex: 5 },
    { statusListIndex: '-1' },
    { statusListIndex: '05' },
    { statusListIndex: '5.0' },
    { statusListIndex: '' },
    { statusListIndex: '9x' },
    { statusListIndex: '1234567890123456' },
    { statusListCredential: ['https://a.org/status/1'] },
    { statusSize: 0 },
    { statusSize: 1.5 },
    { statusSize: '1' },
    { id: 'https://a.org/status/1' },
  ];
  for (const change of broken) {
    expect(readStatusEntries({ credentialStatus: entry(change) }), JSON.stringify(change)).toEqual([
      { kind: 'malformed', purpose: 'revocation' },
    ]);
  }
  expect(readStatusEntries({ credentialStatus: entry({ statusPurpose: ['revocation'] }) })).toEqual([
    { kind: 'malformed', purpose: undefined },
  ]);
  expect(readStatusEntries({ credentialStatus: 'https://a.org/status/1' })).toEqual([
    { kind: 'malformed', purpose: undefined },
  ]);
});

function statusOf(
  purpose: 'revocation' | 'suspension',
  ...told: readonly (readonly [JsonObject, StatusOutcome['kind'] | undefined])[]
): ReturnType<typeof decideStatus> {
  return decideStatus(
    purpose,
    told.map(([credentialStatus, kind]) => {
      const [read] = readStatusEntries({ credentialStatus });
      if (read === undefined) throw new Error('no entry');
      const untold: StatusOutcome = { kind: 'none-to-tell', code: 'status-unavailable', params: { list: 'x' } };
      return { entry: read, outcome: kind === undefined ? undefined : kind === 'none-to-tell' ? untold : { kind } };
    }),
  );
}

test('each purpose is told by its own entries alone', () => {
  const suspension = entry({ statusPurpose: 'suspension' });
  expect(statusOf('revocation', [entry(), 'clear'], [suspension, 'set']).code).toBe('not-revoked');
  expect(statusOf('suspension', [entry(), 'clear'], [suspension, 'set']).code).toBe('suspended');
  expect(statusOf('revocation', [entry(), 'set'], [suspension, 'clear']).code).toBe('revoked');
  expect(statusOf('suspension', [entry(), 'set'], [suspension, 'clear']).code).toBe('not-suspended');
});

test('without an entry for a purpose nothing can be said against it', () => {
  expect(statusOf('revocation').code).toBe('status-none');
  expect(statusOf('suspension', [entry(), 'clear']).code).toBe('status-none');
  expect(statusOf('revocation', [entry({ statusPurpose: 'message' }), undefined]).code).toBe('status-none');
});

test('one set entry outweighs what others cannot tell, and a broken entry outweighs all', () => {
  expect(statusOf('revocation', [entry(), 'none-to-tell'], [entry(), 'set']).code).toBe('revoked');
  expect(statusOf('revocation', [entry(), 'clear'], [entry(), 'none-to-tell'])).toEqual({
    code: 'status-unavailable',
    params: { list: 'x' },
  });
  expect(statusOf('revocation', [entry(), 'set'], [entry({ statusListIndex: 'x' }), undefined]).code).toBe(
    'status-entry-malformed',
  );
  expect(statusOf('suspension', [entry({ statusListIndex: 'x' }), undefined]).code).toBe('status-none');
  expect(statusOf('suspension', [entry({ statusPurpose: 1 }), undefined]).code).toBe('status-entry-malformed');
});

test('an entry of another kind may be about anything, and one that was not asked is not clear', () => {
  const other = entry({ type: '1EdTechRevocationList' });
  for (const purpose of ['revocation', 'suspension'] as const) {
    expect(statusOf(purpose, [other, undefined])).toEqual({
      code: 'status-kind-unsupported',
      params: { kind: '1EdTechRevocationList' },
    });
  }
  expect(statusOf('revocation', [entry(), undefined]).code).toBe('not-checked');
});

// Subject

function about(...identifiers: readonly JsonObject[]): JsonObject {
  return { credentialSubject: { id: 'did:key:z6MkAda', identifier: identifiers } };
}

const hashed: JsonObject = {
  identityType: 'emailAddress',
  hashed: true,
  identityHash: hashIdentity('ada@example.org', 'salt'),
  salt: 'salt',
};
const plain: JsonObject = { identityType: 'emailAddress', hashed: false, identityHash: 'Ada@example.org' };

test('whoever is not named is not compared', () => {
  expect(decideSubject(about(hashed), undefined)).toEqual({ code: 'subject-not-asked', params: {} });
  expect(decideSubject(about(hashed), {}).code).toBe('subject-not-asked');
});

test('an e-mail address is compared with its hash or with itself, without regard to case', () => {
  const matches = { code: 'subject-matches', params: { identifier: 'e-mail address' } };
  expect(decideSubject(about(hashed), { email: ' ADA@example.org ' })).toEqual(matches);
  expect(decideSubject(about(plain), { email: 'ada@example.org' })).toEqual(matches);
  expect(
    decideSubject(about({ ...hashed, identityHash: hashIdentity('Ada@example.org', 'salt') }), {
      email: 'Ada@example.org',
    }),
  ).toEqual(matches);
  expect(
    decideSubject(
      about({ identityType: 'emailAddress', hashed: true, identityHash: hashIdentity('ada@example.org', '') }),
      { email: 'ada@example.org' },
    ),
  ).toEqual(matches);
});

test('another e-mail address, salt or hash differs', () => {
  const differs = { code: 'subject-differs', params: { identifier: 'e-mail address' } };
  expect(decideSubject(about(hashed), { email: 'eve@example.org' })).toEqual(differs);
  expect(decideSubject(about({ ...hashed, salt: 'other' }), { email: 'ada@example.org' })).toEqual(differs);
  expect(decideSubject(about(plain), { email: 'eve@example.org' })).toEqual(differs);
  expect(decideSubject(about({ ...plain, identityHash: 5 }), { email: 'ada@example.org' })).toEqual(differs);
  expect(decideSubject(about({ ...plain, hashed: true }), { email: 'ada@example.org' })).toEqual(differs);
});

test('one of several addresses is enough, and identifiers of other kinds are left aside', () => {
  expect(
    decideSubject(about(plain, { ...plain, identityHash: 'eve@example.org' }), { email: 'eve@example.org' }).code,
  ).toBe('subject-matches');
  expect(decideSubject(about({ ...plain, identityType: 'name' }), { email: 'ada@example.org' })).toEqual({
    code: 'subject-not-comparable',
    params: {},
  });
});

test('a did is compared with the subject’s', () => {
  expect(decideSubject(about(), { did: 'did:key:z6MkAda' })).toEqual({
    code: 'subject-matches',
    params: { identifier: 'identifier' },
  });
  expect(decideSubject(about(), { did: 'did:key:z6MkEve' })).toEqual({
    code: 'subject-differs',
    params: { identifier: 'identifier' },
  });
  expect(decideSubject({ credentialSubject: { id: 'https://a.org/ada' } }, { did: 'did:key:z6MkAda' }).code).toBe(
    'subject-not-comparable',
  );
});

test('of two things given, both must match', () => {
  expect(decideSubject(about(hashed), { email: 'ada@example.org', did: 'did:key:z6MkEve' })).toEqual({
    code: 'subject-differs',
    params: { identifier: 'identifier' },
  });
  expect(decideSubject(about(hashed), { email: 'ada@example.org', did: 'did:key:z6MkAda' }).code).toBe(
    'subject-matches',
  );
});

test('a did is compared alone when no address is given, whatever addresses the subject has', () => {
  expect(decideSubject(about(hashed), { did: 'did:key:z6MkAda' })).toEqual({
    code: 'subject-matches',
    params: { identifier: 'identifier' },
  });
});

test('subjects and identifiers that are no objects are left aside', () => {
  const credential = { credentialSubject: [null, 'did:key:z6MkEve', { identifier: [null, 'ada@example.org', plain] }] };
  expect(decideSubject(credential, { email: 'ada@example.org' }).code).toBe('subject-matches');
  expect(decideSubject(credential, { did: 'did:key:z6MkEve' }).code).toBe('subject-not-comparable');
});
