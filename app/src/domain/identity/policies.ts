/**
 * The documents a person agrees to when signing up. A new version is a new entry at the end: what was agreed to
 * before stays recorded under its own version, and people are asked again in their account.
 */
const policies = {
  terms: [{ version: '1', from: '2026-11-01' }],
  privacy: [{ version: '1', from: '2026-11-01' }],
} as const satisfies Record<string, readonly PolicyVersion[]>;

interface PolicyVersion {
  readonly version: string;
  /** The day it took effect, YYYY-MM-DD. */
  readonly from: string;
}

export type PolicyDocument = keyof typeof policies;
export const policyDocuments = ['terms', 'privacy'] as const satisfies readonly PolicyDocument[];

/** The version in force: the last one. */
export function currentPolicy(document: PolicyDocument): PolicyVersion {
  return policies[document][policies[document].length - 1] ?? policies[document][0];
}
