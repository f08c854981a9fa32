import { sha256 } from '../crypto/node-crypto.ts';
import type { JsonObject } from '../json/json.ts';
import type { SubjectInput } from './input.ts';

/** E-mail addresses are compared without regard to case or surrounding space. */
export function normalizeEmail(address: string): string {
  return address.trim().toLowerCase();
}

/**
 * The `identityHash` of a value (Open Badges 3.0, IdentityHash): `sha256$` and the hexadecimal hash of the value followed
 * by the salt.
 */
export function hashIdentity(value: string, salt: string): string {
  const hash = sha256(value + salt);
  return `sha256$${Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** The subject's IdentityObjects: the name as it is, the e-mail address as a salted hash. */
export function buildIdentifiers(subject: SubjectInput): readonly JsonObject[] {
  const identifiers: JsonObject[] = [];
  if (subject.name !== undefined) {
    identifiers.push({ type: 'IdentityObject', hashed: false, identityHash: subject.name, identityType: 'name' });
  }
  if (subject.email !== undefined) {
    const { address, salt } = subject.email;
    const identityHash = hashIdentity(normalizeEmail(address), salt);
    identifiers.push({ type: 'IdentityObject', hashed: true, identityHash, identityType: 'emailAddress', salt });
  }
  return identifiers;
}
