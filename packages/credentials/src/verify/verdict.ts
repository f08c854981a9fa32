import type { Check, CheckName, Verdict } from './verification.ts';

/** Checks that must not stay unknown in a valid credential. */
const decisive: readonly CheckName[] = ['integrity', 'issuer-key', 'dates', 'revocation', 'suspension'];

/**
 * The verdict of a list of checks: any failed check makes it invalid; otherwise an unknown among integrity,
 * issuer-key, dates, revocation and suspension makes it unconfirmed. A decisive check that was not made counts as
 * unknown.
 */
export function decideVerdict(checks: readonly Pick<Check, 'name' | 'result'>[]): Verdict {
  if (checks.some((check) => check.result === 'failed')) return 'invalid';
  const open = decisive.some((name) => {
    const results = checks.filter((check) => check.name === name).map((check) => check.result);
    return results.length === 0 || results.includes('unknown');
  });
  return open ? 'unconfirmed' : 'valid';
}
