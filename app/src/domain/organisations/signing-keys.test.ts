import { expect, test } from 'vitest';
import { issuerDid, slugOfIssuerDid, whyKeyDoesNotVouch } from './signing-keys.ts';

const march = new Date('2026-03-01T00:00:00Z');
const april = new Date('2026-04-01T00:00:00Z');
const may = new Date('2026-05-01T00:00:00Z');
const june = new Date('2026-06-01T00:00:00Z');
const current = { validFrom: march, validUntil: null, compromisedFrom: null };

test('a current key vouches for what it signed since it was made', () => {
  expect(whyKeyDoesNotVouch(current, march)).toBeUndefined();
  expect(whyKeyDoesNotVouch(current, june)).toBeUndefined();
  expect(whyKeyDoesNotVouch(current, new Date(march.getTime() - 1))).toBe('not-yet-valid');
});

test('a former key vouches for what it signed while it was current', () => {
  const former = { ...current, validUntil: may };
  expect(whyKeyDoesNotVouch(former, april)).toBeUndefined();
  expect(whyKeyDoesNotVouch(former, may)).toBeUndefined();
  expect(whyKeyDoesNotVouch(former, june)).toBe('no-longer-valid');
});

test('a compromised key vouches for nothing from that moment on', () => {
  const compromised = { validFrom: march, validUntil: june, compromisedFrom: april };
  expect(whyKeyDoesNotVouch(compromised, march)).toBeUndefined();
  expect(whyKeyDoesNotVouch(compromised, april)).toBe('compromised');
  expect(whyKeyDoesNotVouch(compromised, new Date('2027-01-01'))).toBe('compromised');
});

test('an issuer is named by the host and port that people use', () => {
  expect(issuerDid('https://cairn.example', 'northgate')).toBe('did:web:cairn.example:issuers:northgate');
  expect(issuerDid('http://localhost:3000', 'northgate')).toBe('did:web:localhost%3A3000:issuers:northgate');
});

test('our own issuers are known by their did, nobody else is', () => {
  const origin = 'http://localhost:3000';
  expect(slugOfIssuerDid(origin, 'did:web:localhost%3A3000:issuers:northgate')).toBe('northgate');
  expect(slugOfIssuerDid(origin, 'did:web:LOCALHOST%3a3000:issuers:northgate')).toBe('northgate');
  for (const did of [
    'did:web:localhost%3A3001:issuers:northgate',
    'did:web:localhost:issuers:northgate',
    'did:web:localhost%3A3000:issuers:northgate:more',
    'did:web:localhost%3A3000:issuers:North',
    'did:web:localhost%3A3000:issuers:',
    'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK',
    'https://localhost:3000/issuers/northgate',
    '',
  ]) {
    expect(slugOfIssuerDid(origin, did), did).toBeUndefined();
  }
});
