import type { Json, JsonObject } from '../json/json.ts';
import { asList, isObject, isString, typesOf } from '../json/json.ts';
import type { StatusPurpose } from '../status-list/credential.ts';
import type { CheckCode } from './findings.ts';
import type { FormatProblem } from './format.ts';

/** An entry that says where a status stands. */
export type ReadStatusEntry =
  | {
      readonly kind: 'entry';
      readonly purpose: string;
      readonly listUrl: string;
      readonly index: number;
      readonly size: number;
    }
  | { readonly kind: 'malformed'; readonly purpose: string | undefined }
  | { readonly kind: 'unsupported'; readonly type: string };

/** What the list says, or why it says nothing. */
export type StatusOutcome =
  | { readonly kind: 'clear' }
  | { readonly kind: 'set' }
  | { readonly kind: 'none-to-tell'; readonly code: CheckCode; readonly params: Readonly<Record<string, string>> };

/**
 * The status entries of a credential: those under `credentialStatus`, and Bitstring entries among the `termsOfUse`,
 * where Cairn puts the second one.
 */
export function readStatusEntries(credential: JsonObject): readonly ReadStatusEntry[] {
  const terms = asList(credential['termsOfUse']).filter((term) => isObject(term) && isBitstringEntry(term));
  return [...asList(credential['credentialStatus']), ...terms].map(readStatusEntry);
}

/** The outcome of every entry with the purpose, put together. */
export function decideStatus(
  purpose: StatusPurpose,
  entries: readonly { readonly entry: ReadStatusEntry; readonly outcome: StatusOutcome | undefined }[],
): FormatProblem {
  const relevant = entries.filter(({ entry }) => concerns(entry, purpose));
  if (relevant.some(({ entry }) => entry.kind === 'malformed')) return { code: 'status-entry-malformed', params: {} };
  if (relevant.some(({ outcome }) => outcome?.kind === 'set')) {
    return { code: purpose === 'revocation' ? 'revoked' : 'suspended', params: {} };
  }
  for (const { entry, outcome } of relevant) {
    if (entry.kind === 'unsupported') return { code: 'status-kind-unsupported', params: { kind: entry.type } };
    if (outcome === undefined) return { code: 'not-checked', params: {} };
    if (outcome.kind === 'none-to-tell') return { code: outcome.code, params: outcome.params };
  }
  if (relevant.length === 0) return { code: 'status-none', params: {} };
  return { code: purpose === 'revocation' ? 'not-revoked' : 'not-suspended', params: {} };
}

/** An entry of a kind that we don't read may be about anything; a broken one without a purpose too. */
function concerns(entry: ReadStatusEntry, purpose: StatusPurpose): boolean {
  if (entry.kind === 'unsupported') return true;
  return entry.purpose === undefined || entry.purpose === purpose;
}

function readStatusEntry(value: Json): ReadStatusEntry {
  if (!isObject(value)) return { kind: 'malformed', purpose: undefined };
  if (!isBitstringEntry(value)) return { kind: 'unsupported', type: typesOf(value).join(', ') };
  const { id, statusPurpose, statusListIndex, statusListCredential, statusSize = 1 } = value;
  const purpose = isString(statusPurpose) ? statusPurpose : undefined;
  // BITSTRING-STATUS-LIST 2.1: the index is text in base 10.
  const index =
    isString(statusListIndex) && /^(0|[1-9]\d{0,14})$/.test(statusListIndex) ? Number(statusListIndex) : undefined;
  const sized = typeof statusSize === 'number' && Number.isInteger(statusSize) && statusSize > 0;
  if (
    purpose === undefined ||
    index === undefined ||
    !isString(statusListCredential) ||
    !sized ||
    id === statusListCredential
  ) {
    return { kind: 'malformed', purpose };
  }
  return { kind: 'entry', purpose, listUrl: statusListCredential, index, size: statusSize };
}

function isBitstringEntry(node: JsonObject): boolean {
  return typesOf(node).includes('BitstringStatusListEntry');
}
