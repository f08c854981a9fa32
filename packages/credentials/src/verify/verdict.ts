import type { Check, CheckName, Verdict } from './verification.ts';

/** Checks that must not stay unknown in a valid credential. */
const decisive: ReadonlySet<CheckName> = new Set(['integrity', 'issuer-key', 'dates', 'revocation', 'suspension']);

/**
 * The verdict of a list of checks: any failed check makes it invalid; otherwise an unknown among integrity,
 * issuer-key, dates, revocation and suspension makes it unconfirmed. A decisive check that was not made counts as
 * unknown.
 */
export function decideVerdict(checks: readonly Pick<Check, 'name' | 'result'>[]): Verdict {
  if (checks.some((check) => check.result === 'failed')) return 'invalid';
  const confirmed = new Set(checks.filter((check) => check.result === 'passed').map((check) => check.name));
  const unknown = checks.filter((check) => check.result === 'unknown').map((check) => check.name);
  const allConfirmed = [...decisive].every((name) => confirmed.has(name));
  return allConfirmed && !unknown.some((name) => decisive.has(name)) ? 'valid' : 'unconfirmed';
}
