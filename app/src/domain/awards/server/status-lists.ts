import { randomInt } from 'node:crypto';
import type { Transaction } from 'kysely';
import {
  buildStatusListCredential,
  createStatusList,
  setStatus,
  shortestStatusList,
  signCredential,
  statusListOf,
  type StatusList,
  type StatusPurpose,
} from '@cairn/credentials';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import { currentSigningKey } from '#domain/organisations/server/api.ts';
import { insertStatusEntry, insertStatusList, lockList, lockOpenList, saveList } from './status.store.ts';

const purposes: readonly StatusPurpose[] = ['revocation', 'suspension'];

/** How long a verifier elsewhere may keep a copy of a list, in milliseconds. */
const statusListTtl = 60_000;

export function statusListUrl(origin: string, listId: string): string {
  return `${origin}/status/${listId}`;
}

/** Gives a credential its place in a revocation and a suspension list of its issuer, at random. */
export async function reserveStatusEntries(
  platform: Platform,
  trx: Transaction<Database>,
  input: { readonly organisationId: string; readonly credentialId: string },
): Promise<void> {
  for (const purpose of purposes) {
    const list =
      (await lockOpenList(trx, { organisationId: input.organisationId, purpose })) ??
      (await openList(platform, trx, { organisationId: input.organisationId, purpose }));
    // In order they would tell who was awarded when; a place that is taken is simply drawn again.
    let reserved = false;
    while (!reserved) {
      const index = randomInt(list.length);
      reserved = await insertStatusEntry(trx, { credentialId: input.credentialId, purpose, listId: list.id, index });
    }
  }
}

async function openList(
  platform: Platform,
  trx: Transaction<Database>,
  input: { readonly organisationId: string; readonly purpose: StatusPurpose },
): Promise<{ readonly id: string; readonly length: number }> {
  const id = platform.newId();
  const list = createStatusList(shortestStatusList);
  const signed = await signList(platform, trx, { ...input, id, list });
  await insertStatusList(trx, {
    ...input,
    id,
    length: list.length,
    bits: list.bytes,
    signedText: signed.text,
    at: signed.at,
  });
  return { id, length: list.length };
}

/** Sets or clears one place and signs the list anew: verifiers see it as soon as the transaction ends. */
export async function changeListedStatus(
  platform: Platform,
  trx: Transaction<Database>,
  input: { readonly listId: string; readonly index: number; readonly value: boolean },
): Promise<void> {
  const row = await lockList(trx, input.listId);
  const list = statusListOf(row.bits);
  setStatus(list, input.index, input.value);
  const signed = await signList(platform, trx, { ...row, list });
  await saveList(trx, { id: row.id, bits: list.bytes, signedText: signed.text, at: signed.at });
}

/** Signs a list as it stands anew, under the address that it is served at now. */
export async function signListAnew(platform: Platform, trx: Transaction<Database>, listId: string): Promise<void> {
  const row = await lockList(trx, listId);
  const list = statusListOf(row.bits);
  const signed = await signList(platform, trx, { ...row, list });
  await saveList(trx, { id: row.id, bits: list.bytes, signedText: signed.text, at: signed.at });
}

async function signList(
  platform: Platform,
  trx: Transaction<Database>,
  input: {
    readonly id: string;
    readonly organisationId: string;
    readonly purpose: StatusPurpose;
    readonly list: StatusList;
  },
): Promise<{ readonly text: string; readonly at: Date }> {
  const key = await currentSigningKey(platform, trx, input.organisationId);
  const at = platform.clock();
  const unsigned = await buildStatusListCredential({
    id: statusListUrl(platform.config.origin, input.id),
    issuer: issuerOf(key.verificationMethod),
    purpose: input.purpose,
    list: input.list,
    validFrom: at,
    ttl: statusListTtl,
  });
  const { text } = await signCredential(unsigned, {
    privateKey: key.privateKey,
    verificationMethod: key.verificationMethod,
    created: at,
  });
  return { text, at };
}

/** The did that a verification method belongs to. */
export function issuerOf(verificationMethod: string): string {
  return verificationMethod.slice(0, verificationMethod.indexOf('#'));
}
