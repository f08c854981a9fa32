import { CredentialError } from '../errors.ts';
import type { JsonObject } from '../json/json.ts';
import { asList, isObject, isString, typesOf } from '../json/json.ts';
import { statusListTextLength } from '../json/parse.ts';
import type { StatusList } from '../status-list/bitstring.ts';
import { decodeStatusList, getStatus, shortestStatusList } from '../status-list/bitstring.ts';
import { decideDates } from './decide-dates.ts';
import type { ReadStatusEntry, StatusOutcome } from './decide-status.ts';
import type { CheckCode } from './findings.ts';
import { findings } from './findings.ts';
import { findFormatProblem, readDocument } from './format.ts';
import type { VerifyOptions } from './options.ts';
import { examineSignature } from './signature.ts';
import { issuerIdOf } from './summary.ts';

type Entry = Extract<ReadStatusEntry, { kind: 'entry' }>;

/**
 * Looks an entry up in its list (BITSTRING-STATUS-LIST 3.2): the list must be signed by the credential's issuer, in
 * date, kept for the entry's purpose, and long enough.
 */
export async function lookUpStatus(entry: Entry, issuerId: string, options: VerifyOptions): Promise<StatusOutcome> {
  const loaded = await options.documents.loadStatusList(entry.listUrl);
  if (loaded.kind === 'unavailable') return untold('status-unavailable', { list: entry.listUrl });
  try {
    const document = readDocument(loaded.value, statusListTextLength);
    const problem = await findListProblem(document, entry, issuerId, options);
    if (problem !== undefined) return untold(problem);
    return readBits(await readList(document), entry);
  } catch (error) {
    if (error instanceof CredentialError) return untold(codeOf(error));
    throw error;
  }
}

async function findListProblem(
  document: JsonObject,
  entry: Entry,
  issuerId: string,
  options: VerifyOptions,
): Promise<CheckCode | undefined> {
  if (findFormatProblem(document, options.contexts) !== undefined) return 'status-list-malformed';
  if (!typesOf(document).includes('BitstringStatusListCredential')) return 'status-list-malformed';
  // The list's own id, when it states one, is the address that it was asked for at: a copied list is another's.
  if (document['id'] !== undefined && document['id'] !== entry.listUrl) return 'status-list-malformed';
  if (issuerIdOf(document) !== issuerId) return 'status-list-of-another';
  const { integrity, issuerKey, proof } = await examineSignature(document, issuerId, options);
  if (findings[integrity.code][0] !== 'passed' || findings[issuerKey.code][0] !== 'passed')
    return 'status-list-unproven';
  const { validFrom, validUntil } = document;
  const dates = decideDates({ validFrom, validUntil, proofExpires: proof?.expires }, options.at);
  // A question about a past day is answered with the list as it is now, which starts later.
  const inDate = findings[dates.code][0] === 'passed' || dates.code === 'dates-early';
  if (!inDate) return 'status-list-out-of-date';
  const subject = document['credentialSubject'];
  if (!isObject(subject) || !typesOf(subject).includes('BitstringStatusList')) return 'status-list-malformed';
  return asList(subject['statusPurpose']).includes(entry.purpose) ? undefined : 'status-list-for-another-purpose';
}

async function readList(document: JsonObject): Promise<StatusList> {
  const subject = document['credentialSubject'];
  const encoded = isObject(subject) ? subject['encodedList'] : undefined;
  if (!isString(encoded)) throw new CredentialError('status-list-malformed', 'The status list holds no list.');
  return decodeStatusList(encoded);
}

/** An entry of several bits is clear when all of them are. */
function readBits(list: StatusList, { index, size }: Entry): StatusOutcome {
  if (list.length / size < shortestStatusList) return untold('status-list-too-short');
  const bits = Array.from({ length: size }, (_, bit) => getStatus(list, index * size + bit));
  return { kind: bits.includes(true) ? 'set' : 'clear' };
}

function codeOf(error: CredentialError): CheckCode {
  switch (error.code) {
    case 'status-list-too-short':
    case 'status-list-too-large':
    case 'status-index-out-of-range':
      return error.code;
    default:
      return 'status-list-malformed';
  }
}

function untold(code: CheckCode, params: Readonly<Record<string, string>> = {}): StatusOutcome {
  return { kind: 'none-to-tell', code, params };
}
