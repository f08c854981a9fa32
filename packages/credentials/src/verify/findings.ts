import type { Check, CheckName, CheckResult } from './verification.ts';

/**
 * Everything that a check can find: its result, and the sentence that says so to somebody who has never heard of a
 * verifiable credential. `{name}` stands for a parameter. The keys are the stable codes.
 */
export const findings = {
  'not-checked': ['unknown', 'Not checked, because the file could not be read as a credential.'],

  'format-sound': ['passed', 'The file is a complete digital credential.'],
  'not-json': ['failed', 'The text cannot be read as a digital credential: it is not JSON.'],
  'not-an-object': ['failed', 'The text cannot be read as a digital credential: it holds no single document.'],
  'too-large': ['failed', 'The file is larger than a credential should be, so it was not read.'],
  'too-deep': ['failed', 'The file is nested deeper than a credential should be, so it was not read.'],
  'duplicate-key': [
    'failed',
    'The file says “{key}” twice in one place, so two readers could see two different credentials.',
  ],
  'forbidden-key': ['failed', 'The file holds “{key}”, a name that no credential should use.'],
  'ill-formed-text': ['failed', 'The text of the file is damaged.'],
  'number-out-of-range': ['failed', 'The file holds the number {number}, which cannot be read exactly.'],
  'context-missing': ['failed', 'The text does not say that it is a digital credential (a W3C verifiable credential).'],
  'context-unknown': [
    'failed',
    'The credential uses words from {context}, which we do not have, so we cannot tell what it says.',
  ],
  'context-embedded': [
    'failed',
    'The credential brings its own dictionary, which could make words mean something else.',
  ],
  'term-undefined': [
    'failed',
    'The credential holds “{term}”, a word that nobody defines, so it cannot have been signed.',
  ],
  'key-not-plain': ['failed', 'The credential writes “{key}” in a roundabout way that could hide it from readers.'],
  'canonicalization-too-complex': [
    'failed',
    'The credential is tangled in a way that no honest one is, so reading it was stopped.',
  ],
  'type-missing': ['failed', 'The text does not say that it is a digital credential.'],
  'id-not-an-address': ['failed', 'The credential’s identifier is not an address.'],
  'id-repeated': [
    'failed',
    'A part of the credential uses the credential’s own identifier, which could hide what it says.',
  ],
  'issuer-missing': ['failed', 'The credential does not say who issued it.'],
  'subject-missing': ['failed', 'The credential does not say what it is about.'],
  'member-untyped': ['failed', 'A part of the credential does not say what kind of thing it is.'],
  'data-model-unsupported': [
    'unknown',
    'The credential is of an older kind (W3C data model 1.1), which we do not check yet.',
  ],

  'form-unsupported': ['unknown', 'The file is a credential in a form that we do not check yet: {form}.'],

  'schema-followed': ['passed', 'Everything that its kind of credential must hold is there.'],
  'schema-broken': ['failed', 'It breaks the rules for its kind of credential: {where} {problem}.'],
  'schema-unknown': ['unknown', 'It names rules that we do not have: {schema}.'],
  'schema-none': ['unknown', 'We have no rules for its kind of credential, so there was nothing to compare.'],

  unchanged: ['passed', 'Nothing has changed since it was signed.'],
  changed: ['failed', 'It is not what was signed: something was changed afterwards, or another key signed it.'],
  'proof-missing': ['failed', 'Nobody signed it.'],
  'proof-malformed': ['failed', 'Its signature is damaged.'],
  'proof-purpose-wrong': ['failed', 'Its signature was made for another purpose than issuing credentials.'],
  'suite-unsupported': ['unknown', 'It is signed in a way that we cannot check yet: {cryptosuite}.'],
  'proof-chain-unsupported': ['unknown', 'Its signatures build on each other, which we cannot check yet.'],
  'key-unavailable': ['unknown', 'We could not check the signature, because we could not get the key.'],

  'key-listed': ['passed', 'The issuer lists the key of its signature among its own.'],
  'key-listed-formerly': [
    'passed',
    'The issuer lists the key as one that it used until {until}, and it was signed before.',
  ],
  'key-of-another': ['failed', 'The key that signed it is not the issuer’s: it belongs to {controller}.'],
  'key-not-listed': ['failed', 'The issuer does not list the key that signed it.'],
  'key-ended': ['failed', 'It was signed with a key that the issuer had stopped using on {until}.'],
  'key-compromised': [
    'failed',
    'It claims to be signed after {since}, from when the issuer no longer answers for that key.',
  ],
  'key-time-unknown': [
    'unknown',
    'The issuer stopped using the key on {until}, and the signature does not say when it was made.',
  ],
  'key-kind-unsupported': ['unknown', 'The issuer lists the key in a form that we cannot read yet.'],
  'issuer-document-unavailable': ['unknown', 'We could not reach the issuer’s list of keys at {issuer}.'],
  'issuer-document-malformed': ['unknown', 'The list of keys that we got for {issuer} cannot be read.'],
  'issuer-document-of-another': ['failed', 'The list of keys that we got for {issuer} belongs to somebody else.'],
  'issuer-kind-unsupported': ['unknown', 'The issuer is named in a way that does not lead to its keys: {issuer}.'],
  'key-unproven': ['unknown', 'Without a signature that we can check, nothing ties it to the issuer.'],

  'issuer-known': ['passed', 'Issued by {name}. We know this because {confirmedBy}.'],
  'issuer-unproven': ['unknown', 'It names an issuer, but without a signature that holds, nothing ties it to them.'],
  'issuer-unknown': ['unknown', 'Signed by the holder of this key; we don’t know who that is.'],

  'dates-open': ['passed', 'In date: valid since {from}, with no end.'],
  'dates-within': ['passed', 'In date: valid from {from} until {until}.'],
  'dates-until': ['passed', 'In date: valid until {until}.'],
  'dates-unlimited': ['passed', 'In date: it names no first or last day.'],
  'dates-early': ['failed', 'Not valid yet: it starts on {from}.'],
  'dates-expired': ['failed', 'Expired on {until}.'],
  'dates-malformed': ['failed', 'Its dates cannot be read.'],
  'dates-reversed': ['failed', 'It ends before it starts.'],
  'proof-expired': ['failed', 'Its signature was good until {until} only.'],

  'not-revoked': ['passed', 'Not revoked, according to the issuer’s list, read just now.'],
  'not-suspended': ['passed', 'Not suspended, according to the issuer’s list, read just now.'],
  'status-none': ['passed', 'The issuer keeps no list that could say otherwise.'],
  revoked: ['failed', 'The issuer has revoked it.'],
  suspended: ['failed', 'The issuer has suspended it for the time being.'],
  'status-entry-malformed': ['failed', 'It does not say properly where its status stands.'],
  'status-unavailable': ['unknown', 'We could not reach the issuer’s list at {list}.'],
  'status-list-malformed': ['unknown', 'The issuer’s list cannot be read.'],
  'status-list-unproven': ['unknown', 'The issuer’s list is not properly signed, so we cannot rely on it.'],
  'status-list-of-another': ['unknown', 'The list belongs to somebody else than the issuer.'],
  'status-list-out-of-date': ['unknown', 'The issuer’s list is out of date.'],
  'status-list-for-another-purpose': ['unknown', 'The list that it names is kept for another purpose.'],
  'status-list-too-short': [
    'unknown',
    'The issuer’s list is too short to protect anybody’s privacy, so it is not accepted.',
  ],
  'status-list-too-large': ['unknown', 'The issuer’s list is larger than we read.'],
  'status-index-out-of-range': ['unknown', 'The issuer’s list has no place for it.'],
  'status-kind-unsupported': ['unknown', 'Its status is kept in a way that we cannot check yet: {kind}.'],

  newest: ['passed', 'No newer credential stands in for it.'],
  'superseded-by': ['failed', 'A newer credential stands in for it: {by}.'],
  'supersession-unknown': ['unknown', 'We cannot tell whether there is a newer one.'],

  'subject-matches': ['passed', 'It was issued to the person whose {identifier} you gave.'],
  'subject-differs': ['failed', 'It was issued to somebody with another {identifier} than the one you gave.'],
  'subject-not-comparable': ['unknown', 'It does not hold what you gave in a form that can be compared.'],
  'subject-not-asked': ['unknown', 'It does not prove who shows it. Ask them, or compare their e-mail address.'],
} as const satisfies Record<string, readonly [CheckResult, string]>;

/** A stable name for what a check found. */
export type CheckCode = keyof typeof findings;

/** One check, with its result and sentence. */
export function finding(name: CheckName, code: CheckCode, params: Readonly<Record<string, string>> = {}): Check {
  const [result, sentence] = findings[code];
  const detail = sentence.replaceAll(/\{(\w+)\}/g, (_, key: string) => readable(params[key] ?? ''));
  return { name, result, code, params, detail };
}

/** Moments stand in `params` as `2026-11-22T09:30:00.000Z`, and in sentences as `22 November 2026, 09:30 UTC`. */
function readable(value: string): string {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}):\d{2}\.\d{3}Z$/.exec(value) ?? [];
  return day === undefined ? value : `${dayFormat.format(new Date(day))}, ${time} UTC`;
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
