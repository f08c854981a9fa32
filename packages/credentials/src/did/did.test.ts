import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { aDidDocument, did, methodOf, otherSeed, seed } from '../../test/example.ts';
import { generateKeyPair, publicKeyOf, signEd25519, verifyEd25519 } from '../crypto/node-crypto.ts';
import { canonizeDocument } from '../json-ld/canonize.ts';
import { didKeyOf, didKeyVerificationMethod, resolveDidKey } from './did-key.ts';
import { didWebDocumentUrl, didWebOf } from './did-web.ts';
import { decodeMultikey, encodeMultikey, readMultikey } from './multikey.ts';

function withCode(code: string): Error {
  return expect.objectContaining({ code }) as Error;
}

test('a new key pair signs and verifies, and no two are alike', () => {
  const pair = generateKeyPair();
  const data = Uint8Array.of(1, 2, 3);
  expect(pair.privateKey).toHaveLength(32);
  expect(verifyEd25519(data, signEd25519(data, pair.privateKey), pair.publicKey)).toBe(true);
  expect(verifyEd25519(Uint8Array.of(1, 2, 4), signEd25519(data, pair.privateKey), pair.publicKey)).toBe(false);
  expect(generateKeyPair().publicKey).not.toEqual(pair.publicKey);
});

test('a key of node:crypto signs as its seed does', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const raw = Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '', 'base64url');
  expect(publicKeyOf(privateKey)).toEqual(Uint8Array.from(raw));
});

test('a key of another kind, a public key or a short seed cannot sign', () => {
  const rsa = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ed25519 = generateKeyPairSync('ed25519');
  for (const key of [rsa.privateKey, ed25519.publicKey, new Uint8Array(31)]) {
    expect(() => signEd25519(Uint8Array.of(1), key)).toThrow(withCode('key-invalid'));
  }
});

test('a Multikey is read back to the same key, and one of another kind is refused', () => {
  const key = publicKeyOf(seed);
  expect(decodeMultikey(encodeMultikey(key))).toEqual(key);
  expect(encodeMultikey(key)).toMatch(/^z6Mk/);
  const p256 = 'zDnaegE6RR3atJtHKwTRTWHsJ3kNHqFwv7n9YjTgmU7TyfU76';
  expect(readMultikey(p256)).toBeUndefined();
  expect(readMultikey('')).toBeUndefined();
  expect(() => decodeMultikey(p256)).toThrow(withCode('key-invalid'));
  expect(() => encodeMultikey(new Uint8Array(33))).toThrow(withCode('key-invalid'));
});

test('a did:key leads to its own key, and to no other', () => {
  const id = didKeyOf(publicKeyOf(seed));
  expect(resolveDidKey(id)).toMatchObject({ id, assertionMethod: [didKeyVerificationMethod(publicKeyOf(seed))] });
  for (const other of ['did:key:z6Mk', 'did:web:example.org', `${id}x`, 'did:key:']) {
    expect(resolveDidKey(other)).toBeUndefined();
  }
});

test('a did:web stands for an address, port and path included', () => {
  expect(didWebOf('https://example.org')).toBe('did:web:example.org');
  expect(didWebOf('https://example.org/issuers/north')).toBe('did:web:example.org:issuers:north');
  expect(didWebOf('http://localhost:3000/issuers/north')).toBe('did:web:localhost%3A3000:issuers:north');
  expect(didWebDocumentUrl('did:web:example.org')).toBe('https://example.org/.well-known/did.json');
  expect(didWebDocumentUrl('did:web:localhost%3A3000:issuers:north')).toBe(
    'https://localhost:3000/issuers/north/did.json',
  );
});

test('an address with a query, a fragment, a user or a raw IP in brackets has no did:web', () => {
  for (const url of [
    'https://a.org/?x=1',
    'https://a.org/#x',
    'https://me@a.org/',
    'https://[::1]/x',
    'mailto:a@b.org',
  ]) {
    expect(() => didWebOf(url)).toThrow(withCode('did-url-unsuitable'));
  }
});

test('a did:web that would lead astray is refused', () => {
  const astray = [
    'did:key:z6Mk',
    'did:web',
    'did:web:',
    'did:web:user@evil.org',
    'did:web:a.org/evil',
    'did:web:a.org%2Fevil',
    'did:web:a.org:..:x',
    'did:web:a.org::x',
    'did:web:a.org%3A99999',
    'did:web:a.org:x?y',
    'did:web:a.org:x#y',
  ];
  for (const id of astray) expect(() => didWebDocumentUrl(id), id).toThrow(withCode('did-invalid'));
});

test('an issuer document tells current, replaced and compromised keys apart', () => {
  const third = generateKeyPair().publicKey;
  const document = aDidDocument([
    { publicKey: publicKeyOf(seed) },
    { publicKey: publicKeyOf(otherSeed), until: new Date('2026-05-01T00:00:00Z') },
    { publicKey: third, id: `${did}#third`, compromisedFrom: new Date('2026-06-01T00:00:00Z') },
  ]);
  expect(document['verificationMethod']).toEqual([
    { id: methodOf(seed), type: 'Multikey', controller: did, publicKeyMultibase: encodeMultikey(publicKeyOf(seed)) },
    expect.objectContaining({ id: methodOf(otherSeed), expires: '2026-05-01T00:00:00Z' }),
    expect.objectContaining({ id: `${did}#third`, revoked: '2026-06-01T00:00:00Z' }),
  ]);
  expect(document['assertionMethod']).toEqual([methodOf(seed), methodOf(otherSeed)]);
});

test('every term of an issuer document is defined', async () => {
  const keys = [
    { publicKey: publicKeyOf(seed), until: new Date(0) },
    { publicKey: publicKeyOf(otherSeed), compromisedFrom: new Date(0) },
  ];
  const canonical = await canonizeDocument(aDidDocument(keys));
  expect(canonical).toContain('<https://w3id.org/security#expiration>');
  expect(canonical).toContain('<https://w3id.org/security#revoked>');
  expect(canonical).toContain('<https://w3id.org/security#assertionMethod>');
});
