import { hashIdentity, normalizeEmail } from '../open-badges/identity.ts';
import type { JsonObject } from '../json/json.ts';
import { asList, isObject, isString } from '../json/json.ts';
import type { FormatProblem } from './format.ts';
import type { Recipient } from './options.ts';

/** Whether the credential is about the person who is said to hold it. */
export function decideSubject(credential: JsonObject, recipient: Recipient | undefined): FormatProblem {
  if (recipient?.email === undefined && recipient?.did === undefined) return { code: 'subject-not-asked', params: {} };
  const subjects = asList(credential['credentialSubject']).filter(isObject);
  const compared = [...compareEmail(subjects, recipient.email), ...compareDid(subjects, recipient.did)];
  const differing = compared.find((comparison) => !comparison.matches);
  const [first] = compared;
  if (first === undefined) return { code: 'subject-not-comparable', params: {} };
  return differing
    ? { code: 'subject-differs', params: { identifier: differing.identifier } }
    : { code: 'subject-matches', params: { identifier: first.identifier } };
}

interface Comparison {
  readonly identifier: string;
  readonly matches: boolean;
}

/** One comparison when any subject holds an e-mail address, plain or hashed; it matches when one of them does. */
function compareEmail(subjects: readonly JsonObject[], email: string | undefined): readonly Comparison[] {
  if (email === undefined) return [];
  const identities = subjects
    .flatMap((subject) => asList(subject['identifier']))
    .filter(isObject)
    .filter((identity) => identity['identityType'] === 'emailAddress');
  if (identities.length === 0) return [];
  return [{ identifier: 'e-mail address', matches: identities.some((identity) => isOf(identity, email)) }];
}

function isOf(identity: JsonObject, email: string): boolean {
  const { identityHash, hashed, salt } = identity;
  if (!isString(identityHash)) return false;
  if (hashed !== true) return normalizeEmail(identityHash) === normalizeEmail(email);
  const added = isString(salt) ? salt : '';
  // Others hash the address as it was typed.
  return [normalizeEmail(email), email].some((form) => hashIdentity(form, added) === identityHash.toLowerCase());
}

function compareDid(subjects: readonly JsonObject[], did: string | undefined): readonly Comparison[] {
  const ids = subjects.map((subject) => subject['id']).filter((id) => isString(id) && id.startsWith('did:'));
  if (did === undefined || ids.length === 0) return [];
  return [{ identifier: 'identifier', matches: ids.includes(did) }];
}
