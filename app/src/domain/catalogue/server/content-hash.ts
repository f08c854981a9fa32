import { createHash } from 'node:crypto';
import type { Part } from '../catalogue.ts';
import type { DraftRecord, MicrocredentialRecord } from '../record.ts';

/** SHA-256, in hex, over all that a published version holds: its record, and each part by hash and covered outcomes. */
export function contentHash(record: MicrocredentialRecord, parts: readonly Part[]): string {
  return hashOf(record, parts);
}

/** The same over a draft, as its record was typed: what an approval approves. */
export function draftHash(record: DraftRecord, parts: readonly Part[]): string {
  return hashOf(record, parts);
}

function hashOf(record: DraftRecord, parts: readonly Part[]): string {
  const frozen = {
    record,
    parts: parts
      .map(({ part, hash, coveredOutcomes }) => ({ part, hash, coveredOutcomes: coveredOutcomes.toSorted() }))
      .toSorted((a, b) => (a.part < b.part ? -1 : 1)),
  };
  return createHash('sha256').update(JSON.stringify(frozen, sortedKeys)).digest('hex');
}

/** jsonb doesn't keep the order of keys, so that the hash can't depend on it. */
function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
