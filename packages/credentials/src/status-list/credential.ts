import type { Json, JsonObject } from '../json/json.ts';
import { compact } from '../json/json.ts';
import { credentialsContext } from '../json-ld/contexts.ts';
import { formatDate } from '../open-badges/dates.ts';
import type { StatusList } from './bitstring.ts';
import { encodeStatusList } from './bitstring.ts';

/** What a set bit says. Revocation is for good; suspension can end (BITSTRING-STATUS-LIST 2.1). */
export type StatusPurpose = 'revocation' | 'suspension';

/** Where a credential's status stands. */
export interface StatusEntry {
  readonly purpose: StatusPurpose;
  /** URL of the status list credential. */
  readonly listUrl: string;
  /** Position in the list, from 0. Choose it at random: an order would tell who was awarded when. */
  readonly index: number;
}

/** The entry as a credential carries it (BITSTRING-STATUS-LIST 2.1). Its `id` must differ from the list's. */
export function buildStatusEntry(entry: StatusEntry): JsonObject {
  return {
    id: `${entry.listUrl}#${entry.index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: entry.purpose,
    statusListIndex: String(entry.index),
    statusListCredential: entry.listUrl,
  };
}

/** What a status list credential says. */
export interface StatusListCredentialInput {
  /** Its URL: what entries name as their list. */
  readonly id: string;
  /** The issuer's did; the same as that of the credentials it speaks of. */
  readonly issuer: string;
  readonly purpose: StatusPurpose;
  readonly list: StatusList;
  readonly validFrom: Date;
  readonly validUntil?: Date;
  /** How long a copy may be kept before asking again, in milliseconds. */
  readonly ttl?: number;
}

/** An unsigned BitstringStatusListCredential (BITSTRING-STATUS-LIST 2.2); sign it with `signCredential`. */
export async function buildStatusListCredential(input: StatusListCredentialInput): Promise<JsonObject> {
  const subject: { readonly [key: string]: Json | undefined } = {
    id: `${input.id}#list`,
    type: 'BitstringStatusList',
    statusPurpose: input.purpose,
    encodedList: await encodeStatusList(input.list),
    ttl: input.ttl,
  };
  return compact({
    '@context': [credentialsContext],
    id: input.id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: input.issuer,
    validFrom: formatDate(input.validFrom),
    validUntil: input.validUntil === undefined ? undefined : formatDate(input.validUntil),
    credentialSubject: compact(subject),
  });
}
