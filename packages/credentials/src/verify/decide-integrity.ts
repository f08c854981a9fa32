import type { FormatProblem } from './format.ts';

/** What became of each of a document's proofs. */
export type ProofOutcome =
  | { readonly kind: 'verified' }
  | { readonly kind: 'broken' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'wrong-purpose' }
  | { readonly kind: 'chained' }
  | { readonly kind: 'unsupported'; readonly cryptosuite: string }
  | { readonly kind: 'key-unavailable' };

/**
 * Whether anything changed since signing. In a set of proofs every one that can be checked must hold, and one must;
 * those that cannot be checked then take nothing away.
 */
export function decideIntegrity(outcomes: readonly ProofOutcome[]): FormatProblem {
  if (outcomes.length === 0) return { code: 'proof-missing', params: {} };
  const has = (kind: ProofOutcome['kind']): boolean => outcomes.some((outcome) => outcome.kind === kind);
  if (has('broken')) return { code: 'changed', params: {} };
  if (has('malformed')) return { code: 'proof-malformed', params: {} };
  if (has('wrong-purpose')) return { code: 'proof-purpose-wrong', params: {} };
  if (has('verified')) return { code: 'unchanged', params: {} };
  if (has('chained')) return { code: 'proof-chain-unsupported', params: {} };
  const unsupported = outcomes.find((outcome) => outcome.kind === 'unsupported');
  return unsupported
    ? { code: 'suite-unsupported', params: { cryptosuite: unsupported.cryptosuite } }
    : { code: 'key-unavailable', params: {} };
}
